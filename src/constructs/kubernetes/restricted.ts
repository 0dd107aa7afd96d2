/** Beyond what the profile asks. */
interface Further {
  /**
   * Number of the user that it runs as.
   *
   * @default - the image's own, which must be a number other than 0
   */
  readonly user?: number;
  /**
   * Whether nothing can write to its root file system.
   *
   * @default true
   */
  readonly readOnlyRoot?: boolean;
}

/** Security context of a container: what the profile `restricted` of Pod Security asks, and a root that nothing writes to. */
export function restrictedContainer({ user, readOnlyRoot = true }: Further = {}) {
  return {
    runAsNonRoot: true,
    ...(user === undefined ? {} : { runAsUser: user }),
    allowPrivilegeEscalation: false,
    ...(readOnlyRoot ? { readOnlyRootFilesystem: true } : {}),
    capabilities: { drop: ['ALL'] },
    seccompProfile: { type: 'RuntimeDefault' as const },
  };
}
