import type { Checks } from '../harness/checks.ts';
import type { Cluster } from '../harness/cluster.ts';
import {
  applyFiles,
  changedBySecondApply,
  createForeignNamespaces,
  deleteFiles,
  lostFields,
} from '../harness/deploy.ts';
import { createForeignKinds } from '../harness/foreign-kinds.ts';
import { inventory } from '../harness/inventory.ts';
import type { ManifestFile } from '../harness/objects.ts';
import { byInstallation, type Stack } from '../harness/stacks.ts';
import { checkCustomResources } from './custom-resources.ts';

/** Upstream deprecates this version; a stack that asks for it gets the word of the API server. */
const EXPECTED_WARNINGS = [/OpenTelemetryCollector v1alpha1 is deprecated\. Migrate to v1beta1\./];

/** Part 1: an API server takes every file as it is, and gives everything back when it is deleted. */
export async function checkApiServer(
  checks: Checks,
  cluster: Cluster,
  stacks: readonly Stack[],
): Promise<void> {
  const [first] = stacks;
  await createForeignNamespaces(cluster, stacks);
  await createForeignKinds(cluster, stacks);
  for (const [installation, group] of byInstallation(stacks)) {
    const name = `the installation of ${installation.name}`;
    await checkFiles(checks, cluster, name, installation.files, async () => {
      // any installation brings the same CRDs
      if (installation === first?.installation) await checkCustomResources(checks, cluster);
      for (const stack of group) {
        await checkFiles(checks, cluster, stack.name, stack.files, () => Promise.resolve());
      }
    });
  }
}

async function checkFiles(
  checks: Checks,
  cluster: Cluster,
  name: string,
  files: readonly ManifestFile[],
  inside: () => Promise<void>,
): Promise<void> {
  const part = `api-server ${cluster.name}`;
  const before = await inventory(cluster.api);
  const applied = await checks.check(part, `${name} is taken without a warning`, async () => {
    const warnings = await applyFiles(cluster, files);
    expectNone(
      'warnings',
      warnings.filter((warning) => !EXPECTED_WARNINGS.some((one) => one.test(warning))),
    );
  });
  if (applied) {
    await checks.check(part, `${name} is stored as it was sent`, async () =>
      expectNone('fields that the cluster does not hold', await lostFields(cluster, files)),
    );
    await checks.check(part, `${name} applied again changes nothing`, async () =>
      expectNone('changed objects', await changedBySecondApply(cluster, files)),
    );
    await inside();
  }
  await checks.check(part, `${name} is deleted without a trace`, () =>
    deleteFiles(cluster, files, before, applied),
  );
}

function expectNone(what: string, found: readonly string[]): void {
  if (found.length > 0) throw new Error(`${found.length} ${what}:\n${found.join('\n')}`);
}
