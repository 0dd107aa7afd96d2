import { ApiObject, type App, Chart, Testing } from 'cdk8s';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TracingNamespace } from '../../src/constructs/kubernetes/namespace.ts';
import { type GuardLevel, guard } from '../../src/guard.ts';
import { parseYaml } from '../../src/yaml.ts';

/** An app with a ConfigMap that has the data. */
function configMap(
  data: Readonly<Record<string, string>>,
  level?: GuardLevel,
): { app: App; chart: Chart } {
  const app = Testing.app();
  const chart = new Chart(app, 'shop');
  guard(app, level);
  const metadata = { name: 'settings', namespace: 'shop' };
  new ApiObject(chart, 'Settings', { apiVersion: 'v1', kind: 'ConfigMap', metadata, data });
  return { app, chart };
}

test.each([
  ['0o7', 'reads it as 7'],
  ['-0o17', 'reads it as -15'],
  ['1e_3', 'reads it as 1000'],
])(
  '%s, which would become another value, is refused with construct, path and value',
  (text, got) => {
    expect(() => configMap({ text }).app.synth()).toThrow(
      `[shop/Settings] data.text: must have a text that is read as it is written, got '${text}', which cdk8s writes so that kubectl ${got}`,
    );
  },
);

test.each(['warn', 'off'] as const)('it is refused at level %s as well', (level) => {
  expect(() => configMap({ text: '0o7' }, level).app.synth()).toThrow(
    "[shop/Settings] data.text: must have a text that is read as it is written, got '0o7'",
  );
});

test('a text that holds a line break which YAML does not keep is refused', () => {
  expect(() => configMap({ text: 'a\u0085b' }).app.synth()).toThrow(
    /\[shop\/Settings\] data\.text: must have a text .* got 'a\\u0085b'/,
  );
});

test('a key that would become another one is refused', () => {
  expect(() => configMap({ '0o7': 'a' }).app.synth()).toThrow(
    "[shop/Settings] data: must have a key that is read as it is written, got '0o7'",
  );
});

test('a namespace that is called like a number is refused', () => {
  const app = Testing.app();
  new TracingNamespace(new Chart(app, 'chart'), 'Namespace', { name: '0o7' });
  expect(() => app.synth()).toThrow('[chart/Namespace/Resource] metadata.name: must have a text');
});

test.each([
  '007',
  '1e3',
  'on',
  '~',
  '2026-11-29',
  '12:30:00',
  'a: b',
  '- a',
  '#',
  'é',
  '😀',
  'a\nb\n',
  ' a',
  '',
])('%j is written in quotes, and passes', (text) => {
  expect(() => configMap({ text }).app.synth()).not.toThrow();
});

test('what passes is read back as it is', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom(...'0123456789abcdefox_+-.eEyYnN~<=:# \n\u0085\u2028') }),
  );
  fc.assert(
    fc.property(fc.dictionary(texts, texts, { noNullPrototype: true }), (data) => {
      const { app, chart } = configMap(data);
      try {
        app.synth();
      } catch (error) {
        expect(`${error}`).toContain('[shop/Settings] data');
        return;
      }
      const [written] = parseYaml(app.synthYaml(), 'written');
      expect(written?.value).toEqual(Testing.synth(chart)[0]);
    }),
    { numRuns: 300 },
  );
});
