import { EVENT_ID, type Event, type ScalarEvent, YAMLException } from 'js-yaml';
import { isBlownUp } from './alias-limit.ts';
import type { Path } from './locate.ts';
import { readsAsText, type Scalar } from './scalar.ts';
import { anchorOf, isMergeKey, keyText, offsetOf, type Source, scalarValue } from './source.ts';

/** JSON as Kubernetes has read it. */
type Value = Scalar | Value[] | Fields;

interface Fields {
  [key: string]: Value;
}

interface Anchored {
  readonly event: number;
  readonly value: Value;
  readonly size: number;
}

// a path may be as long as the text is deep
const mostDuplicates = 100;

/** What a document says. */
export interface Content {
  readonly value: Value;
  /** Paths of the fields whose key stands in its map more than once; 100 at most. */
  readonly duplicateKeys: readonly Path[];
}

/**
 * Reads the document whose first event is given. Aliases become copies, so the value is a tree; merge
 * keys count in document order, so that the later of a merge and a key wins, and so does the later of
 * two equal keys, as in kubectl.
 *
 * @throws YAMLException for keys and scalars that have no JSON form, keys that are one only in JSON,
 *   unknown and recursive aliases, and aliases that blow a small document up
 */
export function readDocument(source: Source, first: number): Content {
  return new DocumentReader(source, first + 1).read();
}

class DocumentReader {
  private readonly source: Source;
  private readonly anchors = new Map<string, Anchored | undefined>();
  /** Keys and indexes on the way to what is read, and left-overs behind them. */
  private readonly path: (string | number)[] = [];
  private duplicateKeys: Path[] = [];
  /** Index of the event that is next. */
  private at: number;
  private made = 0;
  private copied = 0;
  /** Index of the scalar that is to blame if it cannot be resolved. */
  private reading: number;

  constructor(source: Source, at: number) {
    this.source = source;
    this.at = at;
    this.reading = at;
  }

  read(): Content {
    try {
      const value = this.node(0);
      return { value, duplicateKeys: this.duplicateKeys };
    } catch (error) {
      if (error instanceof YAMLException) throw error;
      return this.fail(this.reading, error instanceof Error ? error.message : String(error));
    }
  }

  /** The next node, to which a path of so many steps leads. */
  private node(depth: number): Value {
    const index = this.at++;
    const event = this.eventAt(index);
    switch (event.type) {
      case EVENT_ID.SCALAR:
        return event.anchorStart < 0
          ? this.scalar(index, event)
          : this.anchored(index, event, () => this.scalar(index, event));
      case EVENT_ID.MAPPING:
        return event.anchorStart < 0
          ? this.mapping(depth)
          : this.anchored(index, event, () => this.mapping(depth));
      case EVENT_ID.SEQUENCE:
        return event.anchorStart < 0
          ? this.sequence(depth)
          : this.anchored(index, event, () => this.sequence(depth));
      case EVENT_ID.ALIAS:
        return this.copyOf(index);
      default:
        return this.fail(index, 'expected a value');
    }
  }

  private scalar(index: number, event: ScalarEvent): Scalar {
    this.made++;
    this.reading = index;
    return scalarValue(this.source, event);
  }

  private sequence(depth: number): Value[] {
    this.made++;
    const items: Value[] = [];
    while (this.eventAt(this.at).type !== EVENT_ID.POP) {
      this.path[depth] = items.length;
      items.push(this.node(depth + 1));
    }
    this.at++;
    return items;
  }

  private mapping(depth: number): Fields {
    this.made++;
    const fields: Fields = {};
    const merged = new Set<string>();
    for (;;) {
      const index = this.at++;
      const event = this.eventAt(index);
      if (event.type === EVENT_ID.POP) return fields;
      if (isMergeKey(this.source, event)) {
        this.merge(index, this.node(depth), fields, merged);
        continue;
      }
      const key = this.key(index, event);
      this.path[depth] = key;
      if (Object.hasOwn(fields, key) && !merged.delete(key)) this.repeat(index, depth + 1);
      setField(fields, key, this.node(depth + 1));
    }
  }

