import { type Model, readModel } from '../../../src/model/model.ts';
import { modelOfObjects } from '../../objects-model.ts';
import type { Checks } from '../harness/checks.ts';
import type { Cluster } from '../harness/cluster.ts';
import { applyFiles, deleteFiles } from '../harness/deploy.ts';
import { inventory } from '../harness/inventory.ts';
import { asRun } from '../harness/operators.ts';
import type { Installation, Stack } from '../harness/stacks.ts';
import { type OperatedResource, predictedResources } from './predicted.ts';
import { reconciled } from './reconciled.ts';

/** A stack in a cluster whose operators have done their work. */
export interface OperatedStack {
  readonly stack: Stack;
  readonly cluster: Cluster;
  /** The stack as our model sees it. */
  readonly model: Model;
  /** Its custom resources, with what the model says that the releases which run here make of them. */
  readonly resources: readonly OperatedResource[];
  /** When the stack was applied, in milliseconds. */
  readonly since: number;
}

/** Applies an installation with its operators, does `inside`, and deletes it again. */
export async function withInstallation(
  checks: Checks,
  cluster: Cluster,
  { name, files }: Installation,
  inside: () => Promise<void>,
): Promise<void> {
  const before = await inventory(cluster.api);
  const running = await checks.check('operators', `the operators of ${name} start`, async () => {
    await applyFiles(cluster, files);
  });
  if (running) await inside();
  await checks.check('operators', `the operators of ${name} are deleted without a trace`, () =>
    deleteFiles(cluster, files, before, running),
  );
}

/**
 * Applies a stack on its installation, waits for the operators, lets `visit` look at the result, and deletes the stack
 * again.
 */
export async function withOperatedStack(
  checks: Checks,
  cluster: Cluster,
  stack: Stack,
  visit: (operated: OperatedStack) => Promise<void>,
): Promise<void> {
  const before = await inventory(cluster.api);
  const all = [...stack.installation.files, ...stack.files].flatMap(({ objects }) => objects);
  const model = modelOfObjects(all);
  const running = readModel(all.map((value) => ({ value: asRun(value, cluster.releases) })));
  const since = Date.now();
  const admitted = await checks.check('operators', `${stack.name} is admitted`, async () => {
    await applyFiles(cluster, stack.files);
  });
  if (admitted) {
    const resources = await reconciled(cluster.api, predictedResources(running));
    await visit({ stack, cluster, model, resources, since });
  }
  await checks.check('operators', `${stack.name} is deleted without a trace`, () =>
    deleteFiles(cluster, stack.files, before, admitted),
  );
}
