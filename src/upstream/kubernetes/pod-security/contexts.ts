import type { Problem } from '../../values/problem.ts';
import { list, own, record, type UnknownRecord } from '../../values/unknown.ts';

/** Security contexts that decide on one container; nothing in them has been checked. */
export interface SecurityContexts {
  /** That of the pod. */
  readonly pod: UnknownRecord;
  /** That of the container, which goes before it. */
  readonly container: UnknownRecord;
}

/**
 * What security contexts say against each other; paths are those of `SecurityContexts`. The kubelet starts no container that is to be
 * no root and is, and the API server takes none that may do all and may not gain rights.
 *
 * Source: Kubernetes v1.36.3 pkg/kubelet/kuberuntime/security_context_others.go, pkg/apis/core/validation ValidateSecurityContext.
 */
export function securityContextProblems({ pod, container }: SecurityContexts): Problem[] {
  const user = container.runAsUser ?? pod.runAsUser;
  const asRoot = (container.runAsNonRoot ?? pod.runAsNonRoot) === true && user === 0;
  const where = (container.runAsUser ?? undefined) === undefined ? 'pod' : 'container';
  return [
    ...(asRoot
      ? [{ path: [where, 'runAsUser'], message: 'runAsUser must not be 0 with runAsNonRoot: true' }]
      : []),
    ...(container.allowPrivilegeEscalation === false ? escalation(container) : []),
  ];
}

function escalation({ privileged, capabilities }: UnknownRecord): Problem[] {
  const all = list(own(record(capabilities), 'add')).includes('CAP_SYS_ADMIN');
  const granted = privileged === true ? 'privileged: true' : all && 'capability CAP_SYS_ADMIN';
  return granted
    ? [
        {
          path: ['container', 'allowPrivilegeEscalation'],
          message: `allowPrivilegeEscalation must not be false with ${granted}`,
        },
      ]
    : [];
}
