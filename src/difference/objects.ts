import { isDeepStrictEqual } from 'node:util';
import { type KubeObject, objectName, pathText } from '../model/kubernetes/objects.ts';
import type { Model } from '../model/model.ts';
import { listed } from '../upstream/values/shown.ts';
import { isRecord } from '../upstream/values/unknown.ts';
import type { Path } from '../yaml/locate.ts';
import type { Effect } from './effects.ts';

/** An object before and after; an end is unset for one that comes or goes. */
export interface ObjectPair {
  readonly before?: KubeObject;
  readonly after?: KubeObject;
}

/** An object that is there before and after, and not the same. */
export interface ChangedObject {
  readonly before: KubeObject;
  readonly after: KubeObject;
}

/** Objects of two states of a cluster. */
export class Objects {
  /** In the order of the later state, then what goes. */
  readonly pairs: readonly ObjectPair[];
  /** Objects that are there before and after, and not the same. */
  readonly changed: readonly ChangedObject[];
  private readonly changedKeys: ReadonlySet<string>;

  constructor(before: Model, after: Model) {
    // the later of two objects of one name wins, as in the cluster
    const old = new Map(before.objects.all.map((object) => [keyOf(object), object]));
    const now = new Map(after.objects.all.map((object) => [keyOf(object), object]));
    this.pairs = [
      ...[...now].map(([key, object]) => ({ before: old.get(key), after: object })),
      ...[...old].flatMap(([key, object]) => (now.has(key) ? [] : [{ before: object }])),
    ];
    this.changed = this.pairs.flatMap(({ before: was, after: is }) =>
      was && is && !isDeepStrictEqual(was.value, is.value) ? [{ before: was, after: is }] : [],
    );
    this.changedKeys = new Set(this.changed.map(({ after: is }) => keyOf(is)));
  }

  /** Whether an object is there before and after, and not the same. */
  isChanged(object: KubeObject): boolean {
    return this.changedKeys.has(keyOf(object));
  }
}

/** What tells an object from others of the cluster, whatever version of its API it is written in. */
export function keyOf({ group, kind, namespace, name }: KubeObject): string {
  return JSON.stringify([group, kind, namespace, name]);
}

/** Objects that come, go and change, with the places that do. */
export function objectEffects({ pairs, changed }: Objects): Effect[] {
  return [
    ...pairs.flatMap(({ before, after }): Effect[] => {
      if (after && !before) return [change(after, 'is new')];
      if (before && !after) return [change(before, gone(before))];
      return [];
    }),
    ...changed.map(({ before, after }) => {
      const places = changedPaths(before.value, after.value).map(pathText);
      return change(after, `changes ${listed(places)}`);
    }),
  ];
}

function change(object: KubeObject, message: string): Effect {
  return { kind: 'changes', object: objectName(object), message };
}

function gone({ kind }: KubeObject): string {
  const left = 'is gone from the manifests; the cluster keeps it until somebody deletes it';
  return kind === 'CustomResourceDefinition'
    ? `${left}, which deletes all objects of its kind`
    : left;
}

/** Places of two values that are not the same, as deep as both have them. */
export function changedPaths(before: unknown, after: unknown, path: Path = []): Path[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (isRecord(before) && isRecord(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].flatMap((key) => changedPaths(before[key], after[key], [...path, key]));
  }
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    return before.flatMap((item, index) => changedPaths(item, after[index], [...path, index]));
  }
  return [path];
}
