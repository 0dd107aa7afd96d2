import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseYaml, printYaml } from '../../src/yaml.ts';
import { tracing } from '../cli/tracing.ts';
import { samples } from '../samples.ts';
import { rounds } from '../seed.ts';
import { stacks, synth } from '../stacks.ts';
import { damage, damaged, slip } from './garbage.ts';
import { check, outcome } from './outcome.ts';

const runs = { numRuns: rounds(60) };
const timeout = 20_000 + 1000 * runs.numRuns;

/** Manifests by name, each text a cluster; every kind that the linter reads is there. */
const manifests = new Map(samples.map(({ file, text }) => [file, text]));
for (const stack of Object.keys(stacks)) {
  for (const [file, text] of await synth(stack)) {
    if (!/crds|operators/.test(file)) manifests.set(`${stack}/${file}`, text);
  }
}
const anyManifest = fc.constantFrom(...manifests.keys());

test('wrong types, keys and values anywhere give findings, never a crash', { timeout }, () => {
  const damages = fc.array(fc.tuple(fc.nat(), damage), { minLength: 1, maxLength: 3 });
  const property = fc.property(anyManifest, damages, (file, list) => {
    let objects = parseYaml(textOf(file), file).map(({ value }) => value);
    for (const [number, what] of list) {
      const index = number % objects.length;
      objects = objects.with(index, damaged(objects[index], what));
    }
    check(printYaml(objects));
  });
  fc.assert(property, runs);
});

test('a text that ends anywhere is read up to there, or refused with its line', { timeout }, () => {
  const property = fc.property(anyManifest, fc.nat(), (file, end) => {
    const text = textOf(file);
    check(text.slice(0, end % text.length));
  });
  fc.assert(property, runs);
});

test('a text with characters lost or added anywhere never crashes', { timeout }, () => {
  const slips = fc.array(slip, { minLength: 1, maxLength: 5 });
  const property = fc.property(anyManifest, slips, (file, list) => {
    let text = textOf(file);
    for (const { at, lost, added } of list) {
      const start = at % (text.length + 1);
      text = text.slice(0, start) + added + text.slice(start + lost);
    }
    check(text);
  });
  fc.assert(property, runs);
});

test('bytes that are no text at all never crash', { timeout }, () => {
  const property = fc.property(fc.uint8Array({ minLength: 1, maxLength: 300 }), (bytes) => {
    check(Buffer.from(bytes).toString('utf8'));
  });
  fc.assert(property, runs);
});

test('Windows line ends and byte order marks change no finding', { timeout }, () => {
  for (const text of manifests.values()) {
    const windows = text.replaceAll('\n', '\r\n').replaceAll('\n---\r\n', '\n---\r\n\ufeff');
    expect(told(`\ufeff${windows}`)).toEqual(told(text));
  }
});

test('the command line refuses what cannot be read, with file and line, and no stack trace', async () => {
  const broken = ['kind: &a [*a]', 'a: \0', '['.repeat(10_000), 'a:\n\tb: 1', '\ufffd: ['];
  const folder = mkdtempSync(join(tmpdir(), 'fuzz-'));
  for (const [index, text] of broken.entries()) writeFileSync(join(folder, `${index}.yaml`), text);
  const outcomes = [
    await tracing(['lint', folder]),
    await tracing(['lint', '-'], broken[0]),
    await tracing(['lint', '-', '--format', 'json'], broken[3]),
  ];
  rmSync(folder, { recursive: true });
  for (const { code, stderr } of outcomes) {
    expect(code).toBe(2);
    expect(stderr).not.toMatch(/^\s+at |\w+Error\b/m);
  }
  expect(outcomes.slice(0, 2).map(({ stdout }) => stdout)).toEqual(['', '']);
  expect(JSON.parse(outcomes[2]?.stdout ?? '')).toMatchObject([{ line: 2, column: 1 }]);
  const [all, ...single] = outcomes.map(({ stderr }) => stderr);
  expect(all?.trimEnd().split('\n')).toEqual(
    broken.map((_, index) => expect.stringMatching(`/${index}\\.yaml:\\d+:\\d+: .`)),
  );
  expect(single).toEqual([
    'tracing: <stdin>:1:11: anchor a contains itself\n',
    'tracing: <stdin>:2:1: tab characters must not be used in indentation\n',
  ]);
});

function textOf(file: string): string {
  return manifests.get(file) ?? '';
}

function told(text: string): readonly string[] | string {
  const result = outcome(text);
  if (typeof result === 'string') return result;
  return result.findings.map(({ rule, message, line }) => `${line} ${rule.id} ${message}`);
}
