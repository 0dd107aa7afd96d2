import { isRecord, text, type UnknownRecord } from '../upstream/values/unknown.ts';

/**
 * What the values below a key are:
 * - `fields`: of the Kubernetes API
 * - `labels`: flat maps that users fill, labels, selectors and annotations
 * - `data`: text of a ConfigMap or of a Secret's `stringData`
 * - `encoded`: base64 of a Secret or of a ConfigMap's `binaryData`
 * - `settings`: of an application, where `namespace` may be the prefix of metric names
 * - `schema`: of a CustomResourceDefinition, which holds prose and names of fields
 */
type Zone = 'fields' | 'labels' | 'data' | 'encoded' | 'settings' | 'schema';

/** A map or list inside an object, and the way that leads to it. */
export interface Place {
  /** The map or list. */
  readonly container: UnknownRecord | readonly unknown[];
  /** Its key in the container above; undefined at the top of the object. */
  readonly key: string | number | undefined;
  /** The container above. */
  readonly parent: Place | undefined;
  /** What its values are. */
  readonly zone: Zone;
}

/** The place of a whole object. */
export function topOf(object: UnknownRecord): Place {
  return { container: object, key: undefined, parent: undefined, zone: 'fields' };
}

/** The place of a map or list under a key. */
export function below(place: Place, key: string | number, container: Place['container']): Place {
  return { container, key, parent: place, zone: zoneBelow(place, key) };
}

/** Keys and indexes from the top of the object to a key of the place. */
export function pathOf(place: Place, key: string | number): (string | number)[] {
  const path = [key];
  for (let at: Place | undefined = place; at?.key !== undefined; at = at.parent) path.push(at.key);
  return path.reverse();
}

/** The key under which a value stands, seen from outside of the lists it is in. */
export function fieldOf(place: Place, key: string | number): string {
  if (typeof key === 'string') return key;
  for (let at: Place | undefined = place; at !== undefined; at = at.parent) {
    if (typeof at.key === 'string') return at.key;
  }
  return '';
}

/** Whether the value stands below one of the given keys, at any depth. */
export function isBelow(place: Place, pattern: RegExp): boolean {
  for (let at: Place | undefined = place; at !== undefined; at = at.parent) {
    if (typeof at.key === 'string' && pattern.test(at.key)) return true;
  }
  return false;
}

/** Text of a sibling of a value. */
export function sibling(place: Place, key: string): string | undefined {
  return isRecord(place.container) && Object.hasOwn(place.container, key)
    ? text(place.container[key])
    : undefined;
}

const flatMaps = /(?:labels|annotations|selector)$/i;

function zoneBelow(place: Place, key: string | number): Zone {
  if (place.zone === 'schema')
    return key === 'default' && place.key !== 'properties' ? 'fields' : 'schema';
  if (place.zone !== 'fields') return place.zone;
  if (typeof key === 'string' && flatMaps.test(key)) return 'labels';
  const kind = place.parent === undefined ? sibling(place, 'kind') : undefined;
  return kind === undefined ? settingsBelow(place, key) : zoneOfPart(kind, key);
}

function zoneOfPart(kind: string, key: string | number): Zone {
  if (kind === 'ConfigMap' && key === 'data') return 'data';
  if (kind === 'ConfigMap' && key === 'binaryData') return 'encoded';
  if (kind === 'Secret' && key === 'stringData') return 'data';
  if (kind === 'Secret' && key === 'data') return 'encoded';
  return 'fields';
}

function settingsBelow(place: Place, key: string | number): Zone {
  const kind = kindAbove(place);
  const isPart = place.key === 'spec' && place.parent?.parent === undefined;
  if (kind === 'CustomResourceDefinition' && isPart)
    return key === 'conversion' ? 'fields' : 'schema';
  if (kind === 'OpenTelemetryCollector' && isPart && key === 'config') return 'settings';
  if (kind === 'Jaeger' && (key === 'options' || key === 'config')) return 'settings';
  return 'fields';
}

function kindAbove(place: Place): string | undefined {
  let top = place;
  while (top.parent !== undefined) top = top.parent;
  return sibling(top, 'kind');
}
