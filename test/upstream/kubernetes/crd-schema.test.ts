import { expect, test } from 'vitest';
import { schemaProblems, specSchemas } from '../../../src/upstream/kubernetes/crd-schema.ts';

const schema = {
  type: 'object',
  required: ['name', 'mode'],
  properties: {
    name: { type: 'string', minLength: 2, maxLength: 5, pattern: '^[A-Za-z0-9._/-]*$' },
    mode: { type: 'string', enum: ['sidecar', 'daemonset'], default: 'sidecar' },
    replicas: { type: 'integer', minimum: 1, maximum: 9 },
    ratio: { type: 'number' },
    enabled: { type: 'boolean' },
    port: { 'x-kubernetes-int-or-string': true },
    args: { type: 'object', additionalProperties: { type: 'string' } },
    list: {
      type: 'array',
      minItems: 1,
      items: { type: 'object', properties: { key: { type: 'string' } } },
    },
    open: {
      type: 'object',
      'x-kubernetes-preserve-unknown-fields': true,
      properties: { size: { type: 'integer' } },
    },
    exporter: { type: 'object', properties: { endpoint: { type: 'string' } } },
  },
};

const problems = (value: unknown) =>
  [...schemaProblems(schema, value, ['spec'])].map((problem) => {
    const said = problem.kind === 'unknown' ? `unknown ${problem.fix ?? ''}` : problem.message;
    return `${problem.path.join('.')}: ${said}`;
  });

test('a value that fits has no problem, and null counts as absent', () => {
  const value = {
    name: 'abc',
    replicas: 1,
    ratio: 0.5,
    enabled: false,
    port: 'http',
    args: { any: 'text' },
    list: [{ key: 'a' }],
    open: { what: ['ever'], size: 3 },
    exporter: null,
  };
  expect(problems(value)).toEqual([]);
  expect(problems(undefined)).toEqual([]);
});

test.each([
  [{ name: 5 }, 'spec.name: must be a string, got 5'],
  [{ name: 'a' }, "spec.name: must have at least 2 characters, got 'a'"],
  [{ name: 'abcdef' }, 'spec.name: must have at most 5 characters, got 6'],
  [{ name: 'a b' }, "spec.name: must match ^[A-Za-z0-9._/-]*$, got 'a b'"],
  [
    { name: 'ab', mode: 'Sidecar' },
    "spec.mode: must be sidecar or daemonset, got the string 'Sidecar'",
  ],
  [{ name: 'ab', replicas: '3' }, "spec.replicas: must be a whole number, got the string '3'"],
  [{ name: 'ab', replicas: 1.5 }, 'spec.replicas: must be a whole number, got 1.5'],
  [{ name: 'ab', replicas: 0 }, 'spec.replicas: must be at least 1, got 0'],
  [{ name: 'ab', replicas: 10 }, 'spec.replicas: must be at most 9, got 10'],
  [{ name: 'ab', ratio: '1' }, "spec.ratio: must be a number, got the string '1'"],
  [{ name: 'ab', enabled: 'true' }, "spec.enabled: must be true or false, got the string 'true'"],
  [{ name: 'ab', port: true }, 'spec.port: must be a whole number or a string, got true'],
  [{ name: 'ab', args: { a: 1 } }, 'spec.args.a: must be a string, got 1'],
  [{ name: 'ab', list: [] }, 'spec.list: must have at least 1 elements, got 0'],
  [{ name: 'ab', list: [{ key: 1 }] }, 'spec.list.0.key: must be a string, got 1'],
  [{ name: 'ab', list: {} }, 'spec.list: must be a list, got a mapping'],
  [
    { name: 'ab', open: { size: 'x' } },
    "spec.open.size: must be a whole number, got the string 'x'",
  ],
  [{ name: 'ab', exporter: 'a\nb' }, 'spec.exporter: must be a mapping, got a string'],
  [{ mode: 'sidecar' }, 'spec.name: must be set'],
  [{ name: null }, 'spec.name: must be set'],
  ['text', "spec: must be a mapping, got the string 'text'"],
])('%j is rejected', (value, message) => {
  expect(problems(value)).toEqual([message]);
});

test.each([
  [{ name: 'ab', replica: 1 }, 'spec.replica: unknown replicas'],
  [{ name: 'ab', Enabled: true }, 'spec.Enabled: unknown enabled'],
  [{ name: 'ab', endpoint: 'http://a' }, 'spec.endpoint: unknown exporter.endpoint'],
  [{ name: 'ab', endpoint: 5 }, 'spec.endpoint: unknown '],
  [{ name: 'ab', list: [{ keys: 1 }] }, 'spec.list.0.keys: unknown key'],
  [{ name: 'ab', whatever: {} }, 'spec.whatever: unknown '],
])(
  'a field that the schema does not have is told, with the one that was meant: %j',
  (value, message) => {
    expect(problems(value)).toEqual([message]);
  },
);

test('a field that is taken is not what a second one meant', () => {
  expect(problems({ name: 'ab', replicas: 1, replica: 2 })).toEqual(['spec.replica: unknown ']);
});

test('a required field that is misspelt is told once', () => {
  expect(problems({ nme: 'ab' })).toEqual(['spec.nme: unknown name']);
});

test('a schema that says nothing allows everything', () => {
  expect([...schemaProblems(undefined, { a: [1] }, [])]).toEqual([]);
});

test.each(['^(a+)+$', '^(a|aa)+$', '^[a-z]*$', '(?<='])(
  'the pattern %s, which no known schema has, is not run',
  (pattern) => {
    expect([...schemaProblems({ type: 'string', pattern }, `${'a'.repeat(40)}!`, [])]).toEqual([]);
  },
);

test('the versions of a CRD are those that it serves', () => {
  const version = (name: string, served: boolean) => ({
    name,
    served,
    schema: { openAPIV3Schema: { properties: { spec: { type: 'object' } } } },
  });
  const crd = { spec: { versions: [version('v1', true), version('v1alpha1', false), 'text'] } };
  expect([...specSchemas(crd)]).toEqual([['v1', { type: 'object' }]]);
  expect([...specSchemas(undefined)]).toEqual([]);
});
