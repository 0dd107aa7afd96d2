import { packageOf, parseEntry, placesIn } from '../../src/upstream/collector/catalogue/data.ts';
import type { Catalogue } from './join.ts';

/** Where the catalogue stands. */
export const catalogueFile = 'imports/catalogue/components.json';

/** The catalogue of a text that `catalogueText` has written. */
export function parseCatalogue(text: string): Catalogue {
  const entries = [...placesIn(text)].map(([key, place]) => [
    key,
    parseEntry(key, text.slice(...place)),
  ]);
  return Object.fromEntries(entries);
}

/**
 * Text of the catalogue. An entry begins a line, so that it is found and read without the others; all that it says has lines of its own
 * behind that, as has each setting and each default, so that a change is a readable diff. Types of the package that an entry is of are written without it.
 */
export function catalogueText(catalogue: Catalogue): string {
  const entries = Object.entries(catalogue).map(([key, entry]) => {
    const own = packageOf(key);
    const text = entryText(entry);
    return `${JSON.stringify(key)}:${own === undefined ? text : text.replaceAll(`:"${own}.`, ':".')}`;
  });
  return object(entries);
}

const long = ['keys', 'defaults'];

function entryText(entry: Catalogue[string]): string {
  const fields = Object.entries(entry).map(([name, value]) => {
    const text = long.includes(name)
      ? `{${members(value).map((member) => `\n ${member}`)}}`
      : JSON.stringify(value);
    return `\n ${JSON.stringify(name)}:${text}`;
  });
  return `{${fields}}`;
}

/** A JSON object with a member a line. */
export function lines(entries: Readonly<Record<string, unknown>>): string {
  return object(members(entries));
}

function members(entries: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(entries).map(
    ([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`,
  );
}

function object(members: readonly string[]): string {
  return `{\n${members.join(',\n')}\n}\n`;
}
