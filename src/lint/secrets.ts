import type { Path } from '../yaml/locate.ts';

/** What stands in place of a password or a token. */
export const hidden = '…';

// keys that hold a secret themselves; those of references to one go on: secretName, tokenKey, password_file
const keyWords =
  'access|account|api|app|application|auth|encryption|ingest|ingestion|insert|instrumentation|licen[cs]e|private|secret|shared|signing|write';
const words = `(?:passw(?:or)?d|passwort|(?<![a-z])(?:pass|pwd)|passphrase|passcode|secret|token|(?:${keyWords})[-_]?key|credentials?|connection[-_]?string|authorization|cookie|x-honeycomb-team|headerValue\\d*)`;
const secretKey = new RegExp(`${words}$`, 'i');
// names of Secrets, which Tekton and others ask for by such keys
const secretReference = /^(?:credentials|tls|ca|imagePull)Secret$/;
// what is a reference, a map or a list is no secret; what is in it is looked at for itself
const noSecret = '(?![$%{[&*|>]|(?:true|false|null)\\b)';
const value = `${noSecret}(?:(?<=")[^"]+|(?<=')[^']+|[^\\s"',}][^"',}]*)`;
const word = `${noSecret}[^\\s"',}\\]-][^\\s"',}\\]]*`;
/** Each finds a secret behind what it is known by, the first group. */
const inTexts: readonly RegExp[] = [
  /(:\/\/)[^/\s'"]+(?=@)/g,
  /()(?<![\w/])[\w.-]{1,64}:[^\s@"'/]{1,200}(?=@(?:tcp|udp|unix)\()/g,
  /(\b(?:bearer|basic|apikey)(?:\s{1,9}|%20)(?!auth|login|token))[\w.~+/=-]{4,}/gi,
  new RegExp(`(${words}=["']?)${value}`, 'gi'),
  /([?&](?:code|key|sig|signature)=)[^\s"'&]+/gi,
  // a flag with its value behind it, right behind a quote: other words that follow a flag are those of a message
  new RegExp(`((?<=['"])--?[\\w.-]{0,64}${words}\\s{1,9})${word}`, 'gi'),
  // a user and a password as curl takes them
  /((?<![\w-])(?:-u|--user|--proxy-user)(?:=|["']?,?\s{1,9})["']?)[^\s"':$]{1,64}:[^\s"']+/g,
  /()-----BEGIN [\w ]*PRIVATE KEY-----.*/g,
  // what services hand out has a mark of its own
  /()\b(?:gh[opsru]_\w{20,}|github_pat_\w{20,}|gl(?:c|pat|sa)[_-][\w-]{20,}|xox[abeprs]-[\w-]{10,}|sk-(?=[\w-]{0,99}\d)[\w-]{20,}|AKIA[0-9A-Z]{16}|dt0[a-z]\d\d\.[\w.]{20,}|NRAK-\w{20,}|eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]+)/g,
  // base64 of a key or a token, which a long word or a digest is not
  /()(?<![\w+/=:])(?=[\w+/]*[A-Z])(?=[\w+/]*[a-z])(?=[\w+/]*\d)[\w+/]{64,}={0,2}(?![\w+/=])/g,
];
const inSource: readonly RegExp[] = [
  ...inTexts,
  // a field on a line of its own: all of the line, whatever is in it
  new RegExp(
    `^(\\s*(?:- )*\\s*["']?[\\w./-]*${words}["']?:\\s{1,9}["']?)${noSecret}[^\\s"'].*?(?=["']?\\s{0,9},?\\s{0,9}$)`,
    'gi',
  ),
  new RegExp(
    `(${words}["']?(?:\\s{0,9}[:=]|,\\s{0,9}["']?value["']?:)\\s{0,9}["']?)${value}`,
    'gi',
  ),
  new RegExp(
    `(["']?value["']?:\\s{0,9}["']?)${value}(?=["']?,\\s{0,9}["']?(?:name|key)["']?:\\s{0,9}["']?[\\w.-]{0,64}${words}\\b)`,
    'gi',
  ),
  new RegExp(`((?<![\\w-])--?[\\w.-]{0,64}${words}(?:\\s{1,9}|["']?,\\s{0,9})["']?)${word}`, 'gi'),
];
const secretName = new RegExp(
  `^\\s*(?:- )?\\s*["']?(?:name|key)["']?:\\s*["']?[\\w.-]*${words}["']?\\s*,?$`,
  'i',
);
const valueField = /^(\s*(?:- )?\s*["']?value["']?:\s*)\S.*$/;
const secretBlock = new RegExp(
  `^\\s*(?:- )*["']?[\\w.-]*${words}["']?:\\s*[|>][+-]?\\d?\\s*$`,
  'i',
);
const valueBlock = /^\s*(?:- )*["']?value["']?:\s*[|>][+-]?\d?\s*$/;
// a flag in an item of its own, whose value is the next one
const secretFlag = new RegExp(`^\\s*- ["']?--?[\\w.-]*(?:${words}|(?<=-)u|-user)["']?,?\\s*$`, 'i');
const item = /^(\s*- ["']?)[^\s"'-].*$/g;
const openField =
  /^\s*(?:---|#|[{}\]]\s*,?$|(?:- )?["']?(?:apiVersion|kind|metadata|name|namespace|type|labels|annotations|data|stringData|immutable)["']?:|\{\s*["']?(?:apiVersion|kind|metadata)["']?:)/;
const anyField = /^(\s*["']?[\w.-]+["']?:\s*)\S.*$/;
// all that follows in the line, when it is written in one
const secretData = /((?<!\w)["']?(?:data|stringData)["']?:\s{0,9})[^\s].*$/g;

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
  if (isNamed(lines, index)) patterns.push(new RegExp(valueField, 'g'));
  if (secretFlag.test(lines[index - 1] ?? '')) patterns.push(item);
  if (isInBlock(lines, index)) patterns.push(wholeLine);
  if (kind === 'Secret') {
    patterns.push(secretData);
    if (!openField.test(line)) {
      patterns.push(anyField.test(line) ? new RegExp(anyField, 'g') : wholeLine);
    }
  }
  return spansOf(line, patterns);
}

const wholeLine = /^(\s*)\S.*$/g;

/** Whether a line is that of a value whose name, before or behind it, is one of secrets. */
function isNamed(lines: readonly string[], index: number): boolean {
  return [index - 1, index + 1].some((near) => secretName.test(lines[near] ?? ''));
}

// nobody writes a secret of more lines
const longestBlock = 100;

/** Whether a line is part of a text of several lines that is a secret. */
function isInBlock(lines: readonly string[], index: number): boolean {
  const depth = indentOf(lines[index]);
  for (let above = index - 1; above >= Math.max(0, index - longestBlock); above--) {
    const line = lines[above] ?? '';
    if (line.trim() === '' || indentOf(line) >= depth) continue;
    return secretBlock.test(line) || (valueBlock.test(line) && isNamed(lines, above));
  }
  return false;
}

function indentOf(line = ''): number {
  return line.length - line.trimStart().length;
}

/** Parts of a text that are passwords, tokens or keys, in its order. */
export function secretParts(text: string): Span[] {
  return spansOf(text, inTexts);
}

function spansOf(text: string, patterns: readonly RegExp[]): Span[] {
  const spans = patterns.flatMap((pattern) => [...text.matchAll(pattern)].map(spanOf));
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
