import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { lintManifests, type ManifestText } from '../../src/lint/manifests.ts';
import { samples } from '../samples.ts';
import { stacks, synth } from '../stacks.ts';

/** Stacks that contain mistakes on purpose. */
const faulty = ['article'];
const valid = Object.keys(stacks).filter((stack) => !faulty.includes(stack));

test.each(valid)('nothing is wrong with the %s stack', async (stack) => {
  expect(found(await textsOf(stack))).toEqual([]);
});

test('nothing is wrong with the workloads that the default stack starts from', () => {
  expect(found(textsIn('../../manifests'))).toEqual([]);
});

test.each(samples)('nothing is wrong with what upstream shows in $file', (sample) => {
  expect(found([sample])).toEqual([]);
});

async function textsOf(stack: string): Promise<ManifestText[]> {
  return [...(await synth(stack))].map(([file, text]) => ({ file, text }));
}

function textsIn(folder: string): ManifestText[] {
  const path = fileURLToPath(new URL(folder, import.meta.url));
  return readdirSync(path)
    .sort()
    .map((file) => ({ file, text: readFileSync(`${path}/${file}`, 'utf8') }));
}

/** All findings, info among them. */
function found(texts: readonly ManifestText[]): string[] {
  return lintManifests(texts).findings.map(
    ({ severity, rule, object, path, message }) =>
      `${severity} ${rule.id} ${object.kind}/${object.namespace}/${object.name} ${path}: ${message}`,
  );
}
