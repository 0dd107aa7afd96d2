import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Api } from '../cluster/harness/api.ts';
import { goProgram } from '../cluster/harness/build.ts';
import type { Checks } from '../cluster/harness/checks.ts';
import { ExistingCluster } from '../cluster/harness/cluster.ts';
import { Kubectl } from '../cluster/harness/kubectl.ts';
import { kubectl } from '../cluster/harness/programs.ts';
import { checkElsewhere, defaultStack, type LeftOut } from './elsewhere.ts';
import { checkExisting } from './parts/existing.ts';
import { checkGreen } from './parts/verify.ts';
import type { ClusterSuite, Part } from './suite.ts';

const OWN_IMAGES = 'its pods are of images that are made here, and no registry has';

/** What cannot be looked at on a cluster that is not of our making. */
export const leftOutOfExisting: LeftOut = {
  node: 'it looks for the processes of containers on the node',
  trace: `${OWN_IMAGES}; \`verify\` sends a trace through every entrance`,
  model: 'it looks at processes, and into the network namespaces of pods',
  evening: `${OWN_IMAGES}, and it counts in the store what has come`,
  injection: OWN_IMAGES,
  upgrade: OWN_IMAGES,
  examples: 'they need stores and receivers outside of the cluster, which are played on our node',
  policies: 'it connects out of the network namespace of each pod',
  chaos: 'it takes the store away',
};

/** Runs the checks that need no look inside on a cluster of the user's, and leaves it as it was. */
export async function checkOnExisting(
  checks: Checks,
  kubeconfig: string,
  only: readonly Part[],
  folder: string,
): Promise<void> {
  if (!existsSync(kubeconfig)) throw new Error(`KUBECONFIG must be one file, got ${kubeconfig}`);
  const cacheFolder = join(folder, 'kubectl-cache');
  const client = new Kubectl({ kubectl: await goProgram(kubectl), kubeconfig, cacheFolder });
  const { stack, work, certificate } = await defaultStack(folder);
  const api = await Api.start(client, folder);
  try {
    const cluster = new ExistingCluster(client, api, certificate);
    const suite: ClusterSuite = { checks, cluster, stack, work };
    if (!(await checkExisting(suite))) return;
    await checkElsewhere(suite, {
      only,
      leftOut: leftOutOfExisting,
      looks: { verify: () => checkGreen(suite) },
      traced: () => checkGreen(suite, 'plan'),
    });
  } finally {
    await api.stop();
  }
}
