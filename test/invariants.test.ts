import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdk8s';
import { expect, test } from 'vitest';
import { elasticsearch } from '../src/constructs/elasticsearch/storage.ts';
import { jaeger } from '../src/constructs/jaeger/v1/backend.ts';
import type { Edge } from '../src/model/edge/targets.ts';
import { TracingStack } from '../src/stack.ts';
import { parseYaml } from '../src/yaml.ts';
import { modelOfObjects } from './objects-model.ts';
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
  'TektonConfig',
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

// what the stacks rely on and do not bring along: hosts outside of the cluster, and Services that others have created
const outside = [
  'cassandra.example.com',
  'clickhouse.example.com',
  'elastic.centre.com',
  'elastic.example.com',
  'elasticsearch.example.com',
  'es-0.example.com',
  'es-1.example.com',
  'es.dev.example.com',
  'es.prod.example.com',
  'es.staging.example.com',
  'kafka.example.com',
  'loki.logging',
  'loki.logging.svc.cluster.local',
  'prometheus-operated.monitoring',
  'otlp.hub.example.com',
  'otlp.vendor.example.com',
  'prometheus.example.com',
  'prometheus.monitoring',
  'prometheus.monitoring.svc.cluster.local',
  'tempo.example.com',
  'thanos-store.monitoring',
];

/** Stacks whose collectors send to no backend of their own. */
const withoutBackend: readonly string[] = ['kafka', 'senders', 'vendor'];

/** Where an edge leads, and whether what it speaks is spoken there. */
function told({ sender, address, port, target }: Edge): string {
  const from = `${sender.kind} ${sender.label}`;
  if (target.kind !== 'service') return `${from}: ${target.kind} ${address?.host}`;
  const { service, port: found } = target;
  const to = `${from}: ${service.namespace}/${service.name}:${port}`;
  if (found === undefined) return `${to} is no port`;
  // the manifests do not tell which release of Tekton sends, and so not what it speaks
  const protocol = sender.protocol ?? found.protocol;
  const fits = protocol === found.protocol && (sender.tls ?? false) === (found.tls ?? false);
  return fits ? `${to} fits` : `${to} is sent ${protocol}, takes ${found.protocol}`;
}

test.each(all)(
  'every address of the %s stack is a Service of its own or lies outside',
  async (stack) => {
    const { edges, collectors } = modelOfObjects(read(await synth(stack)));
    const sidecar = collectors.some(({ mode }) => mode === 'sidecar');
    const sent = edges.filter(({ sender }) => sender.enabled);
    const lost = sent.filter(({ target, address }) => {
      if (target.kind === 'loopback') return !sidecar;
      return target.kind === 'external'
        ? !outside.includes(`${address?.host}`)
        : target.kind !== 'service';
    });
    expect(lost.map(told)).toEqual([]);
    const inside = sent.filter(({ target }) => target.kind === 'service').map(told);
    expect(inside.filter((edge) => !edge.endsWith(' fits'))).toEqual([]);
    if (withoutBackend.includes(stack)) return;
    expect(inside.join('\n')).toMatch(/^collector otlp.*: tracing\/jaeger-collector:4317 fits$/m);
  },
);

test.each(all)('every Service that the %s stack names is its own or declared', async (stack) => {
  const manifests = read(await synth(stack));
  const { services } = modelOfObjects(manifests);
  const named = manifests.flatMap((manifest) => {
    const qualified = leaves(manifest).flatMap(([, leaf]) =>
      [...`${leaf}`.matchAll(/([a-z0-9-]+)\.([a-z0-9-]+)\.svc\b/g)].map(([, name, namespace]) => [
        namespace,
        name,
      ]),
    );
    const referred = references(manifest).map(({ namespace, name }) => [namespace, name]);
    return [...qualified, ...referred];
  });
  const missing = named.filter(
    ([namespace = '', name = '']) =>
      !services.find(namespace, name) && !outside.includes(`${name}.${namespace}`),
  );
  expect(missing).toEqual([]);
});

/** Services that the API server is told to call. */
function references(value: unknown): { namespace: string; name: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) =>
    key === 'clientConfig' ? [child.service] : references(child),
  );
}

test('the whole stack follows its namespace', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'cdk8s-tracing-'));
  try {
    const app = new App({ outdir });
    new TracingStack(app, 'tracing', {
      namespace: 'team-a-observability',
      backend: jaeger({ storage: elasticsearch({ serverUrls: ['http://es.example.com:9200'] }) }),
      thanos: [{ manifest: 'manifests/thanos-query.yaml', serviceName: 'thanos-query' }],
      tekton: { version: '1.15.0' },
      grafana: { namespace: 'grafana' },
      instrumentation: {},
    });
    app.synth();
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
