import { existsSync } from 'node:fs';
import type { FoundText, LintClustersOptions } from '../lint/clusters.ts';
import { elsewhereTexts, included, isWithin, projectOptions } from '../project/apply.ts';
import { findProject } from '../project/find.ts';
import { type Inputs, readInputs } from './inputs.ts';
import { arranged } from './layout/arrange.ts';
import { printNotes } from './output.ts';
import { namesOf } from './read-text.ts';

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
 * @throws if a path names nothing, or the project file says what it must not, or excludes all
 */
export async function readProjectInputs(
  paths: readonly string[],
  options: LintClustersOptions = {},
): Promise<ProjectInputs> {
  const project = findProject(paths);
  const inputs = await readInputs(paths);
  if (!project) return { ...inputs, options, elsewhere: [] };
  const texts = included(inputs.texts, project);
  const unreadable = included(inputs.unreadable, project);
  if (paths.length > 0 && texts.length === 0 && unreadable.length === 0) {
    throw new Error(`${project.file} excludes all of ${namesOf(paths)}`);
  }
  const missing = project.clusters.filter(
    (folder) => !existsSync(folder) && paths.some((given) => isWithin(given, folder)),
  );
  printNotes(missing.map((folder) => `${project.file}: there is no folder ${folder} of clusters`));
  return {
    unreadable,
    texts,
    options: projectOptions(options, project),
    elsewhere: elsewhereTexts(project),
  };
}

/**
 * Reads what arguments name as it is applied, and tells what is left out.
 *
 * @throws as `readProjectInputs` does, and for a kustomization that cannot be built, since without its patches it is something else
 */
export async function readApplied(paths: readonly string[]): Promise<ProjectInputs> {
  const inputs = await readProjectInputs(paths);
  const { texts, notes, unbuilt } = await arranged(inputs.texts);
  printNotes(notes);
  const [problem] = unbuilt;
  if (problem !== undefined) throw new Error(`${problem}; give what kubectl kustomize prints`);
  return { ...inputs, texts };
}
