import { deletionOf } from '../../plan/deletion.ts';
import { readPlan } from '../../plan/plan.ts';
import { print } from '../output.ts';
import { deletionJson, planJson } from './json.ts';
import { readManifests } from './manifests.ts';
import { deletionText, planText } from './text.ts';

/** A call of `tracing plan`. */
export interface PlanRun {
  readonly paths: readonly string[];
  /** Whether to plan the way back. */
  readonly delete?: true;
  readonly format: 'text' | 'json';
}

const done = 0;
const cannotRead = 2;

/** Prints the plan of manifests to standard output; the result is the exit code. */
export async function runPlan(run: PlanRun): Promise<number> {
  const manifests = await readManifests(run.paths);
  if (!manifests) return cannotRead;
  const plan = readPlan(manifests.model);
  const json = run.format === 'json';
  if (run.delete) print((json ? deletionJson : deletionText)(deletionOf(plan)));
  else print((json ? planJson : planText)(plan));
  return done;
}
