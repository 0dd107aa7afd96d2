import { EVENT_ID, SCALAR_STYLE, type ScalarEvent } from 'js-yaml';
import { anchorOf, isMergeKey, keyText, offsetOf, type Source, scalarValue } from './source.ts';

/** Where something stands in a file. */
export interface Position {
  /** Line, from 1. */
  readonly line: number;
  /** Column in characters, from 1. */
  readonly column: number;
}

/** Keys of maps and places in lists that lead from the top of a document to a value. */
export type Path = readonly (string | number)[];

interface Found {
  /** Event of the key or item. */
  readonly label: number;
  /** Event of the value. */
  readonly value: number;
}

/** Answers where values of a text stand. Nothing is computed before the first question. */
export class Locator {
  private readonly source: Source;
  private ends: Int32Array | undefined;
  private lineStarts: number[] | undefined;

  constructor(source: Source) {
    this.source = source;
  }

  /**
   * Position of the key or item that a path leads to, in the document whose first event is given.
   * The empty path is the document itself. Undefined where the document has no such value.
   */
  locate(first: number, path: Path): Position | undefined {
    const found = this.find(first, path);
    return found && this.position(offsetOf(this.source, found.label));
  }

  /**
   * Position of a character of the text that a path leads to: exact for literal blocks and for one-line scalars without
   * escapes, the start of the scalar for others. Undefined where there is no text.
   */
  locateText(first: number, path: Path, offset: number): Position | undefined {
    const event = this.scalarAt(first, path);
    if (event === undefined) return undefined;
    const text = String(scalarValue(this.source, event));
    const start = this.position(event.valueStart);
    if (event.style === SCALAR_STYLE.LITERAL_BLOCK) {
      const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
      const line = start.line + (text.slice(0, lineStart).match(/\n/g)?.length ?? 0);
      return { line, column: Math.max(0, event.indent) + offset - lineStart + 1 };
    }
    const verbatim = this.source.text.slice(event.valueStart, event.valueEnd) === text;
    return verbatim ? { line: start.line, column: start.column + offset } : start;
  }

  /** The scalar that makes the value at a path, which may stand elsewhere and have an alias there. */
  scalarAt(first: number, path: Path): ScalarEvent | undefined {
    const found = this.find(first, path);
    const event = found && this.source.events[this.followAlias(first, found.value)];
    return event?.type === EVENT_ID.SCALAR ? event : undefined;
  }

  private find(first: number, path: Path): Found | undefined {
    let found: Found | undefined = { label: first + 1, value: first + 1 };
    for (const segment of path) {
      found = this.child(first, found.value, segment);
      if (found === undefined) return undefined;
    }
    return found;
  }

  /** Whether a document uses a value in more than one place. */
  hasAliases(first: number): boolean {
    this.ends ??= endsOf(this.source);
    const end = this.ends[first] ?? first;
    for (let at = first; at < end; at++) {
      if (this.source.events[at]?.type === EVENT_ID.ALIAS) return true;
    }
    return false;
  }

  /** Line and column of an offset in the text. */
  position(offset: number): Position {
    this.lineStarts ??= lineStartsOf(this.source.text);
    let low = 0;
    let high = this.lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.lineStarts[low] ?? 0) + 1 };
  }

  private child(first: number, parent: number, segment: string | number): Found | undefined {
    const container = this.followAlias(first, parent);
    const event = this.source.events[container];
    if (event?.type === EVENT_ID.SEQUENCE) return this.item(container, segment);
    if (event?.type === EVENT_ID.MAPPING) return this.field(first, container, String(segment));
    return undefined;
  }

  private item(container: number, segment: string | number): Found | undefined {
    if (typeof segment !== 'number') return undefined;
    const item = this.children(container)[segment];
    return item === undefined ? undefined : { label: item, value: item };
  }

  private field(first: number, container: number, name: string): Found | undefined {
    const { events } = this.source;
    const nodes = this.children(container);
    let found: Found | undefined;
    for (let at = 0; at + 1 < nodes.length; at += 2) {
      const label = nodes[at] ?? 0;
      const value = nodes[at + 1] ?? 0;
      const keyEvent = events[label];
      if (keyEvent === undefined) continue;
      if (isMergeKey(this.source, keyEvent)) {
        found = this.mergedField(first, value, name) ?? found;
        continue;
      }
      const scalar = events[this.followAlias(first, label)];
      if (scalar?.type === EVENT_ID.SCALAR && keyText(this.source, scalar) === name) {
        found = { label, value };
      }
    }
    return found;
  }

  private mergedField(first: number, value: number, name: string): Found | undefined {
    const container = this.followAlias(first, value);
    const isList = this.source.events[container]?.type === EVENT_ID.SEQUENCE;
    for (const from of isList ? this.children(container) : [container]) {
      const found = this.child(first, from, name);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** First events of the nodes inside a list or a map. */
  private children(container: number): number[] {
    this.ends ??= endsOf(this.source);
    const nodes: number[] = [];
    const end = (this.ends[container] ?? 0) - 1;
    for (let at = container + 1; at < end; at = this.ends[at] ?? end) nodes.push(at);
    return nodes;
  }

  private followAlias(first: number, index: number): number {
    const alias = this.source.events[index];
    if (alias?.type !== EVENT_ID.ALIAS) return index;
    const name = anchorOf(this.source, alias);
    for (let at = index - 1; at > first; at--) {
      const event = this.source.events[at];
      if (event === undefined || event.type === EVENT_ID.ALIAS) continue;
      if (anchorOf(this.source, event) === name) return at;
    }
    return index;
  }
}

/** For each event the index behind the last event of its node. */
function endsOf(source: Source): Int32Array {
  const ends = new Int32Array(source.events.length);
  const open: number[] = [];
  source.events.forEach((event, index) => {
    if (event.type === EVENT_ID.POP) ends[open.pop() ?? 0] = index + 1;
    else if (event.type === EVENT_ID.SCALAR || event.type === EVENT_ID.ALIAS) {
      ends[index] = index + 1;
    } else open.push(index);
  });
  return ends;
}

function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (const { index, 0: lineBreak } of text.matchAll(/\r\n|\n|\r/g)) {
    starts.push(index + lineBreak.length);
  }
  return starts;
}
