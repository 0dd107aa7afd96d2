import { valueAt } from '../../model/kubernetes/embedded.ts';
import { own, scalarText } from '../../upstream/values/unknown.ts';
import type { PlacedFinding } from '../manifests.ts';
import { secretParts } from '../secrets.ts';
import { repairs } from './certain.ts';

/** A part of one line of a file, and what to write in its place. */
export interface TextEdit {
  readonly file: string;
  /** Line, from 1. */
  readonly line: number;
  /** First column, from 1, in UTF-16 code units. */
  readonly column: number;
  /** Column behind the last one. */
  readonly endColumn: number;
  readonly text: string;
}

/**
 * How the fix of a finding is written into its file, without touching anything else; undefined where somebody has to look at it: the
 * rule has more than one way out, or the value does not stand in one line as it is read.
 *
 * @param lines lines of the file
 */
export function editOf(finding: PlacedFinding, lines: readonly string[]): TextEdit | undefined {
  const { rule, file, line, column } = finding;
  const fix = finding.secretFix ?? finding.fix;
  const place = repairs.get(rule.id);
  const source = lines[line - 1]?.slice(column - 1);
  if (place === undefined || fix === undefined || source === undefined) return undefined;
  const found = place === 'key' ? keyIn(source, finding) : valueIn(source, finding);
  if (!found) return undefined;
  const text = place === 'key' && !isSibling(fix, finding) ? undefined : written(fix, found.quote);
  if (text === undefined) return undefined;
  const start = column + found.start;
  const edit = { file, line, column: start, endColumn: start + found.length, text };
  const old = source.slice(found.start, found.start + found.length);
  return finding.secretFix === undefined ? edit : besideSecrets(edit, old);
}

/** An edit of only what changes, so that it does not repeat the secret beside that; undefined where the secret itself would. */
function besideSecrets(edit: TextEdit, old: string): TextEdit | undefined {
  const { column, text } = edit;
  const most = Math.min(old.length, text.length);
  let start = 0;
  while (start < most && old[start] === text[start]) start++;
  let end = 0;
  while (end < most - start && old.at(-1 - end) === text.at(-1 - end)) end++;
  const changed = { start, end: text.length - end };
  if (secretParts(text).some((one) => one.start < changed.end && changed.start < one.end)) {
    return undefined;
  }
  return {
    ...edit,
    column: column + start,
    endColumn: column + old.length - end,
    text: text.slice(changed.start, changed.end),
  };
}

/** Whether a fix is a key in the place of the one that the finding is about, where there is none yet, and not one further in. */
function isSibling(fix: string, { object, path }: PlacedFinding): boolean {
  if (own(valueAt({ object, path: path.slice(0, -1) }), fix) !== undefined) return false;
  // annotations have dots and slashes, fields of a setting do not
  return /^[A-Za-z_][\w-]*$/.test(fix) || String(path.at(-1)).includes('/');
}

interface Token {
  readonly start: number;
  readonly length: number;
  readonly quote: string;
}

function keyIn(source: string, { path }: PlacedFinding): Token | undefined {
  const key = path.at(-1);
  const [token = '', quote = '', quoted, plain] = keyToken.exec(source) ?? [];
  return (quoted ?? plain) === key ? { start: 0, length: token.length, quote } : undefined;
}

function valueIn(source: string, finding: PlacedFinding): Token | undefined {
  const value = scalarText(valueAt(finding));
  if (value === undefined) return undefined;
  const start = startOfValue(source, finding);
  if (start === undefined) return undefined;
  const rest = source.slice(start);
  const [token = '', quote = '', quoted] = quotedToken.exec(rest) ?? [];
  if (token !== '') return quoted === value ? { start, length: token.length, quote } : undefined;
  const isWhole = rest.startsWith(value) && endOfPlain.test(rest.slice(value.length));
  return isWhole ? { start, length: value.length, quote: '' } : undefined;
}

/** Where the value of a field or an item begins. */
function startOfValue(source: string, { path }: PlacedFinding): number | undefined {
  const key = path.at(-1);
  if (typeof key === 'number') return 0;
  const [token = '', , quoted, plain] = keyToken.exec(source) ?? [];
  if ((quoted ?? plain) !== key) return undefined;
  const colon = /^\s{0,99}:\s{0,99}/.exec(source.slice(token.length));
  return colon ? token.length + colon[0].length : undefined;
}

const keyToken =
  /^(?:(["'])([^"'\\]{0,300})\1|([^\s"'{}[\],#&*!|>%@`:][^\s{}[\],:]{0,300}))(?=\s{0,99}:)/;
const quotedToken = /^(["'])([^"'\\]*)\1/;
const endOfPlain = /^\s*(?:$|[,}\]]|#)/;

/** A text as it stands in quotes, or without; undefined where it would need others. */
function written(text: string, quote: string): string | undefined {
  // a fix of several words is told to people
  if (/[\s"'\\\p{Cc}]/u.test(text)) return undefined;
  if (quote !== '') return `${quote}${text}${quote}`;
  return /^[\w./$][\w./:@$%+-]*$/.test(text) && !text.endsWith(':') ? text : `"${text}"`;
}
