import type { FoundText, LintClustersOptions } from '../lint/clusters.ts';
import { elsewhereTexts, includedTexts, projectOptions } from '../project/apply.ts';
import { findProject } from '../project/find.ts';
import { type Inputs, readInputs } from './inputs.ts';

/** What the arguments of a command name, and how it is linted. */
export interface ProjectInputs extends Inputs {
  readonly options: LintClustersOptions;
  /** Services that others bring. */
  readonly elsewhere: readonly FoundText[];
}

/**
 * Reads what the arguments of a command name as `readInputs` does, and the project file that speaks of it, and leaves
 * out what that excludes.
 *
 * @param options what the command line says, which counts before the project file
 * @throws if a path names nothing, or the project file says what it must not
 */
export async function readProjectInputs(
  paths: readonly string[],
  options: LintClustersOptions = {},
): Promise<ProjectInputs> {
  const project = findProject(paths);
  const inputs = await readInputs(paths);
  if (!project) return { ...inputs, options, elsewhere: [] };
  return {
    unreadable: inputs.unreadable,
    texts: includedTexts(inputs.texts, project),
    options: projectOptions(options, project),
    elsewhere: elsewhereTexts(project),
  };
}
