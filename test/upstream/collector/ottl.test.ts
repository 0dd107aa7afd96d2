import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ottlTexts } from '../../../src/upstream/collector/ottl/places.ts';
import { ottlProblem } from '../../../src/upstream/collector/ottl/problem.ts';

// by the grammar of opentelemetry-collector-contrib v0.88.0 and v0.158.0 pkg/ottl/grammar.go
test.each([
  'true',
  'not IsMatch(name, "^health")',
  'kind == SPAN_KIND_SERVER and (status.code == STATUS_CODE_ERROR or attributes["a"] == nil)',
  'span.attributes["http.status_code"] >= 500',
  'attributes["items"][0]["sku"] != "x"',
  'attributes[Concat(["a", "b"], ".")] == 1.5',
  '(end_time_unix_nano - start_time_unix_nano) / 1000 > 2 * (1 + 3)',
  'IsString(attributes["a"]) == true and trace_id == TraceID(0x00112233445566778899aabbccddeeff)',
  'Any(attributes["list"], (value) => value == "a" or value == "b")',
  'instrumentation_scope.name != ""',
])('%s is a condition', (text) => {
  expect(ottlProblem(text, 'condition')).toBeUndefined();
});

test.each([
  'set(attributes["a"], -attributes["b"] + 1) where name == "x"',
  'replace_all_patterns(attributes, "value", "(\\\\d+)", "$1", function=SHA256, replacement_format="%s")',
  'keep_keys(resource.attributes, ["service.name", "service.version"])',
  'merge_maps(cache, ParseJSON(body), "upsert") where IsMap(body)',
  'set(status.code, STATUS_CODE_OK)',
  'route()',
  'limit(attributes, 100, [])',
])('%s is a statement', (text) => {
  expect(ottlProblem(text, 'statement')).toBeUndefined();
});

test.each([
  ['attributes["a"] == /healthz', "at '/healthz', a text stands in double quotes"],
  ["name == 'x'", "at ''x'', a text stands in double quotes"],
  ['attributes["a"] = "b"', 'at \'= "b"\', two are compared by =='],
  ['kind == 1 && name == "a"', ', and joins two of them'],
  ['kind == 1 || name == "a"', ', or joins two of them'],
  ['!IsMatch(name, "a")', ', not stands before what is denied'],
  ['IsMatch(name, "a"', 'at its end'],
  ['name', 'at its end'],
  ['name == "a" OR true', "at 'OR true'"],
  ['name in ["a"]', 'at \'in ["a"]\''],
  ['name =~ "a"', 'at \'~ "a"\''],
  ['', 'at its end'],
])('%j is no condition', (text, message) => {
  expect(ottlProblem(text, 'condition')?.message).toContain(message);
});

test.each([
  ['Set(name, "a")', "at 'Set("],
  ['set(name "a")', 'at \'"a")\''],
  ['set(name, "a") when true', "at 'when true'"],
  ['set(name, lower("a"))', 'cannot be read'],
])('%j is no statement', (text, message) => {
  expect(ottlProblem(text, 'statement')?.message).toContain(message);
});

test('words that stand for nothing are told', () => {
  expect(ottlProblem('attributes["a"] == GET', 'condition')).toEqual({
    message: 'GET stands for nothing, a text stands in double quotes',
  });
  expect(ottlProblem('attributes["a"] == production', 'condition')).toMatchObject({
    severity: 'warning',
    message: 'nothing is called production, a text stands in double quotes',
  });
});

test('what variables fill in, and what is too long or too deep, is not judged', () => {
  for (const text of [
    '$' + '{env:CONDITION}',
    `${'('.repeat(2000)}true`,
    `name == ${'x'.repeat(6000)}`,
  ]) {
    expect(ottlProblem(text, 'condition')).toBeUndefined();
  }
});

test('no text makes reading it fail', () => {
  const words = ['(', ')', '[', ']', '"a"', 'a', 'A', '==', '=>', 'and', 'not', '-', '1', ',', '.'];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...words), { maxLength: 40 }), (some) => {
      const text = some.join(' ');
      expect(typeof ottlProblem(text, 'statement')?.message).toMatch(/string|undefined/);
    }),
  );
});

test.each([
  ['processors/filter', { traces: { span: ['a'], spanevent: ['b'] } }, ['a', 'b']],
  [
    'processors/filter',
    { trace_conditions: ['a', { context: 'span', conditions: ['b'] }] },
    ['a', 'b'],
  ],
  ['processors/filter', { metrics: { include: { match_type: 'strict' } } }, []],
  [
    'processors/transform',
    { log_statements: ['a', { conditions: ['b'], statements: ['c'] }] },
    ['a', 'b', 'c'],
  ],
  [
    'processors/tail_sampling',
    { policies: [{ type: 'and', and: { and_sub_policy: [{ ottl_condition: { span: ['a'] } }] } }] },
    ['a'],
  ],
  [
    'connectors/routing',
    { table: [{ statement: 'a' }, { context: 'request', condition: 'b' }, { condition: 'c' }] },
    ['a', 'c'],
  ],
  ['connectors/count', { spans: { mine: { conditions: ['a'] } } }, ['a']],
  ['processors/batch', { traces: { span: ['a'] } }, []],
])('%s has texts of the language', (component, settings, texts) => {
  expect([...ottlTexts(component, settings)].map(({ text }) => text)).toEqual(texts);
});
