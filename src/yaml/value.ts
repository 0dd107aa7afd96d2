import { EVENT_ID, type Event, YAMLException } from 'js-yaml';
import type { Path } from './locate.ts';
import { readsAsText, type Scalar } from './scalar.ts';
import { anchorOf, isMergeKey, keyText, offsetOf, type Source, scalarValue } from './source.ts';

/** JSON as Kubernetes has read it. */
type Value = Scalar | Value[] | { [key: string]: Value };

interface Anchored {
  readonly event: number;
  readonly value: Value;
  readonly size: number;
}

// go-yaml v2.4 decode.go: up to 400,000 nodes 99 % may come from aliases, above 4,000,000 only 10 %
const smallDocument = 400_000;
const largeDocument = 4_000_000;
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
  const { events, text } = source;
  const anchors = new Map<string, Anchored | undefined>();
  let duplicateKeys: Path[] = [];
  const path: (string | number)[] = [];
  let at = first + 1;
  let made = 0;
  let copied = 0;
  // the scalar that is to blame if it cannot be resolved
  let reading = first;

  function fail(event: number, reason: string): never {
    return YAMLException.throwAt(text, offsetOf(source, event), reason);
  }

  function eventAt(index: number): Event {
    return events[index] ?? fail(events.length - 1, 'unexpected end of the document');
  }

  function readNode(): Value {
    const index = at++;
    const event = eventAt(index);
    if (event.type === EVENT_ID.ALIAS) return copyAnchored(index);
    const name = anchorOf(source, event);
    const before = made++;
    // an alias in here that names this anchor would make the value contain itself
    if (name !== undefined) anchors.set(name, undefined);
    const value = readContent(index, event);
    if (name !== undefined) anchors.set(name, { event: index, value, size: made - before });
    return value;
  }

  function readContent(index: number, event: Event): Value {
    switch (event.type) {
      case EVENT_ID.SCALAR:
        reading = index;
        return scalarValue(source, event);
      case EVENT_ID.SEQUENCE:
        return readSequence();
      case EVENT_ID.MAPPING:
        return readMapping();
      default:
        return fail(index, 'expected a value');
    }
  }

  function readSequence(): Value[] {
    const items: Value[] = [];
    while (eventAt(at).type !== EVENT_ID.POP) items.push(readChild(items.length));
    at++;
    return items;
  }

  function readMapping(): Value {
    const fields: { [key: string]: Value } = {};
    const merged = new Set<string>();
    while (eventAt(at).type !== EVENT_ID.POP) {
      const keyIndex = at;
      if (isMergeKey(source, eventAt(at))) {
        at++;
        merge(keyIndex, fields, merged);
        continue;
      }
      const key = readKey();
      if (Object.hasOwn(fields, key) && !merged.delete(key)) repeat(keyIndex, key);
      setField(fields, key, readChild(key));
    }
    at++;
    return fields;
  }

  function readChild(step: string | number): Value {
    path.push(step);
    const value = readNode();
    path.pop();
    return value;
  }

  function repeat(event: number, key: string): void {
    // true and "true" are two keys for kubectl, and it is left to chance which of them makes the field
    if (!readsAsText(key)) fail(event, `duplicate key ${JSON.stringify(key)}`);
    const field = [...path, key];
    // what was told of the value before is lost with it
    duplicateKeys = duplicateKeys.filter((known) => !isIn(known, field));
    if (duplicateKeys.length < mostDuplicates) duplicateKeys.push(field);
  }

  function readKey(): string {
    const index = at++;
    const event = eventAt(index);
    made++;
    const isAlias = event.type === EVENT_ID.ALIAS;
    const scalar = isAlias ? eventAt(anchored(index).event) : event;
    if (scalar.type !== EVENT_ID.SCALAR) return fail(index, 'a list or a map cannot be a key');
    reading = index;
    const key = keyText(source, scalar);
    const name = isAlias ? undefined : anchorOf(source, scalar);
    if (name !== undefined) anchors.set(name, { event: index, value: key, size: 1 });
    return key;
  }

  function merge(keyIndex: number, fields: { [key: string]: Value }, merged: Set<string>): void {
    const value = readNode();
    // of several merged maps the first one wins
    for (const from of Array.isArray(value) ? value.toReversed() : [value]) {
      if (!isMap(from)) fail(keyIndex, 'a merge key needs a map or a list of maps');
      for (const key of Object.keys(from)) {
        if (!Object.hasOwn(fields, key)) merged.add(key);
        setField(fields, key, from[key] ?? null);
      }
    }
  }

  function anchored(index: number): Anchored {
    const name = anchorOf(source, eventAt(index)) ?? '';
    const found = anchors.get(name);
    if (found !== undefined) return found;
    return fail(
      index,
      anchors.has(name) ? `anchor ${name} contains itself` : `anchor ${name} is not defined`,
    );
  }

  function copyAnchored(index: number): Value {
    const { event, value, size } = anchored(index);
    made += size + 1;
    copied += size;
    if (copied > 100 && made > 1000 && copied / made > allowedShare(made)) {
      fail(index, 'aliases make the document too large');
    }
    const target = eventAt(event);
    // a key that is reused as a value is read as a value
    reading = index;
    if (target.type === EVENT_ID.SCALAR) return scalarValue(source, target);
    return copy(value);
  }

  try {
    return { value: readNode(), duplicateKeys };
  } catch (error) {
    if (error instanceof YAMLException) throw error;
    return fail(reading, error instanceof Error ? error.message : String(error));
  }
}

/** Whether a path leads to a field or into it. Paths to items of one list differ near their ends. */
function isIn(path: Path, field: Path): boolean {
  return path.length >= field.length && field.findLastIndex((step, at) => step !== path[at]) < 0;
}

function allowedShare(made: number): number {
  if (made <= smallDocument) return 0.99;
  if (made >= largeDocument) return 0.1;
  return 0.99 - 0.89 * ((made - smallDocument) / (largeDocument - smallDocument));
}

function isMap(value: Value): value is { [key: string]: Value } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function setField(fields: { [key: string]: Value }, key: string, value: Value): void {
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
  const fields: { [key: string]: Value } = {};
  for (const key of Object.keys(value)) setField(fields, key, copy(value[key] ?? null));
  return fields;
}
