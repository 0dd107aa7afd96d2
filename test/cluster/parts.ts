import { join } from 'node:path';
import { goProgram } from './harness/build.ts';
import type { Checks } from './harness/checks.ts';
import { ExistingCluster, LocalCluster } from './harness/cluster.ts';
import { ControlPlane } from './harness/control-plane.ts';
import { Kubectl } from './harness/kubectl.ts';
import { kubectl } from './harness/programs.ts';
import { step } from './harness/progress.ts';
import { type Release, releases } from './harness/releases.ts';
import type { Stack } from './harness/stacks.ts';
import { checkApiServer } from './parts/api-server.ts';

/** What every part is given. */
export interface Suite {
  readonly checks: Checks;
  /** Scratch folder; it is kept when a check fails. */
  readonly folder: string;
  readonly stacks: readonly Stack[];
  /** Kubeconfig of an existing cluster to use in place of our control plane. */
  readonly kubeconfig?: string;
}

/** Name of a part, as `--only` takes it. */
export type Part = 'api-server';

/** All parts, in the order in which they run. */
export const parts: Readonly<Record<Part, (suite: Suite) => Promise<void>>> = {
  'api-server': apiServerPart,
};

async function apiServerPart(suite: Suite): Promise<void> {
  const { checks, stacks, kubeconfig } = suite;
  if (kubeconfig !== undefined) {
    const access = { kubectl: await goProgram(kubectl), kubeconfig };
    const cacheFolder = join(suite.folder, 'kubectl-cache');
    const existing = new ExistingCluster(new Kubectl({ ...access, cacheFolder }));
    await checkApiServer(checks, existing, stacks, suite.folder);
    return;
  }
  for (const release of await releases()) {
    await withControlPlane(suite, 'api-server', release, async (plane, folder) => {
      const cluster = new LocalCluster(release.name, plane, folder);
      await checkApiServer(checks, cluster, stacks, folder);
      await cluster.stop();
    });
  }
}

async function withControlPlane(
  suite: Suite,
  part: string,
  release: Release,
  work: (plane: ControlPlane, folder: string) => Promise<void>,
): Promise<void> {
  const folder = join(suite.folder, `${part}-${release.name}`);
  const programs = await release.programs();
  const plane = await step(`starting Kubernetes ${release.name}`, () =>
    ControlPlane.start(programs, folder),
  );
  try {
    // cert-manager is what a cluster has before this stack comes; here it is its two CRDs and playCertManager
    await plane.kubectl.apply('imports/crds/cert-manager.io.yaml');
    await work(plane, folder);
  } finally {
    await plane.stop();
  }
}
