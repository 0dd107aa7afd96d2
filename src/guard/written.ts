import { Yaml } from 'cdk8s';
import { pathText } from '../model/kubernetes/objects.ts';
import { isBlockText } from '../yaml/print.ts';
import { readsAsText } from '../yaml/scalar.ts';
import { parseYaml, YamlError } from '../yaml.ts';
import { isCrd, type Rendered } from './objects.ts';

// what is quoted in it where YAML wants that
const plain = /^[\x20-\x7e]*$/;

/**
 * Why kubectl would read something else in an object's file than what the object says: the library by which cdk8s writes takes
 * some texts for unmistakable that kubectl reads as numbers, such as `0o7`, and leaves line breaks of YAML 1.1 unescaped, such as U+0085.
 */
export function writtenProblems({ construct, value }: Rendered): string[] {
  // texts of props come into a CRD's metadata alone, and its schema is long
  return [...misread(isCrd(construct) ? { metadata: construct.metadata.toJson() } : value, [])];
}

function* misread(value: unknown, path: readonly (string | number)[]): Generator<string> {
  if (typeof value === 'string') {
    const got = readBack(value);
    if (got !== value) yield problem(path, 'have a text', value, got);
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* misread(item, [...path, index]);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, part] of Object.entries(value)) {
      const got = readBackKey(key);
      if (got !== key) yield problem(path, 'have a key', key, got);
      yield* misread(part, [...path, key]);
    }
  }
}

/** What becomes of a text that is written by cdk8s and read by kubectl; undefined if that cannot be told. */
function readBack(text: string): unknown {
  if (isUsual(text)) return text;
  return read(Yaml.stringify({ text }), (value) => (value as { readonly text: unknown }).text);
}

function readBackKey(key: string): unknown {
  if (isUsual(key)) return key;
  return read(Yaml.stringify({ [key]: 0 }), (value) => Object.keys(value)[0]);
}

function isUsual(text: string): boolean {
  return plain.test(text) && readsAsText(text);
}

function read(file: string, part: (value: object) => unknown): unknown {
  // characters that must be escaped; YAML 1.1 takes some of them for line breaks
  if (!isBlockText(file)) return undefined;
  try {
    return part(parseYaml(file, 'text')[0]?.value as object);
  } catch (error) {
    if (error instanceof YamlError) return undefined;
    throw error;
  }
}

function problem(
  path: readonly (string | number)[],
  what: string,
  text: string,
  got: unknown,
): string {
  const reading = `reads it as ${got === undefined ? 'something else' : (JSON.stringify(got) ?? got)}`;
  return `${pathText(path)}: must ${what} that is read as it is written, got ${quoted(text)}, which cdk8s writes so that kubectl ${reading}`;
}

function quoted(text: string): string {
  const escaped = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return `'${text.replace(/[^\x20-\x7e]/g, escaped)}'`;
}
