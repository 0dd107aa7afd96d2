import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRecord } from '../../../src/upstream/values/unknown.ts';
import { parseYaml } from '../../../src/yaml.ts';
import { samplesFolder } from '../../samples.ts';

export type Path = readonly (string | number)[];

/** What becomes of a field. */
export type Change = { readonly value: unknown } | { readonly key: string };

/** A field of a manifest, and the manifest. */
export interface Field {
  /** Kind and path without the numbers of items, which tell fields of one meaning from others. */
  readonly shape: string;
  /** Objects of the file. */
  readonly objects: readonly unknown[];
  /** Which of them has the field. */
  readonly index: number;
  readonly path: Path;
}

/**
 * Every field of a folder's manifests, each kind of field once; a path goes on into YAML that stands in a text, behind a number that is
 * no key, -1.
 */
export function fieldsIn(...folders: readonly string[]): Field[] {
  const fields = new Map<string, Field>();
  for (const folder of folders) {
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
      if (!file.endsWith('.yaml')) continue;
      for (const field of fieldsOf(objectsOf(readFileSync(join(folder, file), 'utf8')))) {
        if (!fields.has(field.shape)) fields.set(field.shape, field);
      }
    }
  }
  return [...fields.values()];
}

/** Folders of the manifests that have every field which the linter reads: samples of upstream and the examples of all rules. */
export const ownFolders: readonly string[] = [samplesFolder, 'src/lint'];

/** In a path, what leads into YAML that stands in a text. */
export const embedded = -1;

/** Objects of a text; none where it cannot be read. */
export function objectsOf(text: string): readonly unknown[] {
  try {
    return parseYaml(text, '').map(({ value }) => value);
  } catch {
    // an example of what cannot be read
    return [];
  }
}

function* fieldsOf(objects: readonly unknown[]): Iterable<Field> {
  for (const [index, object] of objects.entries()) {
    const kind = isRecord(object) ? `${object.apiVersion} ${object.kind}` : '';
    for (const path of pathsOf(object)) {
      yield { shape: `${kind} ${path.map(step).join('.')}`, objects, index, path };
    }
  }
}

function step(key: string | number): string {
  if (key === embedded) return '|';
  return typeof key === 'number' ? '[]' : key.replace(/\d+/g, '0');
}

function* pathsOf(value: unknown): Iterable<Path> {
  yield [];
  if (typeof value === 'string' && value.includes('\n')) {
    const inner = objectsOf(value)[0];
    if (isRecord(inner)) for (const path of pathsOf(inner)) yield [embedded, ...path];
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, part] of Object.entries(value)) {
    for (const path of pathsOf(part)) yield [Array.isArray(value) ? Number(key) : key, ...path];
  }
}
