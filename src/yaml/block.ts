import type { Value } from './construct.ts';
import { keyName, resolvePlain, type Scalar } from './scalar.ts';

// control characters, tabs, other line breaks, byte order marks, surrogates
const unusual = /[^\n\u0020-\u007e\u00a0-\u2027\u202a-\ud7ff]/;
const entry = /([\w$./][\w$./-]*|"[^"\\]*"|'[^']*'):(?: +(.*))?$/y;
const doubleQuoted = /^"((?:[^"\\]|\\["\\/bfnrt])*)"(?: +#.*)?$/;
const singleQuoted = /^'((?:[^']|'')*)'(?: +#.*)?$/;
const plainStart = /^(?:[^\-?:,[\]{}#&*!|>'"%@`]|[-?:](?=[^ ]))/;
const maxDepth = 200;

/** Thrown where a text needs the whole of YAML; never seen outside of this file. */
const unreadable = Symbol('unreadable');

/**
 * Reads documents that keep to the block style in which manifests are written and printed: mappings and lists by indentation,
 * scalars that stand on one line, literal blocks. Several times faster than reading all of YAML, in a process that has just
 * started. An empty document is null.
 *
 * Undefined for a text with anything else in it, such as flow collections, anchors, tags, folded text or an error.
 */
export function readBlockDocuments(text: string): Value[] | undefined {
  if (unusual.test(text)) return undefined;
  try {
    return new BlockReader(text.split('\n')).documents();
  } catch (error) {
    if (error === unreadable) return undefined;
    throw error;
  }
}

function giveUp(): never {
  throw unreadable;
}

class BlockReader {
  private readonly lines: readonly string[];
  /** Line of what is next. */
  private at = -1;
  /** Column of what is next; -1 at the end of the document. */
  private column = -1;
  private depth = 0;
  // manifests say the same words over and over
  private readonly keys = new Map<string, string>();
  private readonly texts = new Map<string, Scalar>();

  constructor(lines: readonly string[]) {
    this.lines = lines;
  }

  documents(): Value[] {
    const values: Value[] = [];
    this.advance();
    // what stands before the first dashes is a document only if it says something
    if (this.column >= 0) values.push(this.document());
    while (this.at < this.lines.length) {
      if (!/^---(?: +#.*| *)$/.test(this.line())) giveUp();
      this.advance();
      values.push(this.column < 0 ? null : this.document());
    }
    return values;
  }

  private document(): Value {
    const value = this.block();
    if (this.column >= 0) giveUp();
    return value;
  }

  private line(): string {
    return this.lines[this.at] ?? '';
  }

  /** Goes to the next line that says something. */
  private advance(): void {
    this.column = -1;
    for (this.at++; this.at < this.lines.length; this.at++) {
      const line = this.line();
      const column = line.search(/[^ ]/);
      if (column < 0 || line[column] === '#') continue;
      if (column > 0 || !/^(?:---|\.\.\.|%)/.test(line)) this.column = column;
      return;
    }
  }

  /** The mapping or list whose first line is next. */
  private block(): Value {
    if (this.depth++ > maxDepth) giveUp();
    const value = this.isItem() ? this.list(this.column) : this.mapping(this.column);
    this.depth--;
    return value;
  }

  private isItem(): boolean {
    const line = this.line();
    return line[this.column] === '-' && (line[this.column + 1] ?? ' ') === ' ';
  }

  private list(column: number): Value[] {
    const items: Value[] = [];
    while (this.column === column && this.isItem()) {
      const line = this.line();
      let inner = column + 1;
      while (line[inner] === ' ') inner++;
      if (inner >= line.length || line[inner] === '#') {
        this.advance();
        items.push(this.column > column ? this.block() : null);
      } else {
        this.column = inner;
        const isBlock = this.isItem() || entryAt(line, inner) !== null;
        items.push(isBlock ? this.block() : this.scalar(line.slice(inner), column));
      }
    }
    if (this.column > column) giveUp();
    return items;
  }

  private mapping(column: number): Value {
    const fields: { [key: string]: Value } = {};
    while (this.column === column) {
      const match = entryAt(this.line(), column) ?? giveUp();
      const key = remembered(this.keys, match[1] ?? '', keyOf);
      const rest = match[2];
      if (key === '__proto__' || Object.hasOwn(fields, key)) giveUp();
      fields[key] = rest ? this.value(rest, column) : this.below(column);
    }
    if (this.column > column) giveUp();
    return fields;
  }

  private value(rest: string, parent: number): Value {
    return rest.startsWith('#') ? this.below(parent) : this.scalar(rest, parent);
  }

  /** The value of a key that has nothing on its own line. */
  private below(parent: number): Value {
    this.advance();
    if (this.column > parent) return this.block();
    return this.column === parent && this.isItem() ? this.list(parent) : null;
  }

  private scalar(rest: string, parent: number): Value {
    const value = this.oneLine(rest, parent);
    this.advance();
    // what stands deeper would go on with this scalar
    if (this.column > parent) giveUp();
    return value;
  }

  private oneLine(rest: string, parent: number): Value {
    if (rest === '{}') return {};
    if (rest === '[]') return [];
    if (rest.startsWith('|')) return this.literal(rest, parent);
    return remembered(this.texts, rest, scalarOf);
  }

  private literal(header: string, parent: number): string {
    if (!/^\|[-+]?$/.test(header)) giveUp();
    const start = this.at + 1;
    let indent = -1;
    let end = start;
    for (; end < this.lines.length - 1; end++) {
      const line = this.lines[end] ?? '';
      const column = line.search(/[^ ]/);
      if (column >= 0 && column < indent) break;
      if (indent >= 0) continue;
      if (column < 0 ? line !== '' : column <= parent) giveUp();
      indent = column;
    }
    // the last line has no line break, which chomping asks for
    if (indent < 0 || (end === this.lines.length - 1 && this.lines[end] !== '')) giveUp();
    this.at = end - 1;
    const text = this.lines.slice(start, end).map((line) => line.slice(indent));
    let filled = text.length;
    while (text[filled - 1] === '') filled--;
    const blank = text.length - filled;
    const whole = text.slice(0, filled).join('\n');
    return whole + { '|': '\n', '|-': '', '|+': '\n'.repeat(blank + 1) }[header];
  }
}

function entryAt(line: string, column: number): RegExpExecArray | null {
  entry.lastIndex = column;
  return entry.exec(line);
}

function remembered<Result>(
  known: Map<string, Result>,
  text: string,
  make: (text: string) => Result,
): Result {
  let result = known.get(text);
  if (result === undefined) {
    result = make(text);
    known.set(text, result);
  }
  return result;
}

function keyOf(written: string): string {
  const quote = written[0];
  return quote === '"' || quote === "'" ? written.slice(1, -1) : orGiveUp(keyName, written);
}

function scalarOf(rest: string): Scalar {
  if (rest.startsWith('"')) {
    const text = doubleQuoted.exec(rest)?.[1] ?? giveUp();
    return text.includes('\\') ? JSON.parse(`"${text}"`) : text;
  }
  if (rest.startsWith("'")) {
    return (singleQuoted.exec(rest)?.[1] ?? giveUp()).replaceAll("''", "'");
  }
  return plain(rest);
}

function plain(rest: string): Scalar {
  const comment = rest.indexOf(' #');
  const text = (comment < 0 ? rest : rest.slice(0, comment)).replace(/ +$/, '');
  if (!plainStart.test(text) || text.includes(': ') || text.endsWith(':')) giveUp();
  return orGiveUp(resolvePlain, text);
}

function orGiveUp<Result>(read: (text: string) => Result, text: string): Result {
  try {
    return read(text);
  } catch {
    // whoever reads all of YAML says where it stands
    return giveUp();
  }
}
