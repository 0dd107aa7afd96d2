import { expect, test } from 'vitest';
import { examplesOf, ruleFolders } from '../../scripts/rule-examples.ts';
import { lint } from '../../src/lint/lint.ts';
import { rules } from '../../src/lint/rules.ts';
import { parseYaml } from '../../src/yaml.ts';
import { modelOf } from '../model/model-of.ts';
import { check, places } from './check.ts';

const examples = rules.flatMap((rule) =>
  examplesOf(rule).map((example) => ({ ...example, rule, id: rule.id })),
);

/** Kinds and products: the capital words that a message may start with. */
const names = new Set([
  ...examples.flatMap(({ wrong, right }) => kindsIn(wrong, right)),
  ...['Elasticsearch', 'Grafana', 'Kafka', 'Kubernetes', 'Strimzi', 'Tekton', 'Thanos'],
]);

test('ids are unique and sorted', () => {
  const ids = rules.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)].sort());
});

test('the folder of each rule has its id, and each is in the list', () => {
  expect([...ruleFolders.keys()]).toEqual(rules.map(({ id }) => id));
});

test.each(examples)(
  '$id finds fault with its wrong example $name, at a place in it',
  ({ wrong, rule }) => {
    const found = places(wrong, rule);
    expect(found).not.toEqual([]);
    for (const place of found) expect(place).toMatch(/^\d+:\d+$/);
  },
);

test.each(examples)('no rule finds fault with the right example $name of $id', ({ right }) => {
  expect(check(right)).toEqual([]);
});

test.each(rules)(
  '$id says why, and when it is right to ignore it',
  ({ id, rationale, ignoreWhen, source }) => {
    expect(id).toMatch(/^[a-z]+\/[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(rationale).toMatch(
      /^(?:[a-z]|(?:Badger|Elasticsearch|Grafana|Jaeger|Tekton|Thanos)\b).*[^.\s]$/,
    );
    // it may begin with a name
    expect(ignoreWhen).toMatch(/^\S.{10,}[^.\s]$/);
    expect(source).toMatch(/^\S.*\S$/);
  },
);

test.each(examples)(
  'the examples $name of $id are short manifests that differ',
  ({ wrong, right }) => {
    for (const example of [wrong, right]) {
      expect(example).toMatch(/^[^\s-].*\S\n$/s);
      expect(example).not.toMatch(/[ \t]\n/);
      expect(parseYaml(example, 'example.yaml')).not.toEqual([]);
    }
    expect(wrong).not.toBe(right);
  },
);

test.each(examples)('$id speaks like the others of its example $name', ({ wrong, rule }) => {
  for (const { message, fix = 'none', severity } of lint(modelOf(wrong), [rule])) {
    const start = /^[\w-]*/.exec(message)?.[0] ?? '';
    // names of environment variables are capital, too
    if (/^[A-Z]/.test(start) && !/^[A-Z0-9_]+$/.test(start)) expect(names).toContain(start);
    for (const words of [message, fix]) expect(words).toMatch(/^\S(.*[^.\s])?$/);
    expect(['error', 'warning', 'info']).toContain(severity);
  }
});

function kindsIn(...manifests: readonly string[]): string[] {
  return manifests.flatMap((text) =>
    [...text.matchAll(/^kind: (\w+)$/gm)].map(([, kind = '']) => kind),
  );
}
