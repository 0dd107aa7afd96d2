import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tracingApp } from '../src/app.ts';
import { elasticsearch } from '../src/constructs/elasticsearch.ts';
import { parseYaml } from '../src/yaml.ts';
import { stacks, synth } from './stacks.ts';

/** What every object of Kubernetes has. */
interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

const clusterScoped = [
  'ClusterRole',
  'ClusterRoleBinding',
  'CustomResourceDefinition',
  'MutatingWebhookConfiguration',
  'Namespace',
  'ValidatingWebhookConfiguration',
];

function read(files: Iterable<readonly [string, string]>): Manifest[] {
  return [...files].flatMap(([file, text]) =>
    parseYaml(text, file).map((document) => document.value as Manifest),
  );
}

const identity = ({ apiVersion, kind, metadata }: Manifest) =>
  `${apiVersion} ${kind} ${metadata.namespace ?? ''}/${metadata.name}`;

function leaves(value: unknown, path = ''): [path: string, leaf: unknown][] {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, child]) => leaves(child, `${path}.${key}`));
}

const all = Object.keys(stacks);

test.each(all)(
  'the %s stack has cluster-scoped objects without, and all others with a namespace',
  async (stack) => {
    for (const manifest of read(await synth(stack))) {
      expect([identity(manifest), manifest.metadata.namespace === undefined]).toEqual([
        identity(manifest),
        clusterScoped.includes(manifest.kind),
      ]);
    }
  },
);

test.each(all)('no two objects of the %s stack are the same', async (stack) => {
  const identities = read(await synth(stack)).map(identity);
  expect(identities.filter((one, index) => identities.indexOf(one) !== index)).toEqual([]);
});

test.each(all)('the %s stack has no null and no image without a fixed release', async (stack) => {
  for (const manifest of read(await synth(stack))) {
    for (const [path, leaf] of leaves(manifest)) {
      expect([identity(manifest), path, leaf]).not.toContain(null);
      if (!path.endsWith('.image') || manifest.kind === 'CustomResourceDefinition') continue;
      expect(leaf).toMatch(/(:(?!latest$)[^:/]+|@sha256:[0-9a-f]{64})$/);
    }
  }
});

test.each(all)('the %s stack is byte-identical when it is synthesized again', async (stack) => {
  expect(await synth(stack)).toEqual(await synth(stack));
});

test.each(all)('the %s stack has what others need in a file before theirs', async (stack) => {
  const files = [...(await synth(stack))].map((file) => read([file]));
  const fileOf = (found: (manifest: Manifest) => boolean) =>
    files.findIndex((manifests) => manifests.some(found));
  const group = (manifest: Manifest) => manifest.apiVersion.split('/')[0] ?? '';
  for (const [index, manifests] of files.entries()) {
    for (const manifest of manifests) {
      const { kind, metadata } = manifest;
      if (metadata.namespace !== undefined) {
        const namespace = fileOf(
          (one) => one.kind === 'Namespace' && one.metadata.name === metadata.namespace,
        );
        expect([identity(manifest), namespace < index]).toEqual([identity(manifest), true]);
      }
      if (kind === 'OpenTelemetryCollector' || kind === 'Jaeger' || kind === 'Instrumentation') {
        const crd = fileOf(
          (one) =>
            one.kind === 'CustomResourceDefinition' &&
            one.metadata.name.endsWith(`.${group(manifest)}`),
        );
        const webhooks = fileOf((one) => one.kind === 'ValidatingWebhookConfiguration');
        expect([identity(manifest), crd < index, webhooks < index]).toEqual([
          identity(manifest),
          true,
          true,
        ]);
      }
    }
  }
});

test('the whole stack follows its namespace', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'cdk8s-tracing-'));
  try {
    tracingApp({
      outdir,
      namespace: 'team-a-observability',
      storage: elasticsearch({ serverUrls: ['http://es.example.com:9200'] }),
      thanos: [{ manifest: 'manifests/thanos-query.yaml', serviceName: 'thanos-query' }],
      tekton: { version: '1.15.0' },
      grafana: { namespace: 'grafana' },
      instrumentation: {},
    }).synth();
    const manifests = read(
      readdirSync(outdir).map((file) => [file, readFileSync(join(outdir, file), 'utf8')] as const),
    );
    const namespaces = new Set(manifests.map(({ metadata }) => metadata.namespace));
    namespaces.delete(undefined);
    expect([...namespaces].sort()).toEqual([
      'grafana',
      'monitoring',
      'team-a-observability',
      'tekton-pipelines',
    ]);
    const leftOver = manifests.flatMap((manifest) =>
      leaves(manifest)
        .filter(([, leaf]) =>
          /(^|[./])(tracing|observability|opentelemetry-operator-system)([./]|$)/.test(`${leaf}`),
        )
        .map(([path, leaf]) => `${identity(manifest)} ${path} ${leaf}`),
    );
    expect(leftOver).toEqual([]);
  } finally {
    rmSync(outdir, { recursive: true });
  }
});
