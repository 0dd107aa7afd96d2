import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { at, type KubeObject, listAt } from './objects.ts';

/**
 * Writes what a container would have mounted of ConfigMaps into a folder.
 *
 * @param volumes of the pod
 * @param mounts of the container
 * @param objects ConfigMaps are among them, of which the Jaeger operator prints no kind
 * @returns what makes a text that names a mounted file name the written one
 */
export function writeMounted(
  volumes: readonly unknown[],
  mounts: readonly unknown[],
  objects: readonly KubeObject[],
  folder: string,
): (text: string) => string {
  const moved = mounts.flatMap((mount): [string, string][] => {
    const volume = volumes.find((one) => at(one, 'name') === at(mount, 'name'));
    const name = at(volume, 'configMap', 'name');
    const map = objects.find((one) => at(one, 'data') !== undefined && one.metadata.name === name);
    if (map === undefined) return [];
    const target = join(folder, String(name));
    mkdirSync(target, { recursive: true });
    const items = listAt(volume, 'configMap', 'items');
    for (const [key, content] of Object.entries(at(map, 'data') ?? {})) {
      const item = items.find((one) => at(one, 'key') === key);
      writeFileSync(join(target, String(at(item, 'path') ?? key)), String(content));
    }
    return [[String(at(mount, 'mountPath')), target]];
  });
  return (text) => moved.reduce((result, [from, to]) => result.replaceAll(from, to), text);
}
