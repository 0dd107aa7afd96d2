import { createForeignNamespaces } from '../../cluster/harness/deploy.ts';
import { createForeignKinds } from '../../cluster/harness/foreign-kinds.ts';
import { byInstallation, type Stack } from '../../cluster/harness/stacks.ts';
import { withInstallation, withOperatedStack } from '../../cluster/parts/operated.ts';
import { lackOutside } from '../harness/outside.ts';
import { clearForExamples } from '../harness/surroundings.ts';
import type { Suite } from '../suite.ts';
import { checkModel, missingImages } from './model.ts';
import { byImages, operatedWorkloads, settledWorkloads } from './workloads.ts';

const SETTLE_SECONDS = 180;
const NAMESPACE = 'tracing';
const LATE = 'there is no time left';

/**
 * Applies each example with its operators as pods, waits until all that they run is ready, and deletes it again.
 *
 * @param visit looks at each that is ready
 * @param until when no more is begun, in milliseconds
 */
export async function checkExamples(
  suite: Suite,
  stacks: readonly Stack[],
  visit: (stack: Stack) => Promise<void>,
  until: number,
): Promise<void> {
  const { checks, cluster, fronts, outside } = suite;
  await clearForExamples(suite);
  await createForeignNamespaces(cluster, stacks);
  await createForeignKinds(cluster, stacks);
  for (const [installation, group] of byInstallation(stacks)) {
    if (Date.now() > until) {
      for (const { name } of group) checks.skip('examples', name, LATE);
      continue;
    }
    await withInstallation(checks, cluster, installation, async () => {
      await fronts.provideSecrets(cluster.kubectl, NAMESPACE);
      for (const stack of group) {
        if (Date.now() > until) {
          checks.skip('examples', stack.name, LATE);
          continue;
        }
        const lacking = lackOutside(stack);
        if (lacking !== undefined) {
          checks.skip('examples', stack.name, lacking);
          continue;
        }
        await outside.provide(cluster.kubectl, NAMESPACE, stack);
        await withOperatedStack(checks, cluster, stack, async () => {
          if (await checkPods(suite, stack)) await visit(stack);
          await forgetVolumes(suite);
        });
      }
    });
  }
}

/** Whether all is ready. */
async function checkPods(suite: Suite, stack: Stack): Promise<boolean> {
  const title = `${stack.name}: all that there are images of is ready`;
  const { runnable, lacking } = byImages(stack, suite.images);
  const workloads = [...operatedWorkloads(stack), ...runnable];
  const namespaces = [...new Set(workloads.map(({ namespace }) => namespace))];
  const beside = lacking.filter(({ workload }) => namespaces.includes(workload.namespace));
  const missing = [...missingImages(suite, stack), ...beside.flatMap((one) => one.lacking)];
  const reason = missing.length > 0 ? `there is no image ${missing.join(', ')}` : undefined;
  if (reason !== undefined) {
    suite.checks.skip('examples', title, reason);
    return false;
  }
  const ready = await suite.checks.check('examples', title, () =>
    settledWorkloads(suite.cluster.kubectl, workloads, SETTLE_SECONDS),
  );
  if (ready) await checkModel(suite, stack);
  return ready;
}

/** Has the volumes of StatefulSets go with their pods; by themselves they stay, for the next. */
async function forgetVolumes({ cluster: { kubectl } }: Suite): Promise<void> {
  await kubectl.run(['-n', NAMESPACE, 'delete', 'persistentvolumeclaims', '--all', '--wait=false']);
}
