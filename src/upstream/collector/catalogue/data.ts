import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { ComponentEntry, TypeEntry } from './entries.ts';

/** The catalogue, read when the first component is looked up; of its lines only those that are asked for are parsed. */
interface Lines {
  readonly text: string;
  readonly places: ReadonlyMap<string, readonly [from: number, to: number]>;
}

let lines: Lines | undefined;
const parsed = new Map<string, unknown>();

/** Settings of a component by kind and current id, `processors/k8s_attributes`; undefined when none were read. */
export function componentEntry(key: string): ComponentEntry | undefined {
  return entry(key) as ComponentEntry | undefined;
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
  lines ??= readLines();
  const place = lines.places.get(key);
  const found = place && JSON.parse(lines.text.slice(...place));
  parsed.set(key, found);
  return found;
}

/** Finds the lines of a JSON object that has an entry on each. */
function readLines(): Lines {
  // by package name, as the CRDs are: found from src/, from a bundle and from an installed package alike
  const file = createRequire(import.meta.url).resolve(
    'cdk8s-tracing/imports/catalogue/components.json',
  );
  const text = readFileSync(file, 'latin1');
  const places = new Map<string, readonly [number, number]>();
  for (let start = text.indexOf('\n') + 1; text[start] === '"'; ) {
    const keyEnd = text.indexOf('":', start);
    const end = text.indexOf('\n', start);
    const comma = text[end - 1] === ',' ? 1 : 0;
    places.set(text.slice(start + 1, keyEnd), [keyEnd + 2, end - comma]);
    start = end + 1;
  }
  return { text, places };
}
