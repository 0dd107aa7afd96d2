import type { Problem } from '../../values/problem.ts';
import * as baseline from './baseline.ts';
import { type PodCheck, type SecuredPod, type StandardsRelease, viewPod } from './pod.ts';
import * as restricted from './restricted.ts';

/** Levels of Pod Security, from the one that allows all to the strictest. */
export const podSecurityLevels = ['privileged', 'baseline', 'restricted'] as const;

/** Level of Pod Security. */
export type PodSecurityLevel = (typeof podSecurityLevels)[number];

/** Labels of a Namespace that say its levels: what is refused, what is written into the audit log, what the client is warned of. */
export const podSecurityLabels = {
  enforce: 'pod-security.kubernetes.io/enforce',
  audit: 'pod-security.kubernetes.io/audit',
  warn: 'pod-security.kubernetes.io/warn',
} as const;

const shared: readonly PodCheck[] = [
  baseline.hostProcess,
  baseline.hostNamespaces,
  baseline.privileged,
  baseline.hostPorts,
  baseline.probeHosts,
  baseline.appArmor,
  baseline.seLinux,
  baseline.sysctls,
];

const checks: Readonly<Record<PodSecurityLevel, readonly PodCheck[]>> = {
  privileged: [],
  baseline: [
    ...shared,
    baseline.addedCapabilities(),
    baseline.hostPaths,
    baseline.procMount,
    baseline.seccomp,
  ],
  restricted: [
    ...shared,
    baseline.anyProcMount,
    restricted.volumes,
    restricted.privilegeEscalation,
    restricted.nonRoot,
    restricted.rootUser,
    restricted.seccompSet,
    restricted.capabilities,
  ],
};

/**
 * Why a pod is not let into a namespace that enforces a level; none when it is. By the standards that a cluster itself has, these
 * are those of any release of Kubernetes since 1.25: what only some of these refuse is a warning, and what one of them lets pass is
 * let pass.
 *
 * Source: Pod Security Standards, Kubernetes v1.36.3 and v1.37.1 staging/src/k8s.io/pod-security-admission/policy.
 *
 * @param release - that the namespace names
 */
export function podSecurityProblems(
  level: PodSecurityLevel,
  pod: SecuredPod,
  release?: StandardsRelease,
): Problem[] {
  const view = viewPod(pod, release);
  return checks[level].flatMap((check) => check(view));
}

/**
 * What is wrong with the labels of a Namespace about Pod Security; paths are those in its labels. The API server refuses to create
 * it, and to change these labels.
 *
 * Source: Kubernetes v1.36.3 staging/src/k8s.io/pod-security-admission/{api/helpers,admission/admission}.go.
 */
export function podSecurityLabelProblems(labels: Readonly<Record<string, string>>): Problem[] {
  return Object.values(podSecurityLabels).flatMap((label) => [
    ...wrongLabel(labels, label, podSecurityLevel, `one of ${podSecurityLevels.join(', ')}`),
    ...wrongLabel(
      labels,
      `${label}-version`,
      standardsRelease,
      "latest or a release, such as 'v1.30'",
    ),
  ]);
}

function wrongLabel(
  labels: Readonly<Record<string, string>>,
  label: string,
  read: (written: string) => unknown,
  allowed: string,
): Problem[] {
  const written = labels[label];
  return written === undefined || read(written) !== undefined
    ? []
    : [{ path: [label], message: `label ${label} must be ${allowed}, got '${written}'` }];
}

/** The release of the standards that a text names: the minor of `v1.30`, or `latest`; undefined when it names none. */
export function standardsRelease(written: string): number | 'latest' | undefined {
  if (written === 'latest') return 'latest';
  const minor = /^v1\.(0|[1-9]\d*)$/.exec(written)?.[1];
  return minor === undefined ? undefined : Number(minor);
}

/** The level that a text names; undefined when there is none of that name. */
export function podSecurityLevel(written: string | undefined): PodSecurityLevel | undefined {
  return podSecurityLevels.find((level) => level === written);
}
