import { isFileFlag, isProvidedFile } from '../../upstream/jaeger/files.ts';
import { fileAt, type MountedFile } from '../kubernetes/files.ts';
import type { Location, ObjectIndex } from '../kubernetes/objects.ts';
import { type Jaeger, mergedVolumes, optionOf } from './instances.ts';

/** A file that a component of Jaeger or an index job is told to read. */
export interface FileReference extends Location {
  /** Component or job that reads it. */
  readonly label: string;
  /** Path in its container. */
  readonly file: string;
  /** What is there. */
  readonly found: MountedFile;
}

/** Files that components of Jaegers are told to read; those that their images or the operator bring are left out. */
export function jaegerFiles(objects: ObjectIndex, jaegers: readonly Jaeger[]): FileReference[] {
  return jaegers.flatMap((jaeger) => roleFiles(objects, jaeger));
}

function roleFiles(objects: ObjectIndex, jaeger: Jaeger): FileReference[] {
  return jaeger.roles.flatMap((role) => {
    // an image of the user's may have the files in it
    if (isOwnImage(role.value.image)) return [];
    return [...role.options].flatMap(([key, file]) => {
      const place = isFileFlag(key) ? optionOf(role, key) : undefined;
      return place ? mergedFile(objects, jaeger, role.value, role.name, file, place) : [];
    });
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
  if (!file.startsWith('/') || isProvidedFile(file)) return [];
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
