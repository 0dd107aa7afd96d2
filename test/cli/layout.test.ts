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
  expect(texts[0]?.text).toContain("/overlays/dev'");
  expect(notes).toEqual(['read as kubectl kustomize overlays/dev builds it']);
});

test('without kubectl the files that it names are judged, Namespaces first, and no patch', async () => {
  vi.stubEnv('PATH', path.join(root, 'nothing'));
  const { texts, notes, unbuilt } = await arranged(found());
  expect(notes).toEqual([]);
  expect(texts.map(({ file }) => file)).toEqual([
    'base/namespace.yaml',
    'base/a-cart.yaml',
    'plain/config.yaml',
  ]);
  expect(unbuilt).toEqual([
    'read without the patches of overlays/dev/kustomization.yaml, because there is no kubectl',
  ]);
  expect(lintClusters(texts).findings).toEqual([]);
});

test.each([
  ['resources: ["https://example.com/a.yaml"]', 'https://example.com/a.yaml'],
  ['helmCharts: [{ name: a }]', 'helmCharts'],
  ['generators: [run.yaml]', 'generators'],
  ['resources: ["gh:org/repo"]', 'gh:org/repo'],
  ['resources: ["git::ssh://example.com/a"]', 'git::ssh://example.com/a'],
  ['bases: ["org@example.com:a/b"]', 'org@example.com:a/b'],
  ['components: ["github.com/org/repo//c?ref=v1"]', 'github.com/org/repo//c?ref=v1'],
  ['patches: [{ path: "https://example.com/p.yaml" }]', 'https://example.com/p.yaml'],
  ['patchesStrategicMerge: ["https://example.com/p.yaml"]', 'https://example.com/p.yaml'],
  ['configMapGenerator: [{ files: ["a=https://example.com/a"] }]', 'https://example.com/a'],
])('nothing is fetched and no program is run for %s', async (text, what) => {
  vi.stubEnv('PATH', bin);
  const { unbuilt } = await arranged(found({ 'a/kustomization.yaml': `${text}\n` }));
  expect(unbuilt).toEqual([
    `read without the patches of a/kustomization.yaml, because it needs ${what}`,
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
    'left out, because it is a chart: chart (give what helm template chart prints, by - or as a file)',
  ]);
});

test('files that were given themselves stay as they are, save those of a kustomization among them', async () => {
  const given = Object.entries(files).map(([file, text]) => ({ file, text }));
  const plain = given.filter(({ file }) => !file.endsWith('kustomization.yaml'));
  expect(await arranged(plain)).toEqual({ texts: plain, notes: [], unbuilt: [] });
  vi.stubEnv('PATH', bin);
  const { texts } = await arranged(given);
  expect(texts.map(({ file }) => file)).toEqual([
    'overlays/dev/kustomization.yaml (built)',
    'plain/config.yaml',
  ]);
});

test.each([
  ['patches: [{ path: patches/cart.yaml }]'],
  ['patchesStrategicMerge: [patches/cart.yaml]'],
  ['patchesJson6902: [{ path: patches/cart.yaml, target: { kind: Deployment, name: cart } }]'],
  ['replacements: [{ path: patches/cart.yaml }]'],
  ['configurations: [patches/cart.yaml]'],
])('a file deeper in the folder that %s names is no object of its own', async (patches) => {
  vi.stubEnv('PATH', path.join(root, 'nothing'));
  const { texts } = await arranged(
    found({
      'a/kustomization.yaml': `resources: [cart.yaml]\n${patches}\n`,
      'a/cart.yaml': workload,
      'a/patches/cart.yaml': workload,
    }),
  );
  expect(texts.map(({ file }) => file)).toEqual(['a/cart.yaml']);
});

test('a base with a slash behind it is used like any other', async () => {
  vi.stubEnv('PATH', bin);
  const { texts } = await arranged(
    found({ ...files, 'overlays/dev/kustomization.yaml': 'resources: [../../base/]\n' }),
  );
  expect(texts.map(({ file }) => file)).toEqual([
    'overlays/dev/kustomization.yaml (built)',
    'plain/config.yaml',
  ]);
});

