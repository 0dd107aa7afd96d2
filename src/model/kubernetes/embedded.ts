import { at } from '../../upstream/values/unknown.ts';
import { Lines } from '../../yaml/lines.ts';
import type { Path, Position } from '../../yaml/locate.ts';
import { parseYaml, type YamlDocument, YamlError } from '../../yaml.ts';
import type { KubeObject, Location } from './objects.ts';

/** A text inside an object, or the end of one. */
export interface TextSource extends Location {
  readonly text: string;
  /** Where `text` begins in the value at the path. */
  readonly offset: number;
}

/** What is wrong with YAML in a text. */
export interface EmbeddedProblem {
  readonly reason: string;
  /** Line in the text, from 1. */
  readonly line: number;
  /** Column in the text, from 1. */
  readonly column: number;
}

/** YAML (or JSON) in a text: its first document, or what is wrong with it. */
type Embedded =
  | { readonly value: unknown; readonly problem?: undefined }
  | { readonly value?: undefined; readonly problem: EmbeddedProblem };

/** Reads YAML that stands in a text. An empty text has the value null. */
export function readEmbedded(yaml: string): Embedded {
  try {
    const [document] = parseYaml(yaml, '');
    const duplicate = document?.duplicateKeys[0];
    if (document && duplicate) return { problem: duplicateKey(document, duplicate) };
    return { value: document?.value ?? null };
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    const { reason, line, column } = error;
    return { problem: { reason, line, column } };
  }
}

// who reads YAML in a text reads strictly: the collector, Thanos, Grafana
function duplicateKey({ locateNearest }: YamlDocument, path: Path): EmbeddedProblem {
  return { reason: `duplicate key ${JSON.stringify(path.at(-1))}`, ...locateNearest(path) };
}

/**
 * Position of a value in its file, or of the nearest thing around it that has one; a path may run on into the YAML of a
 * text, also behind `--flag=`. Undefined for objects that stand in no file.
 */
export function locate({ object, path }: Location): Position | undefined {
  const { origin } = object;
  if (!origin) return undefined;
  const split = embeddedAt(object, path);
  if (split) {
    const inner = innerPosition(
      object,
      path.slice(0, split.length),
      path.slice(split.length),
      split.text,
    );
    if (inner) return inner;
  }
  const outer = path.slice(0, split?.length);
  for (let length = outer.length; length >= 0; length--) {
    const position = origin.locate([...object.root, ...outer.slice(0, length)]);
    if (position) return position;
  }
  return undefined;
}

/** The value at a place, also inside of YAML that stands in a text; undefined where there is none. */
export function valueAt({ object, path }: Location): unknown {
  const split = embeddedAt(object, path);
  if (!split) return at(object.value, ...path);
  const inner = readInner(object, split.text)?.document?.value;
  return at(inner, ...path.slice(split.length));
}

/** The place on a path where a text has to be read as YAML to go on. */
function embeddedAt(object: KubeObject, path: Path): { length: number; text: string } | undefined {
  let value: unknown = object.value;
  for (const [length, key] of path.entries()) {
    if (typeof value === 'string') return { length, text: value };
    value = at(value, key);
  }
  return undefined;
}

function innerPosition(
  object: KubeObject,
  outer: Path,
  inner: Path,
  whole: string,
): Position | undefined {
  const read = readInner(object, whole);
  if (read === undefined) return undefined;
  const { document, lines, offset } = read;
  const { line, column } = document?.locateNearest(inner) ?? { line: 1, column: 1 };
  const place = Math.min(whole.length, offset + offsetOf(lines, line, column));
  return object.origin?.locateText([...object.root, ...outer], place);
}

/** A text of an object, read as YAML. */
interface Inner {
  readonly document: YamlDocument | undefined;
  readonly lines: Lines;
  /** Where the YAML begins in the text. */
  readonly offset: number;
}

// a large configuration may have many findings, and is read once for all of them
const readTexts = new WeakMap<KubeObject, Map<string, Inner | undefined>>();

/** The YAML in a text, or behind `--flag=` in it; undefined when it is none. */
function readInner(object: KubeObject, whole: string): Inner | undefined {
  const known = readTexts.get(object) ?? new Map<string, Inner | undefined>();
  readTexts.set(object, known);
  if (known.has(whole)) return known.get(whole);
  const offset = /^--?[\w.-]+=/.exec(whole)?.[0].length ?? 0;
  const text = whole.slice(offset);
  let inner: Inner | undefined;
  try {
    const [document] = parseYaml(text, '');
    inner = { document, lines: new Lines(text, /\n/g), offset };
  } catch (error) {
    // a text that is no YAML has no inner places; the text itself is the place then
    if (!(error instanceof YamlError)) throw error;
  }
  known.set(whole, inner);
  return inner;
}

function offsetOf(lines: Lines, line: number, column: number): number {
  return lines.startOf(line - 1) + column - 1;
}
