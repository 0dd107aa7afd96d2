import { join } from 'node:path';
import { apiServerEndpoints } from './harness/api-server-endpoints.ts';
import type { Checks } from './harness/checks.ts';
import { ControlPlane } from './harness/control-plane.ts';
import { step } from './harness/progress.ts';
import type { Release } from './harness/releases.ts';
import type { Stack } from './harness/stacks.ts';
import type { UserCertificate } from './harness/user-certificate.ts';

/** Parts of the suite, in the order in which they run. */
export const partNames = [
  'api-server',
  'operators',
  'apply',
  'delivery',
  'collector',
  'jaeger-v2',
  'migration',
] as const;

/** Name of a part, as `--only` takes it. */
export type Part = (typeof partNames)[number];

/** What every part is given. */
export interface Suite {
  readonly checks: Checks;
  /** Scratch folder; it is kept when a check fails. */
  readonly folder: string;
  /** The default stack first. */
  readonly stacks: readonly Stack[];
  /** For stacks without cert-manager. */
  readonly certificate: UserCertificate;
  /** Parts that were asked for. */
  readonly parts: ReadonlySet<Part>;
  /** Kubeconfig of an existing cluster to use in place of our control plane. */
  readonly kubeconfig?: string;
}

// where the API server is, as an operator reads it for its policies: our own listens on a loopback address, which cannot be an endpoint,
// so this is one of the addresses for documentation (RFC 5737)
const endpoints = apiServerEndpoints('192.0.2.1', 6443);

/** Starts a control plane with what a cluster has before our stack comes, and ends it after `work`. */
export async function withControlPlane(
  folder: string,
  release: Release,
  work: (plane: ControlPlane) => Promise<void>,
): Promise<void> {
  const programs = await release.programs();
  const plane = await step(`starting Kubernetes ${release.name}`, () =>
    ControlPlane.start(programs, join(folder, `kubernetes-${release.name}`)),
  );
  try {
    // of cert-manager, the CRDs; playCertManager does its work
    await plane.kubectl.apply('imports/crds/cert-manager.io.yaml');
    await plane.kubectl.applyObjects([endpoints]);
    await work(plane);
  } finally {
    await plane.stop();
  }
}
