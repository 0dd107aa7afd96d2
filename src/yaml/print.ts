import { readsAsText } from './scalar.ts';

/**
 * Prints one document in block style, as `kubectl kustomize` lays it out: two spaces a level, lists
 * at the column of their key, maps in the order of their fields, no folded lines. Text of several
 * lines is a block scalar; text that some YAML reader would take for something else is quoted.
 * Fields that are undefined are left out, as in JSON.
 *
 * @throws for what JSON cannot say: functions, symbols, infinity, not-a-number, class instances
 */
export function printDocument(value: unknown): string {
  if (isList(value) && value.length > 0) return printList(value, '', '');
  if (isMap(value) && fieldsOf(value).length > 0) return printMap(value, '', '');
  // a block scalar at the top of a document would leave its indentation to the reader
  return `${typeof value === 'string' ? printText(value) : printScalar(value)}\n`;
}

/** Text on one line, behind a key or a dash: plain where every reader takes it for text, or quoted. */
export function printText(text: string): string {
  if (invisible.test(text)) return quoteDouble(text);
  if (!readsAsText(text)) return quoteDouble(text);
  return unsafePlain.test(text) ? `'${text.replaceAll("'", "''")}'` : text;
}

// YAML 1.1 breaks lines at u+0085, u+2028 and u+2029 too
const invisible =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it finds
  /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff\p{Surrogate}]/u;
const invisibleInBlock =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it finds
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff\p{Surrogate}]/u;
const unsafePlain = /^[-?:](?:\s|$)|^[?:,[\]{}#&*!|>'"%@` ]|^(?:---|\.\.\.)|:(?:\s|$)| #| $/;
// a reader may give up on a key that does not end within 1024 characters
const longestKey = 1000;

/** Whether a text can stand in a block scalar or in single quotes, where nothing can be escaped. */
export function isBlockText(text: string): boolean {
  return !invisibleInBlock.test(text);
}

function printBlock(value: unknown, indent: string, lead: string): string {
  if (isList(value) && value.length > 0) return printList(value, indent, lead);
  if (isMap(value) && fieldsOf(value).length > 0) return printMap(value, indent, lead);
  return `${lead}${typeof value === 'string' ? printLines(value, indent) : printScalar(value)}\n`;
}

function printList(items: readonly unknown[], indent: string, lead: string): string {
  let text = '';
  for (const item of items) {
    text += printBlock(item, `${indent}  `, `${text === '' ? lead : indent}- `);
  }
  return text;
}

function printMap(map: Record<string, unknown>, indent: string, lead: string): string {
  let text = '';
  for (const [name, value] of fieldsOf(map)) {
    const start = text === '' ? lead : indent;
    const key = printText(name);
    text +=
      key.length > longestKey
        ? `${start}? ${key}\n${indent}:${printField(value, indent)}`
        : `${start}${key}:${printField(value, indent)}`;
  }
  return text;
}

function printField(value: unknown, indent: string): string {
  if (isList(value) && value.length > 0) return `\n${printList(value, indent, indent)}`;
  if (isMap(value) && fieldsOf(value).length > 0) {
    return `\n${printMap(value, `${indent}  `, `${indent}  `)}`;
  }
  return ` ${typeof value === 'string' ? printLines(value, `${indent}  `) : printScalar(value)}\n`;
}

function printScalar(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return printText(value);
    case 'boolean':
    case 'bigint':
      return String(value);
    case 'number':
      return printNumber(value);
    default:
      if (value === null) return 'null';
      if (isList(value)) return '[]';
      if (isMap(value)) return '{}';
      throw new Error(`YAML values must be JSON, got ${kindOf(value)}`);
  }
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'undefined';
  return `a ${typeof value === 'object' ? value?.constructor?.name : typeof value}`;
}

function printNumber(value: number): string {
  if (!Number.isFinite(value)) throw new Error(`YAML numbers must be finite, got ${value}`);
  if (Object.is(value, -0)) return '-0.0';
  // digits alone would come back as an exact 64-bit integer
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) return value.toExponential();
  return String(value);
}

/** Text of one or several lines; the indentation is that of the lines below the key or dash. */
function printLines(text: string, indent: string): string {
  if (!text.includes('\n') || !isBlockText(text) || /^\n*$/.test(text)) {
    return printText(text);
  }
  // spaces at the edges would be taken for indentation, or be lost to an editor
  if (/^[ \t]*\n|\n[ \t]+\n*$|[ \t]+\n*$/.test(text)) return quoteDouble(text);
  const [, body = '', breaks = ''] = /^(.*?)(\n*)$/s.exec(text) ?? [];
  const indicator = /^\s/.test(body) ? '2' : '';
  const chomping = breaks === '' ? '-' : breaks === '\n' ? '' : '+';
  const lines = body.replaceAll(/\n(?!\n)/g, `\n${indent}`);
  return `|${indicator}${chomping}\n${indent}${lines}${breaks.slice(1)}`;
}

/** Text in double quotes, with all that cannot be seen as escapes. */
export function quoteDouble(text: string): string {
  return JSON.stringify(text).replaceAll(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isMap(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function fieldsOf(map: Record<string, unknown>): [string, unknown][] {
  return Object.entries(map).filter(([, value]) => value !== undefined);
}
