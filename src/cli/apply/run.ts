import { apply } from '../../apply/apply.ts';
import { type ApplyContext, Stopped } from '../../apply/context.ts';
import { differencesOf, rehearse } from '../../apply/rehearsal.ts';
import { readPlan } from '../../plan/plan.ts';
import { terminalColours } from '../colours.ts';
import { print } from '../output.ts';
import { readManifests } from '../plan/manifests.ts';
import { type ClusterChoice, contextFor, type Planned } from './context.ts';
import { reportOn } from './report.ts';
import { readSavedPlan } from './saved-plan.ts';

/** A call of `tracing apply`. */
export interface ApplyRun extends ClusterChoice {
  readonly paths: readonly string[];
  /** File of a saved plan. */
  readonly plan?: string;
  /** Whether fields that others own are taken over. */
  readonly forceConflicts?: true;
  /** Whether what is no longer in the manifests is deleted. */
  readonly prune?: true;
  /** Whether the API server is to act as if. */
  readonly dryRun?: 'server';
  /** Whether to show what would change. */
  readonly diff?: true;
}

const done = 0;
const failed = 1;
const differs = 1;
const cannotRead = 2;

/** Applies, and tells on standard output what happens; the result is the exit code. */
export async function runApply(run: ApplyRun): Promise<number> {
  const planned = await plannedOf(run);
  if (!planned) return cannotRead;
  const report = reportOn(print, await terminalColours());
  const context = {
    ...(await contextFor(run, planned, report)),
    force: run.forceConflicts === true,
    prune: run.prune === true,
  };
  try {
    if (run.diff) return await showDifferences(context);
    if (run.dryRun) await rehearse(context);
    else await apply(context);
    report.end();
    return done;
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    report.stop(error);
    return failed;
  }
}

async function showDifferences(context: ApplyContext): Promise<number> {
  let code = done;
  // steps are no news where nothing is done
  for await (const difference of differencesOf({ ...context, listener: {} })) {
    print(difference);
    code = differs;
  }
  return code;
}

async function plannedOf({ paths, plan }: ApplyRun): Promise<Planned | undefined> {
  if (plan !== undefined) {
    if (paths.length > 0)
      throw new Error('--plan must be given without manifests: a saved plan has its own');
    return readSavedPlan(plan);
  }
  if (paths.length === 0) throw new Error('name manifests, or a saved plan with --plan');
  const manifests = await readManifests(paths);
  return manifests && { plan: readPlan(manifests.model), model: manifests.model };
}
