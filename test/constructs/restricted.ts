/**
 * What the profile `restricted` asks of a container, from the Pod Security Standards:
 * https://kubernetes.io/docs/concepts/security/pod-security-standards/.
 */
export const restricted = {
  runAsNonRoot: true,
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  seccompProfile: { type: 'RuntimeDefault' },
};

/** The same with a root file system that nothing writes to, which the profile does not ask for. */
export const readOnly = { ...restricted, readOnlyRootFilesystem: true };
