import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { arranged } from '../../src/cli/layout/arrange.ts';
import type { FoundText } from '../../src/lint/clusters.ts';
import { lintClusters } from '../../src/lint/clusters.ts';

const root = mkdtempSync(path.join(tmpdir(), 'cdk8s-tracing-layout-'));
const bin = path.join(root, 'bin');

const workload = `apiVersion: apps/v1
kind: Deployment
metadata: { name: cart, namespace: shop }
spec: { template: { spec: { containers: [{ name: cart, image: 'cart:1' }] } } }
`;
const files: Readonly<Record<string, string>> = {
  'base/a-cart.yaml': workload,
  'base/namespace.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n',
  'base/kustomization.yaml': 'resources: [a-cart.yaml, namespace.yaml]\n',
  'overlays/dev/kustomization.yaml': 'resources: [../../base]\npatches: [{ path: patch.yaml }]\n',
  'overlays/dev/patch.yaml': workload.replace('cart:1', 'cart:dev'),
  'plain/config.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c, namespace: shop }\n',
};

beforeAll(() => {
  mkdirSync(bin);
  // stands for kubectl: it prints what it was asked to build, as one object
  writeFileSync(
    path.join(bin, 'kubectl'),
    `#!/bin/sh\necho "{apiVersion: v1, kind: ConfigMap, metadata: {name: built, annotations: {from: '$1 $2'}}}"\n`,
    { mode: 0o755 },
  );
});

afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true });
});

function found(some: Readonly<Record<string, string>> = files): FoundText[] {
  return Object.entries(some).map(([file, text]) => ({ file, text, folder: '.' }));
}

test('the result of a kustomization stands in the place of its files, and of those that it uses', async () => {
  vi.stubEnv('PATH', bin);
  const { texts, notes } = await arranged(found());
  expect(texts.map(({ file }) => file)).toEqual([
    'overlays/dev/kustomization.yaml (built)',
    'plain/config.yaml',
  ]);
  expect(texts[0]?.text).toContain('kustomize overlays/dev');
  expect(notes).toEqual(['judged as kubectl kustomize overlays/dev builds it']);
});

test('without kubectl the files that it names are judged, Namespaces first, and no patch', async () => {
  vi.stubEnv('PATH', path.join(root, 'nothing'));
  const { texts, notes } = await arranged(found());
  expect(texts.map(({ file }) => file)).toEqual([
    'base/namespace.yaml',
    'base/a-cart.yaml',
    'plain/config.yaml',
  ]);
  expect(notes).toEqual([
    'judged without the patches of overlays/dev/kustomization.yaml, because there is no kubectl',
  ]);
  expect(lintClusters(texts).findings).toEqual([]);
});

test.each([
  ['resources: ["https://example.com/a.yaml"]', 'https://example.com/a.yaml'],
  ['helmCharts: [{ name: a }]', 'helmCharts'],
  ['generators: [run.yaml]', 'generators'],
])('nothing is fetched and no program is run for %s', async (text, what) => {
  vi.stubEnv('PATH', bin);
  const { notes } = await arranged(found({ 'a/kustomization.yaml': `${text}\n` }));
  expect(notes).toEqual([
    `judged without the patches of a/kustomization.yaml, because it needs ${what}`,
  ]);
});

test('templates of a chart are no manifests, its definitions are', async () => {
  const { texts, notes } = await arranged(
    found({
      'chart/Chart.yaml': 'name: a\n',
      'chart/values.yaml': 'a: 1\n',
      'chart/templates/a.yaml': '{{ if .Values.a }}\n',
      'chart/crds/a.yaml': 'kind: A\n',
      'chart/charts/inner/Chart.yaml': 'name: b\n',
      'b.yaml': 'kind: B\n',
    }),
  );
  expect(texts.map(({ file }) => file)).toEqual(['chart/crds/a.yaml', 'b.yaml']);
  expect(notes).toEqual([
    'not judged, because it is a chart: chart (helm template chart | tracing lint -)',
  ]);
});

test('files that were given themselves stay as they are', async () => {
  const given = Object.entries(files).map(([file, text]) => ({ file, text }));
  expect(await arranged(given)).toEqual({ texts: given, notes: [] });
});
