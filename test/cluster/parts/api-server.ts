import type { Checks } from '../harness/checks.ts';
import type { Cluster } from '../harness/cluster.ts';
import {
  applyStack,
  changedBySecondApply,
  createForeignNamespaces,
  deleteStack,
  lostFields,
} from '../harness/deploy.ts';
import { awaitNothingNew, inventory } from '../harness/inventory.ts';
import type { Stack } from '../harness/stacks.ts';
import { checkCustomResources } from './custom-resources.ts';

const DELETION_SECONDS = 60;

/** Upstream deprecates this version; a stack that asks for it gets the word of the API server. */
const EXPECTED_WARNINGS = [/OpenTelemetryCollector v1alpha1 is deprecated\. Migrate to v1beta1\./];

/**
 * Part 1: an API server takes every file as it is, and gives everything back when it is deleted.
 *
 * @param logs folder for the logs of processes
 */
export async function checkApiServer(
  checks: Checks,
  cluster: Cluster,
  stacks: readonly Stack[],
  logs: string,
): Promise<void> {
  const part = `api-server ${cluster.name}`;
  for (const [index, stack] of stacks.entries()) {
    await createForeignNamespaces(cluster, stack);
    const before = await inventory(cluster.kubectl);
    const applied = await checks.check(
      part,
      `${stack.name} is taken without a warning`,
      async () => {
        const warnings = await applyStack(cluster, stack);
        expectNone(
          'warnings',
          warnings.filter((warning) => !EXPECTED_WARNINGS.some((one) => one.test(warning))),
        );
      },
    );
    if (applied) {
      await checks.check(part, `${stack.name} is stored as it was sent`, async () =>
        expectNone('fields that the cluster does not hold', await lostFields(cluster, stack)),
      );
      await checks.check(part, `${stack.name} applied again changes nothing`, async () =>
        expectNone('changed objects', await changedBySecondApply(cluster, stack)),
      );
      // any stack brings the same CRDs
      if (index === 0) await checkCustomResources(checks, cluster, logs);
    }
    await checks.check(part, `${stack.name} is deleted without a trace`, async () => {
      await deleteStack(cluster, stack);
      await awaitNothingNew(cluster.kubectl, before, DELETION_SECONDS);
    });
  }
}

function expectNone(what: string, found: readonly string[]): void {
  if (found.length > 0) throw new Error(`${found.length} ${what}:\n${found.join('\n')}`);
}
