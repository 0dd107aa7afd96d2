import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, Testing } from 'cdk8s';
import { afterAll, expect, test } from 'vitest';
import { type TracingAppProps, tracingApp } from '../src/app.ts';
import { Endpoint } from '../src/constructs/edge/endpoint.ts';
import { elasticsearch } from '../src/constructs/elasticsearch/storage.ts';
import { at } from '../src/upstream/values/unknown.ts';

const outdir = mkdtempSync(join(tmpdir(), 'cdk8s-tracing-'));
afterAll(() => rmSync(outdir, { recursive: true }));

const storage = elasticsearch({ serverUrls: ['http://es.example.com:9200'] });
const query = { manifest: 'manifests/thanos-query.yaml', serviceName: 'thanos' };
const store = { manifest: 'manifests/thanos-store.yaml', serviceName: 'thanos' };

const charts = (app: App) => app.charts.map((chart) => chart.node.id);

/** Objects of one chart. */
function objects(id: string, props: Partial<TracingAppProps>) {
  const chart = tracingApp({ storage, outdir, ...props }).charts.find((one) => one.node.id === id);
  return chart === undefined ? [] : Testing.synth(chart);
}

/** The collector's manifest. */
function collector(props: Partial<TracingAppProps>) {
  return objects('3-instances', props).find(({ kind }) => kind === 'OpenTelemetryCollector');
}

test('storage alone gives namespace, CRDs, operators and instances', () => {
  expect(charts(tracingApp({ storage, outdir }))).toEqual([
    '0-namespace',
    '1-crds',
    '2-operators',
    '3-instances',
  ]);
});

const every: Required<TracingAppProps> = {
  storage,
  namespace: 'observability',
  clusterDomain: 'k8s.example',
  otelOperator: { replicas: 2 },
  jaegerOperator: { watch: 'namespace' },
  jaeger: { queryOptions: { 'query.base-path': '/jaeger' } },
  collector: { replicas: 3 },
  backends: [new Endpoint('otlp-http', { host: 'tempo.example.com', port: 443, tls: true })],
  instrumentation: { name: 'apps' },
  thanos: [query, store],
  tekton: { version: '0.55.0' },
  grafana: { namespace: 'grafana' },
  outdir,
};

test('every setting arrives at its construct', () => {
  const app = tracingApp(every);
  expect(charts(app)).toEqual([
    '0-namespace',
    '1-crds',
    '2-operators',
    '3-instances',
    '4-thanos',
    '4-tekton',
    '4-grafana',
  ]);
  expect(app.outdir).toBe(outdir);
  const deployments = objects('2-operators', every).filter(({ kind }) => kind === 'Deployment');
  expect(deployments.map(({ metadata, spec }) => [metadata.namespace, spec.replicas])).toEqual([
    ['observability', 2],
    ['observability', 1],
  ]);
  expect(at(deployments[1]?.spec, 'template', 'spec', 'containers', 0, 'env', 0)).toEqual({
    name: 'WATCH_NAMESPACE',
    valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } },
  });
  expect(collector(every)?.spec).toMatchObject({
    replicas: 3,
    config: {
      exporters: {
        otlp_grpc: { endpoint: 'jaeger-collector:4317' },
        otlp_http: { endpoint: 'https://tempo.example.com:443' },
      },
    },
  });
  expect(objects('3-instances', every).map(({ kind, metadata }) => [kind, metadata.name])).toEqual([
    ['Jaeger', 'jaeger'],
    ['OpenTelemetryCollector', 'otel-collector'],
    ['Instrumentation', 'apps'],
  ]);
  expect(objects('4-tekton', every)[0].data.endpoint).toBe(
    'http://jaeger-collector.observability.svc.k8s.example:14268/api/traces',
  );
  const [datasource] = objects('4-grafana', every);
  expect(datasource.metadata.namespace).toBe('grafana');
  expect(datasource.data['jaeger-datasource.yaml']).toContain(
    'url: http://jaeger-query.observability.svc.k8s.example:16686/jaeger\n',
  );
});

test('several Thanos workloads may share a service name', () => {
  const names = objects('4-thanos', { thanos: [query, store] })
    .filter(({ spec }) => at(spec, 'template') !== undefined)
    .map(({ metadata }) => metadata.name);
  expect(names).toEqual(['thanos-query', 'thanos-store']);
});

test('no Thanos workloads make no file', () => {
  expect(charts(tracingApp({ storage, outdir, thanos: [] }))).not.toContain('4-thanos');
});

test('the collector runs from the image that the operator is told', () => {
  const collectorImage = 'otel/opentelemetry-collector-contrib:0.143.1';
  const { image, config } = collector({ otelOperator: { collectorImage } })?.spec ?? {};
  expect([image, Object.keys(config.exporters)]).toEqual([collectorImage, ['otlp']]);
  const own = { image: 'otel/opentelemetry-collector:0.158.0' };
  expect(collector({ otelOperator: { collectorImage }, collector: own })?.spec.image).toBe(
    own.image,
  );
});

test.each<[Partial<TracingAppProps>, string]>([
  [
    { thanos: [query, query] },
    '[4-thanos/Thanos1/Object0] metadata.name: ServiceAccount monitoring/thanos-query is among the manifests twice',
  ],
  [
    {
      tekton: { version: '1.15.0', namespace: 'tracing' },
      grafana: { namespace: 'tracing', name: 'config-tracing' },
    },
    'ConfigMap tracing/config-tracing is among the manifests twice',
  ],
])('an object that would be there twice is refused: %j', (wrong, message) => {
  expect(() => tracingApp({ storage, outdir, ...wrong }).synth()).toThrow(message);
  expect(readdirSync(outdir)).toEqual([]);
});

test.each<[object, string]>([
  [{ storage: undefined }, 'storage must be made by elasticsearch({ … }), got undefined'],
  [
    { namespace: 'Tracing' },
    "namespace must be a DNS-1123 label (lower-case letters, digits and '-', a letter or digit at both ends, at most 63 characters), got 'Tracing'; did you mean 'tracing'?",
  ],
  [{ thanos: query }, 'thanos must be a list of workloads, got a mapping'],
  [
    { collector: { name: 'jaeger' } },
    "exportTo must not be the collector's own Service jaeger-collector, which a Jaeger called jaeger would have too",
  ],
  [
    { collector: { mode: 'sidecar' }, tekton: { version: '1.15.0' } },
    'collector.mode must not be sidecar with thanos or tekton, whose pods have no collector of their own',
  ],
  [
    { tekton: { version: 'latest' } },
    "version must be a release of Tekton Pipelines such as 1.15.0, got 'latest'",
  ],
  [{ tekton: {} }, "version must be a release of Tekton Pipelines such as 1.15.0, got 'undefined'"],
  [
    { thanos: [{ ...query, manifest: 'manifests/none.yaml' }] },
    "manifest must be a file, got 'manifests/none.yaml', which does not exist",
  ],
  [
    { jaeger: { collectorReplicas: 0 } },
    'collectorReplicas must be a whole number of at least 1, got 0',
  ],
])('%j is refused, and nothing is written', (wrong, message) => {
  expect(() => tracingApp({ storage, outdir, ...wrong }).synth()).toThrow(new Error(message));
  expect(readdirSync(outdir)).toEqual([]);
});