  private key(index: number, event: Event): string {
    this.made++;
    const scalar = event.type === EVENT_ID.ALIAS ? this.eventAt(this.target(index).event) : event;
    if (scalar.type !== EVENT_ID.SCALAR) {
      return this.fail(index, 'a list or a map cannot be a key');
    }
    this.reading = index;
    const key = keyText(this.source, scalar);
    if (scalar === event && scalar.anchorStart >= 0) {
      this.anchors.set(this.nameOf(scalar), { event: index, value: key, size: 1 });
    }
    return key;
  }

  private repeat(event: number, length: number): void {
    const field = this.path.slice(0, length);
    const key = field.at(-1);
    // true and "true" are two keys for kubectl, and it is left to chance which of them makes the field
    if (!readsAsText(String(key))) this.fail(event, `duplicate key ${JSON.stringify(key)}`);
    // what was told of the value before is lost with it
    this.duplicateKeys = this.duplicateKeys.filter((known) => !isIn(known, field));
    if (this.duplicateKeys.length < mostDuplicates) this.duplicateKeys.push(field);
  }

  private merge(event: number, value: Value, fields: Fields, merged: Set<string>): void {
    // of several merged maps the first one wins
    for (const from of Array.isArray(value) ? value.toReversed() : [value]) {
      if (!isMap(from)) this.fail(event, 'a merge key needs a map or a list of maps');
      for (const key of Object.keys(from)) {
        if (!Object.hasOwn(fields, key)) merged.add(key);
        setField(fields, key, from[key] ?? null);
      }
    }
  }

  private anchored(index: number, event: Event, read: () => Value): Value {
    const name = this.nameOf(event);
    const before = this.made;
    // an alias in here that names this anchor would make the value contain itself
    this.anchors.set(name, undefined);
    const value = read();
    this.anchors.set(name, { event: index, value, size: this.made - before });
    return value;
  }

  /** What the alias at an index stands for. */
  private target(index: number): Anchored {
    const name = this.nameOf(this.eventAt(index));
    const target = this.anchors.get(name);
    if (target !== undefined) return target;
    const isOpen = this.anchors.has(name);
    return this.fail(index, `anchor ${name} ${isOpen ? 'contains itself' : 'is not defined'}`);
  }

  /** A copy of what the alias at an index stands for. */
  private copyOf(index: number): Value {
    const { event, value, size } = this.target(index);
    this.made += size + 1;
    this.copied += size;
    if (isBlownUp(this.made, this.copied)) {
      this.fail(index, 'aliases make the document too large');
    }
    const anchored = this.eventAt(event);
    // a key that is reused as a value is read as a value
    this.reading = index;
    return anchored.type === EVENT_ID.SCALAR ? scalarValue(this.source, anchored) : copy(value);
  }

  private nameOf(event: Event): string {
    return anchorOf(this.source, event) ?? '';
  }

  private eventAt(index: number): Event {
    const { events } = this.source;
    return events[index] ?? this.fail(events.length - 1, 'unexpected end of the document');
  }

  private fail(event: number, reason: string): never {
    return YAMLException.throwAt(this.source.text, offsetOf(this.source, event), reason);
  }
}
/** Whether a path leads to a field or into it. Paths to items of one list differ near their ends. */
function isIn(path: Path, field: Path): boolean {
  return path.length >= field.length && field.findLastIndex((step, at) => step !== path[at]) < 0;
}

function isMap(value: Value): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function setField(fields: Fields, key: string, value: Value): void {
  if (key === '__proto__') {
    Object.defineProperty(fields, key, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  } else {
    fields[key] = value;
  }
}

function copy(value: Value): Value {
  if (Array.isArray(value)) return value.map(copy);
  if (!isMap(value)) return value;
  const fields: Fields = {};
  for (const key of Object.keys(value)) setField(fields, key, copy(value[key] ?? null));
  return fields;
}
