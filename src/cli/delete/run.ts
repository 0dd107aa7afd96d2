import { Stopped } from '../../apply/context.ts';
import { deleteAll } from '../../apply/delete.ts';
import { readPlan } from '../../plan/plan.ts';
import { type ClusterChoice, contextFor } from '../apply/context.ts';
import { reportOn } from '../apply/report.ts';
import { terminalColours } from '../colours.ts';
import { print } from '../output.ts';
import { readManifests } from '../plan/manifests.ts';

/** A call of `tracing delete`. */
export interface DeleteRun extends ClusterChoice {
  readonly paths: readonly string[];
}

const done = 0;
const failed = 1;
const cannotRead = 2;

/** Deletes, and tells on standard output what happens; the result is the exit code. */
export async function runDelete(run: DeleteRun): Promise<number> {
  const manifests = await readManifests(run.paths);
  if (!manifests) return cannotRead;
  const planned = { plan: readPlan(manifests.model), model: manifests.model };
  const report = reportOn(print, await terminalColours());
  try {
    await deleteAll(await contextFor(run, planned, report));
    report.end();
    return done;
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    report.stop(error);
    return failed;
  }
}
