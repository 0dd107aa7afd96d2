/** A Secret as a folder of files in containers. */
export interface MountedSecret {
  /** Path of the folder. */
  readonly folder: string;
  readonly volume: { readonly name: string; readonly secret: { readonly secretName: string } };
  readonly mount: { readonly name: string; readonly mountPath: string; readonly readOnly: true };
}

/**
 * A Secret where containers find it.
 *
 * @param name - of the volume
 */
export function mountedSecret(secretName: string, name: string, folder: string): MountedSecret {
  return {
    folder,
    volume: { name, secret: { secretName } },
    mount: { name, mountPath: folder, readOnly: true },
  };
}
