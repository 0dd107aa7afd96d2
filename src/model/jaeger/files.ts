import { isFileFlag, isProvidedFile } from '../../upstream/jaeger/files.ts';
import { fileAt, type MountedFile } from '../kubernetes/files.ts';
import type { Location, ObjectIndex } from '../kubernetes/objects.ts';
import { type Jaeger, mergedVolumes } from './instances.ts';
import { optionOf, type RunningRole } from './roles.ts';

/** A file that a component of Jaeger or an index job is told to read. */
export interface FileReference extends Location {
  /** Component or job that reads it. */
  readonly label: string;
  /** Path in its container. */
  readonly file: string;
  /** What is there. */
  readonly found: MountedFile;
}

/** A file that a flag names. */
export interface FlagFile extends FileReference {
  readonly flag: string;
  readonly role: RunningRole;
}

/** Files that components of Jaeger v1 are told to read; those that their images or the operator bring are left out. */
export function jaegerFiles(objects: ObjectIndex, roles: readonly RunningRole[]): FlagFile[] {
  return roles.flatMap((role) => roleFiles(objects, role));
}

function roleFiles(objects: ObjectIndex, role: RunningRole): FlagFile[] {
  const { namespace, volumeMounts, volumes, label, jaeger } = role;
  // an image of the user's may have the files in it
  if (isOwnImage(role.value.image)) return [];
  return [...role.options].flatMap(([key, file]) => {
    const place = isFileFlag(key) ? optionOf(role, key) : undefined;
    if (!place || !file.startsWith('/') || isProvidedFile(file, jaeger !== undefined)) return [];
    const found = fileAt(objects, namespace, volumeMounts, volumes, file);
    return [{ object: place.object, path: place.path, label, file, found, flag: key, role }];
  });
}

/**
 * A file that a component or job finds at a path, which the volumes of its part of the spec or of the whole instance put there;
 * none for a file that the image or the operator brings.
 */
export function mergedFile(
  objects: ObjectIndex,
  jaeger: Jaeger,
  part: unknown,
  label: string,
  file: string,
  { object, path }: Location,
): FileReference[] {
  if (!file.startsWith('/') || isProvidedFile(file, true)) return [];
  const found = fileAt(
    objects,
    jaeger.namespace,
    mergedVolumes(jaeger, part, 'volumeMounts'),
    mergedVolumes(jaeger, part, 'volumes'),
    file,
  );
  return [{ object, path, label, file, found }];
}

/** Whether an image is none of the Jaeger project's, so that it may have files of its own. */
export function isOwnImage(image: unknown): boolean {
  return typeof image === 'string' && !image.includes('jaegertracing/');
}
