import {
  EVENT_ID,
  type Event,
  getScalarValue,
  parseEvents,
  SCALAR_STYLE,
  type ScalarEvent,
  YAMLException,
} from 'js-yaml';
import { jsonStreamIn, streamEvents } from './json-stream.ts';
import { keyName, resolvePlain, resolveTagged, type Scalar } from './scalar.ts';

/** A YAML text and the parser's events over it. */
export interface Source {
  /** The text that the events' offsets point into. */
  readonly text: string;
  /** Events of all documents, flat and in order. */
  readonly events: readonly Event[];
  /** Index of the first event of each document. */
  readonly documents: readonly number[];
  /** Tag handles of `%TAG` directives, which hold for the documents that follow them. */
  readonly tagHandles: ReadonlyMap<string, string>;
  /** The lines that part the documents, in order. */
  readonly separators: readonly Separator[];
  /** Whether nothing parts the documents, which are objects in JSON. */
  readonly isStream: boolean;
}

/** A line with `---`. */
interface Separator {
  /** Offset of its first dash. */
  readonly start: number;
  /** Offset behind it: of the next line, or behind the dashes where the document starts on the line. */
  readonly end: number;
  /** Whether nothing but a comment follows the dashes. */
  readonly isBare: boolean;
}

// kubectl allows 10,000; each level costs a few stack frames here
const maxDepth = 1000;

/**
 * Runs the parser.
 *
 * @throws YAMLException for text that is not YAML
 */
export function readSource(text: string): Source {
  // kubectl takes each document for a text of its own, which may start with a mark, as files that were put together do
  const unmarked = text.replace(/\ufeff(?<=\n---[ \t]*\r?\n\ufeff)/g, '\n');
  const stream = jsonStreamIn(unmarked);
  const events = parseAtAnyColumn(() =>
    stream === undefined
      ? parseEvents(unmarked, { maxDepth })
      : streamEvents(unmarked, stream, { maxDepth }),
  );
  const documents: number[] = [];
  const tagHandles = new Map<string, string>();
  events.forEach((event, index) => {
    if (event.type !== EVENT_ID.DOCUMENT) return;
    documents.push(index);
    for (const directive of event.directives) {
      if (directive.kind === 'tag') tagHandles.set(directive.handle, directive.prefix);
    }
  });
  const separators = separatorsIn(text);
  return { text, events, documents, tagHandles, separators, isStream: stream !== undefined };
}

/**
 * Runs the parser and passes over a complaint that go-yaml, with which kubectl and the collector read, does not make: YAML 1.2 wants
 * lines in brackets and in quotes deeper than the key before them, go-yaml takes them at any column. The parser has no option for
 * that, but goes on with the line when its complaint comes back. A plain text that is folded in brackets is still held to the rule.
 */
function parseAtAnyColumn(parse: () => Event[]): Event[] {
  const { throwAt } = YAMLException;
  YAMLException.throwAt = ((...complaint: Parameters<typeof throwAt>) => {
    if (complaint[2] !== 'deficient indentation') throwAt(...complaint);
  }) as typeof throwAt;
  try {
    return parse();
  } finally {
    YAMLException.throwAt = throwAt;
  }
}

// a line that starts so can be nothing else, not even inside of a block scalar or of quotes
function separatorsIn(text: string): Separator[] {
  const separators: Separator[] = [];
  const line = /---(?=\s|$)([ \t]*(?:#.*)?(?:\r?\n|$))?/y;
  let start = 0;
  do {
    line.lastIndex = start;
    const match = line.exec(text);
    if (match !== null) {
      separators.push({ start, end: line.lastIndex, isBare: match[1] !== undefined });
    }
    start = text.indexOf('\n---', start) + 1;
  } while (start > 0);
  return separators;
}

/** Value of a scalar event as Kubernetes reads it. */
export function scalarValue(source: Source, event: ScalarEvent): Scalar {
  const text = getScalarValue(source.text, event);
  if (event.tagStart >= 0) return resolveTagged(tagOf(source, event), text);
  return event.style === SCALAR_STYLE.PLAIN ? resolvePlain(text) : text;
}

/** Name of the JSON field that a scalar event makes as a key. */
export function keyText(source: Source, event: ScalarEvent): string {
  const text = getScalarValue(source.text, event);
  if (event.tagStart >= 0) {
    const value = resolveTagged(tagOf(source, event), text);
    return typeof value === 'string' ? value : keyName(text);
  }
  return event.style === SCALAR_STYLE.PLAIN ? keyName(text) : text;
}

/** Whether a key event is the merge key `<<`, which only counts unquoted or tagged so. */
export function isMergeKey(source: Source, event: Event): boolean {
  if (event.type !== EVENT_ID.SCALAR || event.valueEnd - event.valueStart !== 2) return false;
  if (!source.text.startsWith('<<', event.valueStart)) return false;
  return event.tagStart < 0
    ? event.style === SCALAR_STYLE.PLAIN
    : tagOf(source, event) === 'tag:yaml.org,2002:merge';
}

/** Name of the anchor that an event sets, or that an alias uses. */
export function anchorOf(source: Source, event: Event): string | undefined {
  if (!('anchorStart' in event) || event.anchorStart < 0) return undefined;
  return source.text.slice(event.anchorStart, event.anchorEnd);
}

/** Offset in the text at which the node of an event starts; that of the node before where it is empty. */
export function offsetOf(source: Source, index: number): number {
  for (let at = index; at >= 0; at--) {
    const event = source.events[at];
    const offset = event === undefined ? -1 : ownOffset(source.text, event);
    if (offset >= 0) return offset;
  }
  return 0;
}

function ownOffset(text: string, event: Event): number {
  switch (event.type) {
    case EVENT_ID.ALIAS:
      return event.anchorStart - 1;
    case EVENT_ID.SCALAR:
      return firstOf(event.tagStart, event.anchorStart - 1, scalarOffset(text, event));
    case EVENT_ID.SEQUENCE:
    case EVENT_ID.MAPPING:
      return firstOf(event.tagStart, event.anchorStart - 1, event.start);
    default:
      return -1;
  }
}

function firstOf(...offsets: number[]): number {
  const known = offsets.filter((offset) => offset >= 0);
  return known.length === 0 ? -1 : Math.min(...known);
}

function scalarOffset(text: string, event: ScalarEvent): number {
  switch (event.style) {
    case SCALAR_STYLE.PLAIN:
      return event.valueStart;
    case SCALAR_STYLE.SINGLE_QUOTED:
    case SCALAR_STYLE.DOUBLE_QUOTED:
      return event.valueStart - 1;
    default:
      return blockHeaderOffset(text, event.valueStart);
  }
}

// the events of a block scalar start at its first line of text; its `|` stands on the line above
function blockHeaderOffset(text: string, valueStart: number): number {
  const lineStart = text.lastIndexOf('\n', valueStart - 2) + 1;
  const header = /[|>][-+0-9]*[ \t]*(?:#.*)?\r?\n?$/.exec(text.slice(lineStart, valueStart));
  return header === null ? valueStart : lineStart + header.index;
}

function tagOf(source: Source, event: ScalarEvent): string {
  const raw = source.text.slice(event.tagStart, event.tagEnd);
  if (raw.startsWith('!<')) return raw.slice(2, -1);
  const handle = /^!(?:[0-9A-Za-z-]*!)?/.exec(raw)?.[0] ?? '!';
  const prefix = source.tagHandles.get(handle) ?? (handle === '!!' ? 'tag:yaml.org,2002:' : handle);
  return `${prefix}${raw.slice(handle.length)}`;
}
