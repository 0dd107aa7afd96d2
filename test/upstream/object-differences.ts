import { isDeepStrictEqual } from 'node:util';
import type { OperatorDifference } from '../../src/upstream/operator/differences.ts';

/** A field that differs between two sets of objects. */
export type ObjectDifference = Omit<OperatorDifference, 'reason'>;

/** A Kubernetes object as parsed. */
export interface PlainObject {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly [field: string]: unknown };
  readonly [field: string]: unknown;
}

/** What is left of a comparison once the accepted differences are taken away. */
export interface Verdict {
  /** Differences that nobody accepted. */
  readonly unexplained: readonly ObjectDifference[];
  /** Accepted differences that do not occur. */
  readonly stale: readonly OperatorDifference[];
}

/**
 * Compares two sets of objects field by field, whatever their order; lists are compared item by item. A `null` is not
 * nothing.
 *
 * @throws if a set has two objects of the same kind and name
 */
export function objectDifferences(
  upstream: readonly PlainObject[],
  ours: readonly PlainObject[],
): ObjectDifference[] {
  const [theirs, own] = [byKey(upstream), byKey(ours)];
  return [...new Set([...theirs.keys(), ...own.keys()])].flatMap((object) => {
    const [left, right] = [theirs.get(object), own.get(object)];
    if (!left || !right) return [{ object, path: 'kind', upstream: left?.kind, ours: right?.kind }];
    return fieldDifferences(left, right, '').map((field) => ({ object, ...field }));
  });
}

/** Takes the accepted differences from those found; an accepted one must be met to the value. */
export function judge(
  found: readonly ObjectDifference[],
  accepted: readonly OperatorDifference[],
): Verdict {
  const meets = (difference: ObjectDifference) => (entry: OperatorDifference) =>
    entry.object === difference.object &&
    entry.path === difference.path &&
    isDeepStrictEqual(entry.upstream, difference.upstream) &&
    isDeepStrictEqual(entry.ours, difference.ours);
  return {
    unexplained: found.filter((difference) => !accepted.some(meets(difference))),
    stale: accepted.filter((entry) => !found.some((difference) => meets(difference)(entry))),
  };
}

/** A verdict for people to read; empty when there is nothing to say. */
export function report({ unexplained, stale }: Verdict): string {
  return [
    ...unexplained.map((difference) => `differs: ${describe(difference)}`),
    ...stale.map((entry) => `listed, but no longer so: ${describe(entry)}`),
  ].join('\n');
}

function describe({ object, path, upstream, ours }: ObjectDifference): string {
  return `${object} ${path}\n  upstream: ${print(upstream)}\n  ours:     ${print(ours)}`;
}

function print(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}

function byKey(objects: readonly PlainObject[]): Map<string, PlainObject> {
  const found = new Map<string, PlainObject>();
  for (const object of objects) {
    const key =
      object.kind === 'Namespace' ? object.kind : `${object.kind} ${object.metadata.name}`;
    if (found.has(key)) throw new Error(`objects must be unique by kind and name, got two ${key}`);
    found.set(key, object);
  }
  return found;
}

function fieldDifferences(
  upstream: unknown,
  ours: unknown,
  path: string,
): Omit<ObjectDifference, 'object'>[] {
  if (Array.isArray(upstream) && Array.isArray(ours)) {
    const length = Math.max(upstream.length, ours.length);
    return Array.from({ length }, (_, index) =>
      fieldDifferences(upstream[index], ours[index], `${path}[${index}]`),
    ).flat();
  }
  if (isMapOrNothing(upstream) && isMapOrNothing(ours)) {
    const fields = new Set([...Object.keys(upstream ?? {}), ...Object.keys(ours ?? {})]);
    // an empty map where the other side has nothing is a difference without a field
    if (fields.size > 0) {
      return [...fields].flatMap((field) =>
        fieldDifferences(upstream?.[field], ours?.[field], join(path, field)),
      );
    }
  }
  return isDeepStrictEqual(upstream, ours) ? [] : [{ path, upstream, ours }];
}

function isMapOrNothing(value: unknown): value is Record<string, unknown> | undefined {
  return (
    value === undefined || (typeof value === 'object' && value !== null && !Array.isArray(value))
  );
}

function join(path: string, field: string): string {
  if (!/^[A-Za-z0-9_-]+$/.test(field)) return `${path}['${field}']`;
  return path === '' ? field : `${path}.${field}`;
}
