import {
  chmodSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readInputs } from '../../src/cli/inputs.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'cdk8s-tracing-inputs-'));

beforeAll(() => {
  const files = ['b.yaml', 'a.yaml', 'c.json', 'a/z.yml', 'README.md', '.git/x.yaml'];
  for (const file of [...files, 'node_modules/x/values.yaml', 'empty/notes.txt']) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), `# ${file}`);
  }
});

afterAll(() => rmSync(folder, { recursive: true }));

async function read(...paths: string[]): Promise<string[]> {
  const inputs = await readInputs(paths.map((name) => path.join(folder, name)));
  expect(inputs.unreadable).toEqual([]);
  return inputs.texts.map(({ file, text }) => {
    const name = path.relative(folder, file);
    expect(text).toBe(`# ${name}`);
    return name;
  });
}

test('a folder is read entry by entry in order of names, as kubectl walks it', async () => {
  expect(await read('.')).toEqual(['a/z.yml', 'a.yaml', 'b.yaml', 'c.json']);
});

test('a glob is read in the same order', async () => {
  expect(await read('**/*.y{a,}ml')).toEqual(['a/z.yml', 'a.yaml', 'b.yaml']);
});

test('arguments keep their order, and what is named twice is read once', async () => {
  expect(await read('b.yaml', '.')).toEqual(['b.yaml', 'a/z.yml', 'a.yaml', 'c.json']);
});

test('a file that two paths lead to is read once', async () => {
  const inside = mkdtempSync(path.join(folder, 'links-'));
  writeFileSync(path.join(inside, 'a.yaml'), '');
  symlinkSync('a.yaml', path.join(inside, 'b.yaml'));
  linkSync(path.join(inside, 'a.yaml'), path.join(inside, 'c.yaml'));
  const { texts } = await readInputs([inside, path.join(inside, 'c.yaml')]);
  rmSync(inside, { recursive: true });
  expect(texts.map(({ file }) => path.basename(file))).toEqual(['a.yaml']);
});

test.each<[string, number[], string]>([
  ['UTF-16', [0xff, 0xfe, 0x61, 0x00], 'it is UTF-16, and must be saved as UTF-8'],
  [
    'UTF-16 of the other order',
    [0xfe, 0xff, 0x00, 0x61],
    'it is UTF-16, and must be saved as UTF-8',
  ],
  ['UTF-16 without a mark', [0x61, 0x00, 0x62, 0x00], 'it is UTF-16, and must be saved as UTF-8'],
  ['the same of the other order', [0x00, 0x61, 0x00], 'it is UTF-16, and must be saved as UTF-8'],
  [
    'UTF-32',
    [0xff, 0xfe, 0x00, 0x00, 0x61, 0x00, 0x00, 0x00],
    'it is UTF-32, and must be saved as UTF-8',
  ],
  ['Latin-1', [0x61, 0x0a, 0x62, 0xe4, 0x0a], 'line 2 is not UTF-8'],
  ['half a character', [0x61, 0xe2, 0x82], 'line 1 is not UTF-8'],
])('a file in %s is told, and not guessed at', async (_, bytes, reason) => {
  const file = path.join(folder, 'encoded.txt');
  writeFileSync(file, Buffer.from(bytes));
  const { unreadable } = await readInputs([file]);
  rmSync(file);
  expect(unreadable).toEqual([{ file, message: `cannot be read: ${reason}` }]);
});

test('a link that leads nowhere is refused as such', async () => {
  const link = path.join(folder, 'dangling');
  symlinkSync('nowhere', link);
  await expect(readInputs([link])).rejects.toThrow(`${link} is a link that leads to no file`);
  rmSync(link);
});

test('a file is read whatever its name ends with', async () => {
  expect(await read('README.md')).toEqual(['README.md']);
});

test.each([
  ['missing.yaml', 'no such file or folder: missing.yaml'],
  ['*.toml', 'no file matches *.toml'],
  ['empty', 'no YAML or JSON file in folder empty'],
])('%s is refused', async (name, message) => {
  const file = path.join(folder, name);
  await expect(readInputs([file])).rejects.toThrow(message.replace(name, file));
});

/** What cannot be read of a folder that the test fills, and what can. */
async function readAll(fill: (inside: string) => void): Promise<[string[], string[]]> {
  const inside = mkdtempSync(path.join(folder, 'unreadable-'));
  writeFileSync(path.join(inside, 'b.yaml'), '');
  fill(inside);
  const { texts, unreadable } = await readInputs([inside]);
  rmSync(inside, { recursive: true });
  const nameOf = (file: string) => path.relative(inside, file);
  return [
    texts.map(({ file }) => nameOf(file)),
    unreadable.map(({ file, message }) => `${nameOf(file)}: ${message}`),
  ];
}

test('what cannot be read is told, and the rest is read', async () => {
  expect(
    await readAll((inside) => {
      symlinkSync('nowhere', path.join(inside, 'a.yaml'));
      symlinkSync('c.json', path.join(inside, 'c.json'));
    }),
  ).toEqual([
    ['b.yaml'],
    [
      'a.yaml: cannot be read: there is no such file',
      'c.json: cannot be read: it is a link that leads to itself',
    ],
  ]);
});

// root may read everything
test.skipIf(process.getuid?.() === 0)('files and folders of others are told', async () => {
  expect(
    await readAll((inside) => {
      mkdirSync(path.join(inside, 'a'), 0o000);
      writeFileSync(path.join(inside, 'c.yaml'), '');
      chmodSync(path.join(inside, 'c.yaml'), 0o000);
    }),
  ).toEqual([
    ['b.yaml'],
    ['a: cannot be read: permission denied', 'c.yaml: cannot be read: permission denied'],
  ]);
});
