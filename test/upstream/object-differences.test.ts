import { expect, test } from 'vitest';
import { judge, objectDifferences, type PlainObject, report } from './object-differences.ts';

const service = (spec: object, name = 'webhook'): PlainObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace: 'tracing', labels: { 'example.com/app': 'operator' } },
  spec,
});
const port = { port: 443, targetPort: 9443 };

test('equal objects do not differ, whatever their order', () => {
  const objects = [service({ ports: [port] }), service({}, 'metrics')];
  expect(objectDifferences(objects, structuredClone(objects).reverse())).toEqual([]);
});

test('an object that is missing differs, and so does one too many', () => {
  expect(objectDifferences([service({})], [service({}, 'metrics')])).toEqual([
    { object: 'Service webhook', path: 'kind', upstream: 'Service', ours: undefined },
    { object: 'Service metrics', path: 'kind', upstream: undefined, ours: 'Service' },
  ]);
});

test('the Namespace is one object whatever its name', () => {
  const namespace = (name: string): PlainObject => ({ kind: 'Namespace', metadata: { name } });
  expect(objectDifferences([namespace('a')], [namespace('b')])).toEqual([
    { object: 'Namespace', path: 'metadata.name', upstream: 'a', ours: 'b' },
  ]);
});

test.each<[string, object, object, object[]]>([
  [
    'a changed value',
    { ports: [port] },
    { ports: [{ ...port, port: 444 }] },
    [{ path: 'spec.ports[0].port', upstream: 443, ours: 444 }],
  ],
  [
    'text instead of a number',
    { ports: [port] },
    { ports: [{ ...port, port: '443' }] },
    [{ path: 'spec.ports[0].port', upstream: 443, ours: '443' }],
  ],
  [
    'a missing field',
    { ports: [port] },
    { ports: [{ port: 443 }] },
    [{ path: 'spec.ports[0].targetPort', upstream: 9443, ours: undefined }],
  ],
  [
    'a field too many',
    {},
    { type: 'ClusterIP' },
    [{ path: 'spec.type', upstream: undefined, ours: 'ClusterIP' }],
  ],
  [
    'a list item too many',
    { ports: [] },
    { ports: [port] },
    [
      { path: 'spec.ports[0].port', upstream: undefined, ours: 443 },
      { path: 'spec.ports[0].targetPort', upstream: undefined, ours: 9443 },
    ],
  ],
  [
    'list items in another order',
    { args: ['a', 'b'] },
    { args: ['b', 'a'] },
    [
      { path: 'spec.args[0]', upstream: 'a', ours: 'b' },
      { path: 'spec.args[1]', upstream: 'b', ours: 'a' },
    ],
  ],
  [
    'an empty map',
    { strategy: {} },
    {},
    [{ path: 'spec.strategy', upstream: {}, ours: undefined }],
  ],
  [
    'a map instead of a list',
    { ports: [] },
    { ports: {} },
    [{ path: 'spec.ports', upstream: [], ours: {} }],
  ],
  [
    'null instead of an empty map',
    { strategy: {} },
    { strategy: null },
    [{ path: 'spec.strategy', upstream: {}, ours: null }],
  ],
])('%s differs', (_, upstream, ours, fields) => {
  expect(objectDifferences([service(upstream)], [service(ours)])).toEqual(
    fields.map((field) => ({ object: 'Service webhook', ...field })),
  );
});

test('a field whose name is no word is written in brackets', () => {
  const labelled: PlainObject = { kind: 'Service', metadata: { name: 'webhook', labels: {} } };
  expect(
    objectDifferences([service({})], [{ ...service({}), metadata: labelled.metadata }])
      .map(({ path }) => path)
      .sort(),
  ).toEqual(["metadata.labels['example.com/app']", 'metadata.namespace']);
});

test('two objects of one kind and name are refused', () => {
  expect(() => objectDifferences([service({}), service({})], [])).toThrow(
    'objects must be unique by kind and name, got two Service webhook',
  );
});

const found = {
  object: 'Service webhook',
  path: 'spec.type',
  upstream: 'NodePort',
  ours: undefined,
};
const accepted = {
  object: 'Service webhook',
  path: 'spec.type',
  upstream: 'NodePort',
  reason: 'nobody outside calls it',
};

test('an accepted difference is neither unexplained nor stale', () => {
  expect(judge([found], [accepted])).toEqual({ unexplained: [], stale: [] });
});

test('a difference that nobody accepted is unexplained', () => {
  expect(judge([found], [])).toEqual({ unexplained: [found], stale: [] });
});

test('an accepted difference that does not occur is stale', () => {
  expect(judge([], [accepted])).toEqual({ unexplained: [], stale: [accepted] });
});

test.each([
  ['object', { ...accepted, object: 'Service metrics' }],
  ['field', { ...accepted, path: 'spec.ports' }],
  ['upstream value', { ...accepted, upstream: 'LoadBalancer' }],
  ['value of ours', { ...accepted, ours: 'ClusterIP' }],
])('an accepted difference with another %s does not fit', (_, entry) => {
  expect(judge([found], [entry])).toEqual({ unexplained: [found], stale: [entry] });
});

test('the report names object, field and both values, and is empty when all is well', () => {
  expect(report(judge([found], [{ ...accepted, ours: 'ClusterIP' }]))).toBe(
    [
      'differs: Service webhook spec.type',
      '  upstream: "NodePort"',
      '  ours:     nothing',
      'listed, but no longer so: Service webhook spec.type',
      '  upstream: "NodePort"',
      '  ours:     "ClusterIP"',
    ].join('\n'),
  );
  expect(report(judge([found], [accepted]))).toBe('');
});
