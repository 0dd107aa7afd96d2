import type { Path } from '../yaml/locate.ts';

/** What stands in place of a password or a token. */
export const hidden = '…';

// keys that hold a secret themselves; those of references to one go on: secretName, tokenKey, password_file
const words =
  '(?:passw(?:or)?d|passphrase|secret|token|api[-_]?key|(?:access|private|secret|account|encryption)[-_]?key|credentials?|authorization|cookie|x-honeycomb-team|headerValue\\d*)';
const secretKey = new RegExp(`${words}$`, 'i');
// names of Secrets, which Tekton and others ask for by such keys
const secretReference = /^(?:credentials|tls|ca|imagePull)Secret$/;
// what is a reference, a map or a list is no secret; what is in it is looked at for itself
const value = '(?![$%{[&*|>]|(?:true|false|null)\\b)[^\\s"\',}][^"\',}]*';
/** Each finds a secret behind what it is known by, the first group. */
const inTexts: readonly RegExp[] = [
  /(:\/\/)[^/\s@'"]+(?=@)/g,
  /(\b(?:bearer|basic|apikey)(?:\s{1,9}|%20))[\w.~+/=-]{4,}/gi,
  new RegExp(`(${words}=["']?)${value}`, 'gi'),
  /()-----BEGIN [\w ]*PRIVATE KEY-----.*/g,
  // base64 of a key or a token, which a long word or a digest is not
  /()(?<![\w+/=:])(?=[\w+/]*[A-Z])(?=[\w+/]*[a-z])(?=[\w+/]*\d)[\w+/]{64,}={0,2}(?![\w+/=])/g,
];
const inSource: readonly RegExp[] = [
  ...inTexts,
  new RegExp(
    `(${words}["']?(?:\\s{0,9}[:=]|,\\s{0,9}["']?value["']?:)\\s{0,9}["']?)${value}`,
    'gi',
  ),
];
const secretName = new RegExp(
  `^\\s*(?:- )?\\s*["']?(?:name|key)["']?:\\s*["']?[\\w.-]*${words}["']?\\s*,?$`,
  'i',
);
const valueField = /^(\s*(?:- )?\s*["']?value["']?:\s*)\S.*$/;
const openField =
  /^\s*(?:---|[{}#]|(?:- )?["']?(?:apiVersion|kind|metadata|name|namespace|type|labels|annotations|data|stringData|immutable)["']?:)/;
const anyField = /^(\s*["']?[\w.-]+["']?:\s*)\S.*$/;

const longestMatched = 100_000;

/** Whether a value under a key, or in a variable or flag of that name, is a password or the like. */
export function isSecretKey(name: string): boolean {
  return secretKey.test(name) && !secretReference.test(name);
}

/** A text about somebody's manifests without the passwords, tokens and keys that it repeats. */
export function withoutSecrets(text: string): string {
  return inTexts.reduce((left, pattern) => left.replace(pattern, `$1${hidden}`), text);
}

/** A message about the value at a path without the secrets that it repeats. */
export function messageWithoutSecrets(message: string, path: Path): string {
  const last = path.findLast((step) => typeof step === 'string');
  const told = last !== undefined && isSecretKey(String(last));
  return withoutSecrets(told ? message.replace(/\bgot .*/s, `got ${hidden}`) : message);
}

/** Part of a line, from `start` up to `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Parts of a line of a manifest that are passwords, tokens or keys, in the order of the line.
 *
 * @param lines lines of the file
 * @param index the line, from 0
 * @param kind kind of the object that the line belongs to
 */
export function secretSpans(lines: readonly string[], index: number, kind: string): Span[] {
  const line = lines[index] ?? '';
  // an expression needs room for each character of a value, and of megabytes there is none
  if (line.length > longestMatched) return [{ start: 0, end: line.length }];
  const patterns = [...inSource];
  const isNamed = [index - 1, index + 1].some((near) => secretName.test(lines[near] ?? ''));
  if (isNamed) patterns.push(new RegExp(valueField, 'g'));
  if (kind === 'Secret' && !openField.test(line)) {
    patterns.push(anyField.test(line) ? new RegExp(anyField, 'g') : /^(\s*)\S.*$/g);
  }
  const spans = patterns.flatMap((pattern) => [...line.matchAll(pattern)].map(spanOf));
  return merged(spans.sort((a, b) => a.start - b.start));
}

function spanOf({ index, 0: whole, 1: mark = '' }: RegExpExecArray): Span {
  return { start: index + mark.length, end: index + whole.length };
}

function merged(spans: readonly Span[]): Span[] {
  const apart: Span[] = [];
  for (const span of spans) {
    const last = apart.at(-1);
    if (!last || span.start > last.end) apart.push(span);
    else apart.splice(-1, 1, { start: last.start, end: Math.max(last.end, span.end) });
  }
  return apart;
}
