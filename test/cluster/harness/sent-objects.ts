import { differences } from './compare.ts';
import type { ControlPlane } from './control-plane.ts';
import { type KubeObject, nameOf } from './objects.ts';

/** What the cluster has of an object that somebody has applied. */
export async function liveObject(
  { kubectl }: ControlPlane,
  { apiVersion, kind, metadata: { name, namespace } }: KubeObject,
): Promise<KubeObject | undefined> {
  const group = apiVersion.includes('/') ? `.${apiVersion.split('/')[0]}` : '';
  return kubectl.find(`${kind}${group}`, name, namespace);
}

/** @throws unless the cluster has the objects with all that they say */
export async function expectEqual(
  plane: ControlPlane,
  objects: readonly KubeObject[],
): Promise<void> {
  const wrong: string[] = [];
  for (const sent of objects) {
    const live = await liveObject(plane, sent);
    if (live === undefined) wrong.push(`${nameOf(sent)} is not there`);
    else wrong.push(...differences(sent, live).map((one) => `${nameOf(sent)}${one}`));
  }
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
}

/** Versions of the objects as the cluster has them, by their names. */
export async function versionsOf(
  plane: ControlPlane,
  objects: readonly KubeObject[],
): Promise<Map<string, string | undefined>> {
  const found = new Map<string, string | undefined>();
  for (const sent of objects) {
    found.set(nameOf(sent), (await liveObject(plane, sent))?.metadata.resourceVersion);
  }
  return found;
}

/** @throws if an object has another version than before */
export function expectUnchanged(
  before: ReadonlyMap<string, string | undefined>,
  after: ReadonlyMap<string, string | undefined>,
): void {
  const changed = [...after].filter(([name, version]) => before.get(name) !== version);
  if (changed.length > 0) throw new Error(changed.map(([name]) => name).join('\n'));
}
