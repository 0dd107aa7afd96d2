import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { ComponentEntry, TypeEntry } from './entries.ts';

/** The catalogue, read when the first component is looked up; of its entries only those that are asked for are parsed. */
interface Entries {
  readonly text: string;
  readonly places: ReadonlyMap<string, Place>;
  /** Keys of components, by kind. */
  readonly components: ReadonlyMap<string, readonly string[]>;
}

type Place = readonly [from: number, to: number];

let entries: Entries | undefined;
const parsed = new Map<string, unknown>();

/** A component by kind and current id, `processors/k8s_attributes`; undefined when nothing is known of it. */
export function componentEntry(key: string): ComponentEntry | undefined {
  return entry(key) as ComponentEntry | undefined;
}

/** Ids of all components of a kind. */
export function idsOf(kind: string): readonly string[] {
  entries ??= readEntries();
  return entries.components.get(kind) ?? [];
}

/** Ids of components of a kind in whose entries a word stands, such as the id that one had. */
export function idsMentioning(kind: string, word: string): string[] {
  entries ??= readEntries();
  const { text, places } = entries;
  const quoted = JSON.stringify(word);
  return idsOf(kind).filter((id) => {
    const place = places.get(`${kind}/${id}`);
    return place !== undefined && text.slice(...place).includes(quoted);
  });
}

/**
 * A Go type by its name.
 *
 * @throws if there is none, which only a catalogue that was edited by hand lacks
 */
export function typeEntry(name: string): TypeEntry {
  const found = entry(`types/${name}`) as TypeEntry | undefined;
  if (found === undefined)
    throw new Error(`imports/catalogue must have the type ${name}, got none`);
  return found;
}

function entry(key: string): unknown {
  if (parsed.has(key)) return parsed.get(key);
  entries ??= readEntries();
  const place = entries.places.get(key);
  const found = place && parseEntry(key, entries.text.slice(...place));
  parsed.set(key, found);
  return found;
}

/** An entry as it is written; in that of a Go type, the types of its own package are written without it: `.Config`. */
export function parseEntry(key: string, written: string): unknown {
  const own = packageOf(key);
  return JSON.parse(own === undefined ? written : written.replaceAll(':".', `:"${own}.`));
}

/** Package of a Go type by its key; undefined for one of a component. */
export function packageOf(key: string): string | undefined {
  const name = key.startsWith('types/') ? key.slice('types/'.length) : undefined;
  return name?.slice(0, name.lastIndexOf('.'));
}

function readEntries(): Entries {
  // by package name, as the CRDs are: found from src/, from a bundle and from an installed package alike
  const file = createRequire(import.meta.url).resolve(
    'cdk8s-tracing/imports/catalogue/components.json',
  );
  const text = readFileSync(file, 'latin1');
  const places = placesIn(text);
  const components = new Map<string, string[]>();
  for (const key of places.keys()) {
    // types come last
    if (key.startsWith('types/')) break;
    const [kind = '', id = ''] = key.split('/');
    components.set(kind, components.get(kind) ?? []);
    components.get(kind)?.push(id);
  }
  return { text, places, components };
}

/** Where the entry of each key stands in the text of the catalogue: each begins a line, and what is inside of it is indented. */
export function placesIn(text: string): Map<string, Place> {
  const places = new Map<string, Place>();
  for (let start = text.indexOf('\n"') + 1; start > 0; ) {
    const keyEnd = text.indexOf('":', start);
    const next = text.indexOf('\n"', keyEnd);
    const end = next === -1 ? text.lastIndexOf('\n}') : next - 1;
    places.set(text.slice(start + 1, keyEnd), [keyEnd + 2, end]);
    start = next + 1;
  }
  return places;
}
