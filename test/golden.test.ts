import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, inject, test } from 'vitest';
import { runScript, stacks, synth } from './stacks.ts';

const golden = fileURLToPath(new URL('golden', import.meta.url));
/** The stacks, and the settings that users edit, of which nothing but this is asked. */
const names = [...Object.keys(stacks), 'main'];

/** What a script writes for its cluster. The CRDs are files of their own in imports/crds, with tests of their own. */
async function reviewed(name: string): Promise<[path: string, text: string][]> {
  const files = await (name === 'main' ? runScript('../src/main.ts') : synth(name));
  return [...files].filter(([file]) => !/(^|\/)1-crds\.k8s\.yaml$/.test(file));
}

test.each(names)('the %s stack is as reviewed', async (name) => {
  for (const [file, text] of await reviewed(name)) {
    await expect(text).toMatchFileSnapshot(join(golden, name, file));
  }
});

test.each(names)('no golden of the %s stack is stale', async (name) => {
  const written = (await reviewed(name)).map(([file]) => file);
  const folder = join(golden, name);
  const stale = filesIn(folder).filter((file) => !written.includes(file));
  if (inject('updatesGoldens')) for (const file of stale) rmSync(join(folder, file));
  expect(inject('updatesGoldens') ? [] : stale).toEqual([]);
});

test('every golden is of a stack', () => {
  const strays = filesIn(golden).filter((file) => !names.some((name) => isIn(name, file)));
  expect(strays).toEqual([]);
});

const isIn = (folder: string, file: string) => file.startsWith(`${folder}/`);

function filesIn(folder: string): string[] {
  // new goldens are written when all tests have run
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}
