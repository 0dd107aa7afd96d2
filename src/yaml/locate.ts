import { EVENT_ID, SCALAR_STYLE, type ScalarEvent } from 'js-yaml';
import { Lines, lastUpTo } from './lines.ts';
import { anchorOf, isMergeKey, keyText, offsetOf, type Source, scalarValue } from './source.ts';

/** Where something stands in a file. */
export interface Position {
  /** Line, from 1. */
  readonly line: number;
  /** Column in characters, from 1. */
  readonly column: number;
}

/** Keys of maps and indexes of lists that lead from the top of a document to a value. */
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
  private lines: Lines | undefined;
  private anchors: ReadonlyMap<string, readonly number[]> | undefined;
  // many questions about one large map, list or text must not read all of it each time
  private readonly nodes = new Map<number, readonly number[]>();
  private readonly fields = new Map<number, ReadonlyMap<string, Found>>();
  private readonly texts = new Map<ScalarEvent, Text>();

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
    const { lines, verbatim } = this.textOf(event);
    const start = this.position(event.valueStart);
    if (event.style === SCALAR_STYLE.LITERAL_BLOCK) {
      const line = lines.lineOf(offset);
      const column = Math.max(0, event.indent) + offset - lines.startOf(line) + 1;
      return { line: start.line + line, column };
    }
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

  /** Whether a document uses a value more than once, by an alias. */
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
    this.lines ??= new Lines(this.source.text, /\r\n|\n|\r/g);
    const line = this.lines.lineOf(offset);
    return { line: line + 1, column: offset - this.lines.startOf(line) + 1 };
  }

  private textOf(event: ScalarEvent): Text {
    const known = this.texts.get(event);
    if (known) return known;
    const value = String(scalarValue(this.source, event));
    const text = {
      lines: new Lines(value, /\n/g),
      verbatim: this.source.text.slice(event.valueStart, event.valueEnd) === value,
    };
    this.texts.set(event, text);
    return text;
  }

  private child(first: number, parent: number, segment: string | number): Found | undefined {
    const container = this.followAlias(first, parent);
    const event = this.source.events[container];
    if (event?.type === EVENT_ID.SEQUENCE) return this.item(container, segment);
    if (event?.type === EVENT_ID.MAPPING) {
      return this.fieldsOf(first, container).get(String(segment));
    }
    return undefined;
  }

  private item(container: number, segment: string | number): Found | undefined {
    if (typeof segment !== 'number') return undefined;
    const item = this.children(container)[segment];
    return item === undefined ? undefined : { label: item, value: item };
  }

  /** Fields of a map by name, those that it merges among them; of two the later one. */
  private fieldsOf(first: number, container: number): ReadonlyMap<string, Found> {
    const known = this.fields.get(container);
    if (known) return known;
    const { events } = this.source;
    const fields = new Map<string, Found>();
    const nodes = this.children(container);
    for (let at = 0; at + 1 < nodes.length; at += 2) {
      const label = nodes[at] ?? 0;
      const value = nodes[at + 1] ?? 0;
      const keyEvent = events[label];
      if (keyEvent === undefined) continue;
      if (isMergeKey(this.source, keyEvent)) {
        for (const [name, found] of this.mergedFields(first, value)) fields.set(name, found);
        continue;
      }
      const scalar = events[this.followAlias(first, label)];
      if (scalar?.type === EVENT_ID.SCALAR) {
        fields.set(keyText(this.source, scalar), { label, value });
      }
    }
    this.fields.set(container, fields);
    return fields;
  }

  private mergedFields(first: number, value: number): ReadonlyMap<string, Found> {
    const container = this.followAlias(first, value);
    if (this.source.events[container]?.type !== EVENT_ID.SEQUENCE) {
      return this.fieldsOf(first, container);
    }
    // of several merged maps the first one wins
    const maps = this.children(container).map((from) =>
      this.fieldsOf(first, this.followAlias(first, from)),
    );
    return new Map(maps.toReversed().flatMap((map) => [...map]));
  }

  /** First events of the nodes inside a list or a map. */
  private children(container: number): readonly number[] {
    const known = this.nodes.get(container);
    if (known) return known;
    this.ends ??= endsOf(this.source);
    const nodes: number[] = [];
    const end = (this.ends[container] ?? 0) - 1;
    for (let at = container + 1; at < end; at = this.ends[at] ?? end) nodes.push(at);
    this.nodes.set(container, nodes);
    return nodes;
  }

  private followAlias(first: number, index: number): number {
    const alias = this.source.events[index];
    if (alias?.type !== EVENT_ID.ALIAS) return index;
    this.anchors ??= anchorsOf(this.source);
    const anchored = this.anchors.get(anchorOf(this.source, alias) ?? '') ?? [];
    const nearest = anchored[lastUpTo(anchored, index - 1)];
    return nearest !== undefined && nearest > first && nearest < index ? nearest : index;
  }
}

/** The text of a scalar. */
interface Text {
  readonly lines: Lines;
  /** Whether it stands in the file as it is. */
  readonly verbatim: boolean;
}

/** Events that set each anchor, in order. */
function anchorsOf(source: Source): ReadonlyMap<string, readonly number[]> {
  const anchors = new Map<string, number[]>();
  source.events.forEach((event, index) => {
    const name = event.type === EVENT_ID.ALIAS ? undefined : anchorOf(source, event);
    if (name === undefined) return;
    const events = anchors.get(name);
    if (events) events.push(index);
    else anchors.set(name, [index]);
  });
  return anchors;
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
