import type { Problem } from '../../values/problem.ts';
import * as baseline from './baseline.ts';
import { type PodCheck, type SecuredPod, viewPod } from './pod.ts';
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
    restricted.droppedCapabilities,
    baseline.addedCapabilities(['NET_BIND_SERVICE']),
  ],
};

/**
 * Why a pod is not let into a namespace that enforces a level; none when it is, by any release of Kubernetes since 1.25.
 * What only some of these refuse is a warning, and what one of them lets pass is let pass.
 *
 * Source: Pod Security Standards, Kubernetes v1.36.3 staging/src/k8s.io/pod-security-admission/policy.
 */
export function podSecurityProblems(level: PodSecurityLevel, pod: SecuredPod): Problem[] {
  const view = viewPod(pod);
  return checks[level].flatMap((check) => check(view));
}

/** The level that a text names; undefined when there is none of that name, which the API server takes for no label. */
export function podSecurityLevel(written: string | undefined): PodSecurityLevel | undefined {
  return podSecurityLevels.find((level) => level === written);
}
