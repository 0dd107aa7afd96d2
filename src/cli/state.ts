import type { ClustersReport } from '../lint/clusters.ts';
import { lintClusters } from '../lint/clusters.ts';
import type { UnreadableFile } from '../lint/manifests.ts';
import { arranged } from './layout/arrange.ts';
import { printNotes } from './output.ts';
import { readProjectInputs } from './project-inputs.ts';
import { parseRevision } from './revision.ts';

/** One of two states of manifests that are compared. */
export interface State {
  readonly report: ClustersReport;
  readonly unreadable: readonly UnreadableFile[];
}

/**
 * Reads and lints one of two states of manifests.
 *
 * @throws if the argument names nothing
 */
export async function readState(given: string): Promise<State> {
  const revision = parseRevision(given);
  if (revision !== undefined) {
    // programs are run for a history alone: what runs them costs every other command a twentieth of its start
    const { readRevision } = await import('./git-history.ts');
    const { texts } = readRevision(revision);
    const report = lintClusters(texts);
    return { report, unreadable: report.unreadable };
  }
  return readPaths([given]);
}

/**
 * Reads and lints what arguments name, as one state.
 *
 * @throws if one of them names nothing
 */
export async function readPaths(paths: readonly string[]): Promise<State> {
  const inputs = await readProjectInputs(paths);
  const { texts, notes, unbuilt } = await arranged(inputs.texts);
  printNotes([...notes, ...unbuilt]);
  const report = lintClusters([...texts, ...inputs.elsewhere], inputs.options);
  return { report, unreadable: [...inputs.unreadable, ...report.unreadable] };
}