test('a base outside of the folder that is linted is read, and what it would fetch is not', async () => {
  vi.stubEnv('PATH', bin);
  const folder = mkdtempSync(path.join(root, 'outside-'));
  mkdirSync(path.join(folder, 'base'));
  writeFileSync(path.join(folder, 'base/cart.yaml'), workload);
  writeFileSync(
    path.join(folder, 'base/kustomization.yaml'),
    'resources: [cart.yaml, "https://example.com/a.yaml", ../secret.yaml]\n',
  );
  writeFileSync(path.join(folder, 'secret.yaml'), 'kind: Secret\n');
  const overlay = path.join(folder, 'overlay');
  const file = path.join(overlay, 'kustomization.yaml');
  const { texts, unbuilt } = await arranged([
    { file, text: 'resources: [../base]\n', folder: overlay },
  ]);
  expect(texts.map(({ text }) => text)).toEqual([workload]);
  expect(unbuilt).toEqual([
    `read without the patches of ${file}, because it needs https://example.com/a.yaml`,
  ]);
});

test('without kubectl, too, two overlays of a base are two clusters', async () => {
  vi.stubEnv('PATH', path.join(root, 'nothing'));
  const config = (value: string) =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c, namespace: shop }\ndata: { a: ${value} }\n`;
  const { texts } = await arranged(
    found({
      'base/kustomization.yaml': 'resources: [cart.yaml]\n',
      'base/cart.yaml': workload,
      'overlays/dev/kustomization.yaml': 'resources: [../../base, c.yaml]\n',
      'overlays/dev/c.yaml': config('dev'),
      'overlays/prod/kustomization.yaml': 'resources: [../../base, c.yaml]\n',
      'overlays/prod/c.yaml': config('prod'),
    }),
  );
  const { clusters, findings } = lintClusters(texts);
  expect(clusters.map(({ folder }) => folder)).toEqual(['overlays/dev', 'overlays/prod']);
  expect(findings).toEqual([]);
});

test('a component is built with those that use it only, and a resource of Flux is a manifest', async () => {
  vi.stubEnv('PATH', bin);
  const flux = 'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\n';
  const { texts, notes } = await arranged(
    found({
      'component/kustomization.yaml': 'kind: Component\npatches: [{ path: p.yaml }]\n',
      'component/p.yaml': workload,
      'flux/kustomization.yaml': flux,
    }),
  );
  expect(texts.map(({ file }) => file)).toEqual(['flux/kustomization.yaml']);
  expect(notes).toEqual([
    'left out, because no kustomization uses it: component/kustomization.yaml',
  ]);
});

test('what kubectl says of a kustomization is told without its clock, and what is missing by name', async () => {
  const refusing = path.join(root, 'refusing');
  mkdirSync(refusing);
  const log = 'E1201 11:46:56.878287   26476 run.go:72] "command failed" err="no \\"a\\" here"';
  const kubectl = (text: string) =>
    writeFileSync(path.join(refusing, 'kubectl'), `#!/bin/sh\necho '${text}' >&2\nexit 1\n`, {
      mode: 0o755,
    });
  vi.stubEnv('PATH', `${refusing}:/bin`);
  const one = found({ 'a/kustomization.yaml': 'resources: [gone.yaml]\n' });
  for (const [text, said] of [
    [log, 'no "a" here'],
    ['error: it is broken', 'it is broken'],
  ] as const) {
    kubectl(text);
    const { notes, unbuilt } = await arranged(one);
    expect(notes).toEqual(['a/kustomization.yaml needs a/gone.yaml, which is not there']);
    expect(unbuilt).toEqual([
      `read without the patches of a/kustomization.yaml, because kubectl says: ${said}`,
    ]);
  }
});
