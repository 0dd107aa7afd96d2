import { isDeepStrictEqual } from 'node:util';
import { EVENT_ID, getScalarValue, SCALAR_STYLE, type ScalarEvent } from 'js-yaml';
import type { Locator, Path } from './locate.ts';
import { isBlockText, styleOnOneLine } from './print.ts';
import { offsetOf, readSource, type Source } from './source.ts';
import { readDocument } from './value.ts';

/** A text of a document, and what it shall be. */
export interface Edit {
  /** Keys and indexes that lead to the text. */
  readonly path: Path;
  /** The new text. */
  readonly text: string;
}

interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * The part of a file that is one document, without the line that parts it from the document before.
 * Undefined where the document starts on that line, ends with `...` or has directives, and where no line parts documents.
 *
 * @param first - the document's first event
 */
function extentOf(source: Source, first: number): [number, number] | undefined {
  const event = source.events[first];
  if (source.isStream || event?.type !== EVENT_ID.DOCUMENT || event.directives.length > 0)
    return undefined;
  const content = offsetOf(source, first + 1);
  const before = source.separators.findLast(({ start }) => start <= content);
  const after = source.separators.find(({ start }) => start > content);
  if (before?.isBare === false) return undefined;
  const start = before?.end ?? 0;
  const end = after?.start ?? source.text.length;
  // a document may also end with dots, and the next one start without dashes
  return /(?:^|\n)\.\.\.\s/.test(source.text.slice(start, end)) ? undefined : [start, end];
}

/**
 * The document with some of its texts replaced where they stand, all else as it was: comments, order,
 * quotes, anchors, the spelling of numbers. Undefined where that would change something else too,
 * because of an alias, or cannot be done line by line.
 *
 * @param value - what the document says before
 */
export function editDocument(
  source: Source,
  locator: Locator,
  first: number,
  value: unknown,
  edits: readonly Edit[],
): string | undefined {
  const extent = extentOf(source, first);
  if (extent === undefined) return undefined;
  const splices = new Map<number, Splice>();
  for (const { path, text } of edits) {
    const event = locator.scalarAt(first, path);
    const splice = event === undefined ? undefined : spliceOf(source.text, event, text);
    if (splice === undefined) return undefined;
    const same = splices.get(splice.start);
    if (same !== undefined && same.text !== splice.text) return undefined;
    splices.set(splice.start, splice);
  }
  const edited = spliced(source.text, extent, [...splices.values()]);
  // one scalar may stand for several values, of which only some were to change
  const isSure = !locator.hasAliases(first) || reads(edited, edits.reduce(withEdit, value));
  return isSure ? edited : undefined;
}

function spliced(source: string, [from, to]: [number, number], splices: Splice[]): string {
  let at = from;
  let result = '';
  for (const { start, end, text } of splices.toSorted((a, b) => a.start - b.start)) {
    result += source.slice(at, start) + text;
    at = end;
  }
  return result + source.slice(at, to);
}

function reads(text: string, value: unknown): boolean {
  return isDeepStrictEqual(readDocument(readSource(text), 0).value, value);
}

function withEdit(value: unknown, { path: [step, ...path], text }: Edit): unknown {
  if (step === undefined) return text;
  if (Array.isArray(value)) {
    return value.map((item, index) => (index === step ? withEdit(item, { path, text }) : item));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      key === step ? withEdit(item, { path, text }) : item,
    ]),
  );
}

function spliceOf(source: string, event: ScalarEvent, text: string): Splice | undefined {
  const { valueStart: start, valueEnd: end, style } = event;
  if (start < 0) return undefined;
  if (style === SCALAR_STYLE.LITERAL_BLOCK) return spliceOfBlock(source, event, text);
  if (style === SCALAR_STYLE.FOLDED_BLOCK || /[\r\n]/.test(source.slice(start, end))) {
    return undefined;
  }
  if (style === SCALAR_STYLE.PLAIN) {
    return { start, end, text: printPlain(text, source.slice(start, end)) };
  }
  const isSingle = style === SCALAR_STYLE.SINGLE_QUOTED && isBlockText(text) && !/\n/.test(text);
  const quoted = isSingle ? quoteSingle(text) : quoteDouble(text);
  return { start: start - 1, end: end + 1, text: quoted };
}

// inside of brackets some characters end a plain text; where one stood before there are no brackets
function printPlain(text: string, before: string): string {
  const style = styleOnOneLine(text);
  if (style === SCALAR_STYLE.SINGLE_QUOTED) return quoteSingle(text);
  const isAtRisk = ofBrackets.test(text) && !ofBrackets.test(before);
  return style === SCALAR_STYLE.PLAIN && !isAtRisk ? text : quoteDouble(text);
}

const ofBrackets = /[,[\]{}]/;

function quoteSingle(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** Text in double quotes as in JSON, so that it can stand in a JSON document too, with all that cannot be seen as escapes. */
function quoteDouble(text: string): string {
  return JSON.stringify(text).replaceAll(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

// the lines of a literal block are those of its text behind an indentation
function spliceOfBlock(source: string, event: ScalarEvent, text: string): Splice | undefined {
  const { valueStart: start, valueEnd: end } = event;
  const before = getScalarValue(source, event).split('\n');
  const after = text.split('\n');
  const lines = source.slice(start, end).split('\n');
  if (after.length !== before.length || !isBlockText(text)) return undefined;
  for (const [index, line] of after.entries()) {
    const old = before[index] ?? '';
    if (line === old) continue;
    const raw = lines[index];
    if (raw === undefined || old === '' || line.trim() === '' || !raw.endsWith(old))
      return undefined;
    if (/^\s/.test(line) !== /^\s/.test(old)) return undefined;
    lines[index] = `${raw.slice(0, raw.length - old.length)}${line}`;
  }
  return { start, end, text: lines.join('\n') };
}
