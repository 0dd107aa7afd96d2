import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

/** Storeys from the ground up; a file outside of these folders is a storey of its own name. */
const storeys = [
  'imports',
  'yaml',
  'annotations',
  'upstream',
  'sizing',
  'relocate',
  'constructs',
  'model',
  'lint',
  'graph',
  'difference',
  'plan',
  'verify',
  'apply',
  'migrate',
];
/** Storeys that do not know each other, though one stands above the other in the list. */
const apart = [
  ['constructs', 'model'],
  ['relocate', 'model'],
  ['constructs', 'lint'],
  ['relocate', 'lint'],
];
const mostLines = 250;
const mostFiles = 16;

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .sort();
const sources = new Map(files.map((file) => [file, readFileSync(join('src', file), 'utf8')]));
const imports = files.flatMap((from) =>
  [...(sources.get(from) ?? '').matchAll(/(?:from|import\() ?'(\.[^']+)'/g)].flatMap(
    ([, path = '']) => {
      const to = join(dirname(from), path).replace(/^\.\.\//, '');
      return sources.has(to) || to.startsWith('imports/') ? [{ from, to }] : [];
    },
  ),
);

const storeyOf = (file: string) => file.replace(/\.ts$/, '').split('/')[0] ?? '';
const roomOf = (file: string) => file.split('/').slice(0, 2).join('/').replace(/\.ts$/, '');

test('imports point down', () => {
  const floor = (file: string) => {
    const index = storeys.indexOf(storeyOf(file));
    return index < 0 ? storeys.length : index;
  };
  const up = imports.filter(
    ({ from, to }) =>
      floor(from) < floor(to) ||
      apart.some(([low, high]) => storeyOf(from) === high && storeyOf(to) === low),
  );
  expect(up).toEqual([]);
});

test('no two rooms of a storey import each other, also by way of a third', () => {
  const rooms = new Map<string, Set<string>>();
  for (const { from, to } of imports) {
    const [room, other] = [roomOf(from), roomOf(to)];
    if (room === other || storeyOf(from) !== storeyOf(to)) continue;
    rooms.set(room, (rooms.get(room) ?? new Set()).add(other));
  }
  const circles = [...rooms.keys()].filter((room) => reached(room, rooms).has(room));
  expect(circles).toEqual([]);
});

test.each(files)('%s is short', (file) => {
  expect((sources.get(file) ?? '').split('\n').length - 1).toBeLessThanOrEqual(mostLines);
});

test('a folder holds a handful of files, and no name of a file repeats that of its folder', () => {
  const folders = new Map<string, number>();
  for (const file of files) folders.set(dirname(file), (folders.get(dirname(file)) ?? 0) + 1);
  expect([...folders].filter(([, count]) => count > mostFiles)).toEqual([]);
  const repeated = files.filter((file) => {
    const [name = '', folder = ''] = file.replace(/\.ts$/, '').split('/').reverse();
    // the storeys themselves have no rooms' names
    return file.split('/').length > 2 && (name === folder || name.startsWith(`${folder}-`));
  });
  expect(repeated).toEqual([]);
});

test('no source has a template of YAML: examples are files, manifests are objects', () => {
  const templates = files.filter((file) => /^(?:apiVersion|kind): /m.test(sources.get(file) ?? ''));
  expect(templates).toEqual([]);
});

test('releases are known upstream alone', () => {
  const typed = files
    .filter((file) => /^(?:model|lint)\//.test(file))
    .filter((file) => /['"`]v?\d+\.\d+(\.\d+)?['"`]/.test(code(sources.get(file) ?? '')));
  expect(typed).toEqual([]);
});

/** A text without comments, and without the sources of rules, which name releases. */
function code(text: string): string {
  return text
    .replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
    .replaceAll(/^ {2,4}source:\s*(?:'[^']*'|"[^"]*"|`[^`]*`)/gm, '');
}

function reached(room: string, rooms: ReadonlyMap<string, ReadonlySet<string>>): Set<string> {
  const found = new Set(rooms.get(room));
  for (const next of found) for (const other of rooms.get(next) ?? []) found.add(other);
  return found;
}
