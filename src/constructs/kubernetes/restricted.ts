/**
 * What the profile `restricted` of Pod Security asks of a container, and a root that nothing writes to.
 *
 * @param user - number of the user that it runs as
 */
export function restrictedContainer(user: number) {
  return {
    runAsNonRoot: true,
    runAsUser: user,
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'] },
    seccompProfile: { type: 'RuntimeDefault' },
  };
}
