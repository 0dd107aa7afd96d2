import { type Event, parseEvents, YAMLException } from 'js-yaml';

/** A part of a text. */
interface Extent {
  readonly start: number;
  readonly end: number;
}

const offsets = [
  'start',
  'valueStart',
  'valueEnd',
  'anchorStart',
  'anchorEnd',
  'tagStart',
  'tagEnd',
];

/**
 * The objects of a text that is several of them in JSON, one behind the other with nothing but white space between, as `jq -c` prints and
 * kubectl reads them; undefined for any other text.
 *
 * @source k8s.io/apimachinery pkg/util/yaml/decoder.go, `GuessJSONStream`: a text that begins with a brace is JSON
 */
export function jsonStreamIn(text: string): readonly Extent[] | undefined {
  const extents: Extent[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? '';
    if (depth === 0 && !/[{\s\ufeff]/.test(character)) return undefined;
    if (character === '{' && depth++ === 0) start = at;
    else if (character === '}' && --depth === 0) extents.push({ start, end: at + 1 });
    else if (character === '"') at = endOfText(text, at);
  }
  const [first, second] = extents;
  // braces in single quotes count above, too: nothing but JSON is sure to end where its braces are closed
  return depth === 0 && first && second && isJson(text.slice(first.start, first.end))
    ? extents
    : undefined;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

/** Where the quotes close that open at an offset. */
function endOfText(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}

/**
 * The parser's events over the objects of a text, with offsets in the whole of it.
 *
 * @throws YAMLException for what is no YAML
 */
export function streamEvents(
  text: string,
  extents: readonly Extent[],
  options: Parameters<typeof parseEvents>[1],
): Event[] {
  return extents.flatMap(({ start, end }) => {
    try {
      const events = parseEvents(text.slice(start, end), options);
      return events.map((event) => moved(event, start));
    } catch (error) {
      if (!(error instanceof YAMLException) || error.mark === undefined) throw error;
      return YAMLException.throwAt(text, start + error.mark.position, error.reason);
    }
  });
}

function moved(event: Event, by: number): Event {
  const entries = Object.entries(event).map(([name, value]) =>
    offsets.includes(name) && value >= 0 ? [name, value + by] : [name, value],
  );
  return Object.fromEntries(entries);
}
