import { type ImageOverrides, imageMover } from './relocate/image.ts';
import {
  collisions,
  flatten,
  isList,
  nameOf,
  namespaceOf,
  servicesIn,
} from './relocate/objects.ts';
import { textMover } from './relocate/text.ts';
import { isNamespace, type Move, moveObject, type Rule, type ValuePath } from './relocate/walk.ts';
import { namespaceProblem } from './upstream/kubernetes/names.ts';
import { listed } from './upstream/values/shown.ts';
import { at, isRecord, list, text, type UnknownRecord } from './upstream/values/unknown.ts';

/** How to move objects. */
export interface RelocateOptions {
  /** Namespace to move out of, such as `detectNamespace` finds. */
  readonly from: string;
  /** Namespace to move into. */
  readonly to: string;
  /**
   * What becomes of the Namespace object of the old namespace: `drop` leaves it out, because whoever
   * owns the new namespace has its object; `rename` gives it the new name; `keep` leaves it as it is.
   *
   * @default 'drop'
   */
  readonly namespace?: 'drop' | 'rename' | 'keep';
  /**
   * Images to replace, as in kustomize: `registry/name` stands for all its tags and keeps them unless
   * the new image has a tag or a digest of its own; `registry/name:tag` stands for that tag. They are
   * looked for in `image` fields, and in arguments and environment variables that are an image.
   *
   * @default - no images are replaced
   */
  readonly images?: ImageOverrides;
}

/** One thing that was changed. */
export interface Change {
  /** Place of the object in the input, from 0; objects in a List count as the List. */
  readonly index: number;
  /** Kind and name of the object, such as `Deployment jaeger-operator`. */
  readonly object: string;
  /** Where in the input object the value is; where the dropped object is for `namespace dropped`. */
  readonly path: ValuePath;
  /** Why it was changed. */
  readonly rule: Rule | 'namespace dropped';
}

/** A line of a text that holds the old namespace as a word, and is left as it is. */
export interface Leftover {
  /** Place of the object in the input, from 0; objects in a List count as the List. */
  readonly index: number;
  /** Kind and name of the object, such as `ConfigMap dashboards`. */
  readonly object: string;
  /** Where in the input object the text is. */
  readonly path: ValuePath;
  /** The line; undefined where the text is secret or encoded. */
  readonly line: string | undefined;
  /** Place of the line in the text, from 0. */
  readonly offset: number;
}

/** Objects after the move, and an account of it. */
export interface Relocated {
  /** The objects, in the order of the input. */
  readonly objects: readonly unknown[];
  /** All that was changed, in the order of the objects. */
  readonly changes: readonly Change[];
  /** All that names the old namespace and could not be classified. */
  readonly leftovers: readonly Leftover[];
  /** Images of `images` that no object uses. */
  readonly unusedImages: readonly string[];
}

/**
 * Moves Kubernetes objects from one namespace to another, by the meaning of each field. The input is
 * not changed; the output shares the parts that stay. References to other namespaces stay.
 *
 * @throws if a name is no namespace name, an image is no image, or two objects or Namespaces would
 *   become one
 */
export function relocate(objects: readonly unknown[], options: RelocateOptions): Relocated {
  if (!Array.isArray(objects)) throw new Error(`objects must be a list, got ${typeof objects}`);
  if (!isRecord(options)) throw new Error('options must say from and to, got none');
  const { from, to, namespace = 'drop' } = options;
  for (const problem of [namespaceProblem(from, 'from'), namespaceProblem(to, 'to')]) {
    if (problem !== undefined) throw new Error(problem);
  }
  if (namespace === 'rename' && from !== to && declared(objects).includes(to)) {
    throw new Error(`Namespace ${to} is in the manifest too, so ${from} cannot be renamed to it`);
  }
  const images = imageMover(options.images ?? {});
  const changes: Change[] = [];
  const leftovers: Leftover[] = [];
  const moveText = textMover(from, to, new Set(servicesIn(objects, from)));

  function moveOne(object: unknown, index: number, path: ValuePath): unknown[] {
    if (!isRecord(object)) return [object];
    if (isList(object)) return [moveItems(object, index, path)];
    const name = nameOf(object);
    if (isNamespace(object, from) && namespace === 'keep') return [object];
    if (isNamespace(object, from) && namespace === 'drop') {
      changes.push({ index, object: name, path, rule: 'namespace dropped' });
      return [];
    }
    const move: Move = {
      from,
      to,
      moveText,
      images,
      onChange: (below, rule) =>
        changes.push({ index, object: name, path: [...path, ...below], rule }),
      onLeftover: (below, { line, offset }) => {
        const isHidden = object.kind === 'Secret' || below[0] === 'binaryData';
        leftovers.push({
          index,
          object: name,
          path: [...path, ...below],
          line: isHidden ? undefined : line.trim(),
          offset: isHidden ? 0 : offset,
        });
      },
    };
    return [moveObject(object, move)];
  }

  function moveItems(object: UnknownRecord, index: number, path: ValuePath): UnknownRecord {
    const items = list(object.items);
    const moved = items.flatMap((item, at) => moveOne(item, index, [...path, 'items', at]));
    const isSame = moved.length === items.length && moved.every((item, at) => item === items[at]);
    return isSame ? object : { ...object, items: moved };
  }

  for (const name of collisions(objects, from, to)) {
    throw new Error(`${name} is in ${from} and in ${to}, so ${from} cannot move to ${to}`);
  }
  const moved = objects.flatMap((object, index) => moveOne(object, index, []));
  return { objects: moved, changes, leftovers, unusedImages: images.unused() };
}

/**
 * The one namespace that a manifest has as its own: that of its objects, Kubernetes' and OpenShift's
 * own namespaces aside, or that of its Namespace object.
 *
 * @throws if there is none, or more than one
 */
export function detectNamespace(objects: readonly unknown[]): string {
  const all = flatten(objects);
  const used = [...new Set(all.flatMap((object) => namespaceOf(object) ?? []))];
  const own = used.filter((name) => !isOfPlatform(name));
  const namespaces = declared(objects);
  const isDeclared = new Set(namespaces);
  const both = own.filter((name) => isDeclared.has(name));
  for (const names of [
    own,
    both,
    own.length === 0 ? namespaces : [],
    own.length === 0 ? used : [],
  ]) {
    const [only, ...others] = names;
    if (only !== undefined && others.length === 0) return only;
  }
  const found = own.length > 0 ? own : namespaces.length > 0 ? namespaces : used;
  throw new Error(
    found.length === 0
      ? 'the manifest has no namespace of its own; name the one to move out of'
      : `the manifest has several namespaces, ${listed(found)}; name the one to move out of`,
  );
}

/** Names of the Namespace objects. */
function declared(objects: readonly unknown[]): string[] {
  return flatten(objects)
    .filter((object) => isNamespace(object))
    .flatMap((object) => text(at(object, 'metadata', 'name')) ?? []);
}

function isOfPlatform(namespace: string): boolean {
  return /^(?:kube-|openshift-|default$)/.test(namespace);
}
