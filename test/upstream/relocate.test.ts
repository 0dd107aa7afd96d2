import { readFileSync } from 'node:fs';
import { loadAll, YAML11_SCHEMA } from 'js-yaml';
import { expect, test } from 'vitest';
import { detectNamespace, relocate } from '../../src/relocate.ts';
import { isRecord } from '../../src/upstream/values/unknown.ts';
import { parseYaml } from '../../src/yaml.ts';
import { tracing } from '../cli/tracing.ts';
import { upstreamFiles, upstreamPath } from './manifests.ts';

const ending = '.ns-tracing.yaml';
const releases = upstreamFiles()
  .filter((file) => file.endsWith(ending))
  .map((file) => file.slice(0, -ending.length));

// read by a reader that is not ours, so that it cannot be wrong in the same way
function objectsIn(text: string): unknown[] {
  return loadAll(text, { schema: YAML11_SCHEMA });
}

function withoutNamespace(objects: readonly unknown[]): unknown[] {
  return objects.filter((object) => !isRecord(object) || object.kind !== 'Namespace');
}

function original(release: string): string {
  return readFileSync(upstreamPath(`${release}.yaml`), 'utf8');
}

function truth(release: string): string {
  return readFileSync(upstreamPath(`${release}${ending}`), 'utf8');
}

test('there are releases of both operators to compare with', () => {
  const operators = new Set(releases.map((release) => release.replace(/-v[0-9.]+$/, '')));
  expect([...operators]).toEqual(['jaeger-operator', 'opentelemetry-operator']);
});

test.each(releases)('%s moves to where its own kustomization puts it', (release) => {
  const objects = parseYaml(original(release), release).map(({ value }) => value);
  const result = relocate(objects, { from: detectNamespace(objects), to: 'tracing' });
  const expected = parseYaml(truth(release), release).map(({ value }) => value);
  expect(result.objects).toStrictEqual(withoutNamespace(expected));
  expect(result.leftovers).toStrictEqual([]);
});

test.each(releases)('the command line moves %s there and back', async (release) => {
  const text = original(release);
  const args = ['relocate', '-', '--strict', '--namespace', 'rename', '--to'];
  const there = await tracing([...args, 'tracing'], text);
  expect(there.code).toBe(0);
  expect(withoutNamespace(objectsIn(there.stdout))).toStrictEqual(
    withoutNamespace(objectsIn(truth(release))),
  );
  const lines = text.split('\n');
  const changed = there.stdout.split('\n').filter((line, index) => line !== lines[index]);
  expect(changed.filter((line) => !line.includes('tracing'))).toStrictEqual([]);

  const from = detectNamespace(parseYaml(text, release).map(({ value }) => value));
  const back = await tracing([...args, from], there.stdout);
  expect(back.stdout === text).toBe(true);
});
