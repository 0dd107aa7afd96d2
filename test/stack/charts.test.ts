import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart, Testing } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { elasticsearch } from '../../src/constructs/elasticsearch/storage.ts';
import { jaeger } from '../../src/constructs/jaeger/v1/backend.ts';
import type { TracingStackProps } from '../../src/stack/props.ts';
import { TracingStack } from '../../src/stack.ts';
import { text } from '../../src/upstream/values/unknown.ts';
import { parseYaml } from '../../src/yaml.ts';
import { modelOfObjects } from '../objects-model.ts';

let outdir = '';
beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'cdk8s-tracing-'));
});
afterEach(() => rmSync(outdir, { recursive: true }));

const storage = elasticsearch({ serverUrls: ['http://es.example.com:9200'] });
const backend = jaeger({ storage });
const query = { manifest: 'manifests/thanos-query.yaml', serviceName: 'thanos' };

/** Settings of a stack beside another one that has the operators. */
const without: TracingStackProps = {
  namespace: 'tracing-prod',
  backend: jaeger({ storage, installOperator: false }),
  installOtelOperator: false,
};

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

function synth(app: App): ReadonlyMap<string, readonly Manifest[]> {
  app.synth();
  return new Map(
    readdirSync(outdir)
      .sort()
      .map((file) => [
        file.replace('.k8s.yaml', ''),
        parseYaml(readFileSync(join(outdir, file), 'utf8'), file).map(
          ({ value }) => value as Manifest,
        ),
      ]),
  );
}

const identity = ({ apiVersion, kind, metadata }: Manifest) =>
  [apiVersion, kind, metadata.namespace, metadata.name].join(' ');

test('two stacks in an app do not get into each other’s way', () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const app = new App({ outdir });
  new TracingStack(app, 'dev', { backend, grafana: { namespace: 'grafana-dev' } });
  new TracingStack(app, 'Prod', { ...without, thanos: [query], instrumentation: {} });
  const files = synth(app);
  expect([...files.keys()]).toEqual([
    'dev-0-namespace',
    'dev-1-crds',
    'dev-2-operators',
    'dev-3-instances',
    'dev-4-grafana',
    'prod-0-namespace',
    'prod-3-instances',
    'prod-4-thanos',
  ]);
  const identities = [...files.values()].flat().map(identity);
  expect(new Set(identities).size).toBe(identities.length);
  expect(files.get('prod-3-instances')?.map(identity)).toEqual([
    'jaegertracing.io/v1 Jaeger tracing-prod jaeger',
    'opentelemetry.io/v1beta1 OpenTelemetryCollector tracing-prod otel-collector',
    'opentelemetry.io/v1alpha1 Instrumentation tracing-prod instrumentation',
  ]);
  expect(warn.mock.calls).toEqual([]);
  // what one of them brings, the other need not have in the cluster
  const { requirements } = modelOfObjects([...files.values()].flat());
  expect(requirements.map(({ name }) => name)).toEqual([
    'cert-manager',
    'namespace/grafana-dev',
    'namespace/monitoring',
  ]);
  warn.mockRestore();
});

test('what both stacks would bring is refused', () => {
  const app = new App({ outdir });
  new TracingStack(app, 'dev', { backend });
  expect(() => new TracingStack(app, 'prod', { backend, namespace: 'tracing-prod' })).toThrow(
    'prod/2-operators/OtelOperator: otelOperator must be the only OtelOperator of the app, since a cluster has one, got another one at dev/2-operators/OtelOperator',
  );
});

test('a stack stands beside the chart of somebody else, and inside a construct', () => {
  const app = new App({ outdir });
  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  new k8s.KubeConfigMap(shop, 'Settings', { data: { currency: 'EUR' } });
  new TracingStack(new Construct(app, 'platform'), 'tracing', { backend });
  expect([...synth(app).keys()]).toEqual([
    '0-namespace',
    '1-crds',
    '2-operators',
    '3-instances',
    'shop',
  ]);
});

test('several stacks inside constructs are told apart by their paths', () => {
  const app = new App({ outdir });
  new TracingStack(new Construct(app, 'dev'), 'tracing', { backend });
  new TracingStack(new Construct(app, 'prod'), 'tracing', without);
  expect([...synth(app).keys()].slice(-3)).toEqual([
    'dev-tracing-3-instances',
    'prod-tracing-0-namespace',
    'prod-tracing-3-instances',
  ]);
});

test('a stack inside a chart is in its namespace', () => {
  const app = new App({ outdir });
  const chart = new Chart(app, 'platform', { namespace: 'observability' });
  const stack = new TracingStack(chart, 'tracing', { backend });
  expect(stack.namespace).toBe('observability');
  const objects = stack.node
    .findAll()
    .filter(Chart.isChart)
    .flatMap((one) => Testing.synth(one));
  expect(objects.find(({ kind }) => kind === 'Namespace').metadata.name).toBe('observability');
  for (const { kind, metadata } of objects) {
    const clusterScoped =
      /^(Namespace|CustomResourceDefinition|ClusterRole|ClusterRoleBinding|\w+WebhookConfiguration)$/;
    expect([kind, text(metadata.namespace) === undefined]).toEqual([
      kind,
      clusterScoped.test(kind),
    ]);
  }
});

test('files stay in the order of application when cdk8s numbers them', () => {
  const app = new App({ outdir });
  const stack = new TracingStack(app, 'tracing', { ...without, backend });
  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  new k8s.KubeConfigMap(shop, 'Settings', { data: { currency: 'EUR' } });
  shop.addDependency(stack.collector);
  expect([...synth(app).keys()].map((file) => file.slice(5))).toEqual([
    '0-namespace',
    '1-crds',
    '2-operators',
    '3-instances',
    'shop',
  ]);
});

test('constructs keep their path in the app', () => {
  const app = new App({ outdir });
  const dev = new TracingStack(app, 'dev', { backend });
  new TracingStack(app, 'prod', without);
  expect(dev.collector.node.path).toBe('dev/3-instances/Collector');
});

test.each<[string, (app: App) => void, string]>([
  [
    'the chart of somebody else',
    (app) => {
      new TracingStack(app, 'tracing', { backend });
      new Chart(app, '3-instances');
    },
    '[tracing] file 3-instances must be written by one chart, got tracing/3-instances and 3-instances',
  ],
  [
    'another stack',
    (app) => {
      new TracingStack(app, 'prod', { backend });
      new TracingStack(app, 'Prod', without);
    },
    '[prod] file prod-0-namespace must be written by one chart, got prod/0-namespace and Prod/0-namespace',
  ],
])('a file that would be that of %s too is refused', (_, build, message) => {
  const app = new App({ outdir });
  build(app);
  expect(() => app.synth()).toThrow(message);
  expect(readdirSync(outdir)).toEqual([]);
});
