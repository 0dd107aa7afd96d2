import { at, isRecord, list, text } from '../../../src/upstream/values/unknown.ts';
import type { Path } from '../../../src/yaml/locate.ts';
import { parseYaml, printYaml } from '../../../src/yaml.ts';

/** A Kubernetes object as its file says it. */
export type Manifest = Readonly<Record<string, unknown>>;

/** Objects that are one cluster. */
export interface Stack {
  readonly name: string;
  readonly objects: readonly Manifest[];
}

/** A stack with one thing in it broken. */
export interface Mutant {
  /** What was done, and where. */
  readonly what: string;
  /** Objects, as `Kind/namespace/name`, one of which a finding has to name. */
  readonly blame: readonly string[];
  /** The broken objects. */
  make(): readonly Manifest[];
}

/** A way to break stacks of which it is known what it does to a cluster. */
export interface Mutation {
  readonly name: string;
  /** What goes wrong in the cluster: the reason why the linter has to notice. */
  readonly because: string;
  /** All places of a stack that can be broken so. */
  of(stack: Stack): Iterable<Mutant>;
}

/** A value in a stack; the path may run on into YAML that stands in a text. */
export interface Place {
  readonly object: Manifest;
  readonly path: Path;
  readonly value: unknown;
}

/** `Kind/namespace/name`. */
export function nameOf(object: Manifest): string {
  const namespace = text(at(object, 'metadata', 'namespace')) ?? '';
  return `${object.kind}/${namespace}/${at(object, 'metadata', 'name')}`;
}

/** Objects of a kind. */
export function ofKind({ objects }: Stack, ...kinds: readonly string[]): Manifest[] {
  return objects.filter(({ kind }) => kinds.includes(String(kind)));
}

/** The value at a path that may run on into YAML in a text; undefined when there is none. */
export function valueAt(object: unknown, path: Path): unknown {
  let value = object;
  for (const key of path) value = at(inner(value), key);
  return inner(value);
}

/** The value itself, or what a text says that holds YAML, perhaps behind `--flag=`. */
function inner(value: unknown): unknown {
  if (typeof value !== 'string' || (!value.includes(':\n') && !/^--[\w.-]+=\w+: /.test(value)))
    return value;
  return parseYaml(value.slice(flagOf(value).length), 'text')[0]?.value;
}

function flagOf(value: string): string {
  return /^--[\w.-]+=/.exec(value)?.[0] ?? '';
}

/** A copy of an object with the value at a path replaced, or without it for `undefined`. */
export function edited(object: Manifest, path: Path, value: unknown): Manifest {
  const copy = withValue(object, path, value);
  if (!isRecord(copy)) throw new Error(`no value at ${path.join('.')} of ${nameOf(object)}`);
  return copy;
}

function withValue(whole: unknown, path: Path, value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (typeof whole === 'string') {
    return flagOf(whole) + printYaml([withValue(inner(whole), path, value)]);
  }
  const part = withValue(at(whole, key), rest, value);
  if (Array.isArray(whole) && typeof key === 'number') {
    return part === undefined ? whole.toSpliced(key, 1) : whole.with(key, part);
  }
  const entries = Object.entries(isRecord(whole) ? whole : {});
  if (part === undefined) return Object.fromEntries(entries.filter(([name]) => name !== key));
  return entries.some(([name]) => name === key)
    ? Object.fromEntries(entries.map(([name, old]) => [name, name === key ? part : old]))
    : Object.fromEntries([...entries, [String(key), part]]);
}

/** A mutant in which values of one object are other ones; blames that object and the named ones. */
export function change(
  stack: Stack,
  object: Manifest,
  edits: readonly (readonly [path: Path, value: unknown])[],
  others: readonly Manifest[] = [],
): Mutant {
  const told = edits.map(([path, value]) => `${path.join('.')} = ${JSON.stringify(value)}`);
  const broken = edits.reduce((copy, [path, value]) => edited(copy, path, value), object);
  return {
    what: `${stack.name}: ${nameOf(object)} ${told.join(', ')}`,
    blame: [object, broken, ...others].map(nameOf),
    make: () => stack.objects.map((other) => (other === object ? broken : other)),
  };
}

/** A mutant without an object; blames those that need it. */
export function without(stack: Stack, object: Manifest, others: readonly Manifest[]): Mutant {
  return {
    what: `${stack.name}: no ${nameOf(object)}`,
    blame: others.map(nameOf),
    make: () => stack.objects.filter((other) => other !== object),
  };
}

/** Every text in an object, also in YAML that stands in a text. */
export function* textsOf(object: Manifest): Generator<Place & { readonly value: string }> {
  yield* textsIn(object, object, []);
}

function* textsIn(
  object: Manifest,
  value: unknown,
  path: Path,
): Generator<Place & { readonly value: string }> {
  const content = inner(value);
  if (typeof content === 'string') yield { object, path, value: content };
  else if (Array.isArray(content)) {
    for (const [index, item] of list(content).entries()) {
      yield* textsIn(object, item, [...path, index]);
    }
  } else if (isRecord(content)) {
    for (const [key, item] of Object.entries(content)) yield* textsIn(object, item, [...path, key]);
  }
}
