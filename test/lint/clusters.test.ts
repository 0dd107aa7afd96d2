import { expect, test } from 'vitest';
import { lintClusters } from '../../src/lint/clusters.ts';
import { type PlacedFinding, passes } from '../../src/lint/manifests.ts';

function jaeger(name: string, storage = 'elasticsearch'): string {
  return `apiVersion: jaegertracing.io/v1
kind: Jaeger
metadata: { name: ${name}, namespace: tracing }
spec:
  strategy: production
  storage: { type: ${storage}, options: { es: { server-urls: 'http://es.example.com:9200' } } }
  ingress: { enabled: false }
`;
}

const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata: { name: tracing }\n';

/** Lints files of a folder that was searched, and files that were given themselves. */
function lint(
  files: Readonly<Record<string, string>>,
  given: Readonly<Record<string, string>> = {},
) {
  return lintClusters([
    ...Object.entries(given).map(([file, text]) => ({ file, text })),
    ...Object.entries(files).map(([file, text]) => ({ file, text, folder: 'dist' })),
  ]);
}

const places = (findings: readonly PlacedFinding[]) =>
  findings.map(({ rule, file, line }) => `${rule.id} ${file}:${line}`);

test.each<[what: string, folders: string[], files: Readonly<Record<string, string>>]>([
  [
    'subfolders with the same object',
    ['dist/dev', 'dist/prod'],
    { 'dist/dev/a.yaml': jaeger('a'), 'dist/prod/a.yaml': jaeger('a') },
  ],
  [
    'one of which has an object of its own only',
    ['dist/dev', 'dist/edge', 'dist/prod'],
    {
      'dist/dev/a.yaml': jaeger('a'),
      'dist/edge/b.yaml': jaeger('b'),
      'dist/prod/a.yaml': jaeger('a'),
    },
  ],
  [
    'subfolders of a single subfolder',
    ['dist/eu/dev', 'dist/eu/prod'],
    { 'dist/eu/dev/a.yaml': jaeger('a'), 'dist/eu/prod/a.yaml': jaeger('a') },
  ],
  [
    'subfolders of subfolders',
    ['dist/dev', 'dist/prod/eu', 'dist/prod/us'],
    {
      'dist/dev/a.yaml': jaeger('a'),
      'dist/prod/eu/a.yaml': jaeger('a'),
      'dist/prod/us/a.yaml': jaeger('a'),
    },
  ],
  [
    'beside a file without an object',
    ['dist/dev', 'dist/prod'],
    {
      'dist/values.yaml': 'a: 1\n',
      'dist/dev/a.yaml': jaeger('a'),
      'dist/prod/a.yaml': jaeger('a'),
    },
  ],
])('clusters are %s', (_, folders, files) => {
  const { clusters, findings } = lint(files);
  expect(clusters.map(({ folder }) => folder)).toEqual(folders);
  expect(places(findings)).toEqual([]);
});

test.each<[what: string, files: Readonly<Record<string, string>>]>([
  [
    'a folder with a manifest of its own',
    {
      'dist/a.yaml': namespace,
      'dist/dev/a.yaml': jaeger('a'),
      'dist/prod/a.yaml': jaeger('a'),
    },
  ],
  [
    'subfolders of different objects',
    { 'dist/a/a.yaml': jaeger('a'), 'dist/b/b.yaml': jaeger('b') },
  ],
  [
    'parts that each bring their Namespace',
    {
      'dist/a/a.yaml': `${namespace}---\n${jaeger('a')}`,
      'dist/b/b.yaml': `${namespace}---\n${jaeger('b')}`,
    },
  ],
  [
    'the same object twice in one subfolder',
    { 'dist/a/a.yaml': jaeger('a'), 'dist/a/b.yaml': jaeger('a') },
  ],
])('one cluster is %s', (_, files) => {
  const { clusters } = lint(files);
  expect(clusters.map(({ folder }) => folder)).toEqual(['']);
});

test('files that were given themselves are not told apart by their folders', () => {
  const { clusters, findings } = lint(
    {},
    { 'dev/a.yaml': jaeger('a'), 'prod/a.yaml': jaeger('a').replace('production', 'allInOne') },
  );
  expect(clusters).toHaveLength(1);
  expect(places(findings)).toEqual(['object/duplicate prod/a.yaml:3']);
});

test('findings are those of all clusters', () => {
  const report = lint({
    'dist/dev/a.yaml': jaeger('a', 'memory'),
    'dist/prod/a.yaml': jaeger('a', 'memory'),
  });
  expect(places(report.findings)).toEqual([
    'jaeger/production-needs-storage dist/dev/a.yaml:6',
    'jaeger/production-needs-storage dist/prod/a.yaml:6',
  ]);
  expect(report.clusters.map(({ findings }) => findings.length)).toEqual([1, 1]);
  expect(passes(report)).toBe(false);
});

test('a file that was given itself belongs to every cluster, and its findings are told once', () => {
  const { clusters, findings } = lint(
    { 'dist/dev/a.yaml': jaeger('a'), 'dist/prod/a.yaml': jaeger('a') },
    { 'shared.yaml': jaeger('shared', 'memory') },
  );
  expect(clusters.map(({ model }) => model.objects.all.map(({ name }) => name))).toEqual([
    ['shared', 'a'],
    ['shared', 'a'],
  ]);
  expect(places(findings)).toEqual(['jaeger/production-needs-storage shared.yaml:6']);
});

test('what cannot be read is told once, and of no cluster', () => {
  const report = lint({
    'dist/broken.yaml': 'a: [1\n',
    'dist/dev/a.yaml': jaeger('a'),
    'dist/prod/a.yaml': jaeger('a'),
  });
  expect(report.clusters).toHaveLength(2);
  expect(report.unreadable.map(({ file }) => file)).toEqual(['dist/broken.yaml']);
  expect(passes(report)).toBe(false);
});
