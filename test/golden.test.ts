import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { stacks, synth } from './stacks.ts';

const golden = fileURLToPath(new URL('golden', import.meta.url));

// the CRDs are files of their own in imports/crds, with tests of their own
const reviewed = (files: ReadonlyMap<string, string>) =>
  [...files].filter(([file]) => file !== '1-crds.k8s.yaml');

test.each(Object.keys(stacks))('the %s stack is as reviewed', async (stack) => {
  for (const [file, text] of reviewed(await synth(stack))) {
    await expect(text).toMatchFileSnapshot(`${golden}/${stack}/${file}`);
  }
});

test.each(readdirSync(golden))('no golden of the %s stack is stale', async (stack) => {
  const written = reviewed(await synth(stack)).map(([file]) => file);
  expect(readdirSync(`${golden}/${stack}`).filter((file) => !written.includes(file))).toEqual([]);
});
