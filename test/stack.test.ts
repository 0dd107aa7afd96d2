import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart, Testing } from 'cdk8s';
import { afterAll, expect, expectTypeOf, test } from 'vitest';
import { Endpoint } from '../src/constructs/edge/endpoint.ts';
import { otlp } from '../src/constructs/edge/otlp.ts';
import { elasticsearch } from '../src/constructs/elasticsearch/storage.ts';
import { jaeger } from '../src/constructs/jaeger/v1/backend.ts';
import { TracingNamespace } from '../src/constructs/kubernetes/namespace.ts';
import type { AnyStackProps, TracingStackProps } from '../src/stack/props.ts';
import { TracingStack } from '../src/stack.ts';
import { at } from '../src/upstream/values/unknown.ts';

const outdir = mkdtempSync(join(tmpdir(), 'cdk8s-tracing-'));
afterAll(() => rmSync(outdir, { recursive: true }));

const storage = elasticsearch({ serverUrls: ['http://es.example.com:9200'] });
const backend = jaeger({ storage });
const tempo = new Endpoint('otlp-http', { host: 'tempo.example.com', port: 443, tls: true });
const query = { manifest: 'manifests/thanos-query.yaml', serviceName: 'thanos' };
const store = { manifest: 'manifests/thanos-store.yaml', serviceName: 'thanos' };

/** An app with a stack alone in it. */
function stackApp(props: Partial<AnyStackProps> = {}) {
  const app = new App({ outdir });
  const stack = new TracingStack(app, 'tracing', { backend, ...props });
  return { app, stack };
}

const charts = (props: Partial<AnyStackProps>) =>
  stackApp(props).app.charts.map((chart) => chart.node.id);

/** Objects of one chart. */
function objects(id: string, props: Partial<AnyStackProps>) {
  const chart = stackApp(props).app.charts.find((one) => one.node.id === id);
  return chart === undefined ? [] : Testing.synth(chart);
}

/** The collector's manifest. */
function collector(props: Partial<AnyStackProps>) {
  return objects('3-instances', props).find(({ kind }) => kind === 'OpenTelemetryCollector');
}

test('a backend alone gives namespace, CRDs, operators and instances', () => {
  expect(charts({})).toEqual(['0-namespace', '1-crds', '2-operators', '3-instances']);
});

// several collectors have a test of their own, test/stack/collectors.test.ts
const every: Required<Omit<TracingStackProps, 'tailSampling' | 'agents'>> = {
  imageRegistry: 'registry.example.com/mirror',
  imagePullSecrets: ['registry'],
  backend: jaeger({
    storage,
    installOperator: true,
    operator: { watch: 'namespace' },
    queryOptions: { 'query.base-path': '/jaeger' },
  }),
  namespace: 'observability',
  createNamespace: true,
  podSecurity: 'baseline',
  clusterDomain: 'k8s.example',
  installOtelOperator: true,
  otelOperator: { replicas: 2 },
  collector: { replicas: 3 },
  sizing: { spansPerSecond: 5000, spanBytes: 700 },
  backends: [tempo],
  instrumentation: { name: 'apps' },
  thanos: [query, store],
  tekton: { version: '0.55.0' },
  grafana: { namespace: 'grafana' },
  monitoring: { interval: '30s' },
  labels: { team: 'a' },
  annotations: { 'example.com/owner': 'team-a' },
  networkPolicies: {
    senders: [{ namespace: 'shop' }],
    dns: [{ namespace: 'dns' }],
    prometheus: [{ namespace: 'monitoring' }],
  },
  guard: 'error',
  delivery: 'kubectl',
};

test('every setting arrives at its construct', () => {
  expect(charts(every)).toEqual([
    '0-namespace',
    '1-crds',
    '2-operators',
    '3-instances',
    '4-thanos',
    '4-tekton',
    '4-grafana',
    '4-monitoring',
  ]);
  expect(
    objects('4-monitoring', every).map(({ kind, metadata }) => [
      kind,
      metadata.name,
      metadata.namespace,
    ]),
  ).toEqual([
    ['PodMonitor', 'otel-collector', 'observability'],
    ['PodMonitor', 'jaeger', 'observability'],
    ['ServiceMonitor', 'jaeger-operator', 'observability'],
    ['ServiceMonitor', 'opentelemetry-operator-controller-manager', 'observability'],
    ['PrometheusRule', 'tracing', 'observability'],
  ]);
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
    ['ServiceAccount', 'otel-collector-pods'],
    ['OpenTelemetryCollector', 'otel-collector'],
    ['Instrumentation', 'apps'],
    ['NetworkPolicy', 'deny-all'],
    ['NetworkPolicy', 'allow-opentelemetry-operator-controller-manager'],
    ['NetworkPolicy', 'allow-jaeger-operator'],
    ['NetworkPolicy', 'allow-otel-collector-collector'],
    ['NetworkPolicy', 'allow-jaeger-collector'],
    ['NetworkPolicy', 'allow-jaeger-query'],
    ['NetworkPolicy', 'allow-jaeger-es-index-cleaner'],
  ]);
  const [, account, collecting] = objects('3-instances', every);
  expect(account.imagePullSecrets).toEqual([{ name: 'registry' }]);
  expect(collecting.spec.image).toMatch(/^registry\.example\.com\/mirror\/open-telemetry\//);
  expect(objects('4-tekton', every)[0].data.endpoint).toBe(
    'http://jaeger-collector.observability.svc.k8s.example:14268/api/traces',
  );
  expect(
    objects('0-namespace', every)[0].metadata.labels['pod-security.kubernetes.io/enforce'],
  ).toBe('baseline');
  const [datasource] = objects('4-grafana', every);
  expect(datasource.metadata.namespace).toBe('grafana');
  expect(datasource.data['jaeger-datasource.yaml']).toContain(
    'url: http://jaeger-query.observability.svc.k8s.example:16686/jaeger\n',
  );
});

test('labels and annotations reach every object, and those that it has already win', () => {
  const all = stackApp(every).app.charts.flatMap((chart) => Testing.synth(chart));
  expect(all.length).toBeGreaterThan(40);
  for (const { metadata } of all) {
    expect(metadata.labels).toMatchObject({ team: 'a' });
    expect(metadata.annotations).toMatchObject({ 'example.com/owner': 'team-a' });
  }
  const name = 'app.kubernetes.io/name';
  const given = {
    labels: { [name]: 'mine' },
    grafana: { namespace: 'grafana', labels: { [name]: 'theirs' } },
  };
  const nameOf = (id: string) => objects(id, given)[0].metadata.labels[name];
  expect([nameOf('2-operators'), nameOf('3-instances'), nameOf('4-grafana')]).toEqual([
    'opentelemetry-operator',
    'mine',
    'theirs',
  ]);
});

test('several Thanos workloads may share a service name', () => {
  const names = objects('4-thanos', { thanos: [query, store] })
    .filter(({ spec }) => at(spec, 'template') !== undefined)
    .map(({ metadata }) => metadata.name);
  expect(names).toEqual(['thanos-query', 'thanos-store']);
});

test('no Thanos workloads make no file', () => {
  expect(charts({ thanos: [] })).not.toContain('4-thanos');
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

test('a backend that somebody else runs installs nothing of Jaeger', () => {
  const elsewhere = { backend: otlp(tempo), thanos: [query], tekton: { version: '1.15.0' } };
  const all = stackApp(elsewhere).app.charts.flatMap((chart) => Testing.synth(chart));
  const identities = all.map(({ apiVersion, kind, metadata }) => [apiVersion, kind, metadata.name]);
  expect(identities.filter((identity) => /jaeger/i.test(identity.join()))).toEqual([]);
  expect(all.map(({ kind }) => kind)).toContain('OpenTelemetryCollector');
  expect(collector(elsewhere)?.spec.config.exporters).toEqual({
    otlp_http: { endpoint: 'https://tempo.example.com:443' },
  });
});

test('a backend of jaeger without its operator is a Jaeger alone', () => {
  const props = {
    backend: jaeger({ storage, installOperator: false }),
    installOtelOperator: false,
  };
  expect(charts(props)).toEqual(['0-namespace', '3-instances']);
  expect(objects('3-instances', props).map(({ kind }) => kind)).toEqual([
    'Jaeger',
    'OpenTelemetryCollector',
  ]);
});

test('what is needed and left to others is said on what needs it', () => {
  const requirements = (props: Partial<AnyStackProps>) =>
    Object.fromEntries(
      stackApp(props)
        .app.charts.flatMap((chart) => Testing.synth(chart))
        .map(({ kind, metadata }) => [kind, metadata.annotations?.['cdk8s-tracing/requires']])
        .filter(([, requirement]) => requirement !== undefined),
    );
  expect(requirements({ instrumentation: {} })).toEqual({ Certificate: 'cert-manager' });
  expect(
    requirements({
      backend: jaeger({ storage, installOperator: false }),
      installOtelOperator: false,
      createNamespace: false,
      instrumentation: {},
      grafana: { namespace: 'grafana' },
    }),
  ).toEqual({
    Jaeger: 'jaeger-operator',
    OpenTelemetryCollector: 'namespace/tracing, opentelemetry-operator',
    Instrumentation: 'opentelemetry-operator',
    ConfigMap: 'namespace/grafana',
  });
  expect(requirements({ grafana: { namespace: 'tracing' } })).toEqual({
    Certificate: 'cert-manager',
  });
});

test("a backend of one's own is handed where its parts go, and joined by what it hands out", () => {
  const scopes: string[] = [];
  const props: Partial<AnyStackProps> = {
    namespace: 'observability',
    clusterDomain: 'k8s.example',
    backend: {
      bind: ({ crds, operators, instances, namespace, clusterDomain }) => {
        scopes.push(...[crds, operators, instances].map(({ node }) => node.id));
        const place = { host: 'store', namespace, clusterDomain };
        return {
          otlp: [new Endpoint('otlp-grpc', place)],
          query: new Endpoint('jaeger-query', { ...place, basePath: '/traces' }),
        };
      },
    },
    grafana: { namespace: 'grafana' },
    // the Service is nobody's here
    guard: 'off',
  };
  expect(collector(props)?.spec.config.exporters.otlp_grpc.endpoint).toBe('store:4317');
  expect(objects('4-grafana', props)[0].data['jaeger-datasource.yaml']).toContain(
    'url: http://store.observability.svc.k8s.example:16686/traces\n',
  );
  expect(scopes.slice(0, 3)).toEqual(['1-crds', '2-operators', '3-instances']);
});

test.each<[string, AnyStackProps, string[]]>([
  ['left to somebody else', { backend, createNamespace: false }, []],
  ['a name', { backend, namespace: 'observability' }, ['observability']],
])('the Namespace is %s', (_, props, names) => {
  expect(objects('0-namespace', props).map(({ metadata }) => metadata.name)).toEqual(names);
});

test('the Namespace is given by object, and is not made again', () => {
  const app = new App({ outdir });
  const namespace = new TracingNamespace(new Chart(app, '0-mine'), 'Namespace', {
    name: 'observability',
  });
  const stack = new TracingStack(app, 'tracing', { backend, namespace });
  expect(stack.namespace).toBe('observability');
  const all = app.charts.flatMap((chart) => Testing.synth(chart));
  expect(all.filter(({ kind }) => kind === 'Namespace')).toHaveLength(1);
  expect(all.find(({ kind }) => kind === 'Jaeger').metadata.namespace).toBe('observability');
});

test('a Namespace that is given by object is refused where it would be made again, or comes too late', () => {
  const stackOf = (id: string, createNamespace?: boolean) => {
    const app = new App({ outdir });
    const namespace = new TracingNamespace(new Chart(app, id), 'Namespace', { name: 'own' });
    new TracingStack(app, 'tracing', { backend, namespace, createNamespace });
    return app;
  };
  expect(() => stackOf('0-mine', true)).toThrow(
    'tracing: createNamespace must not be true with a TracingNamespace, which is in a chart of its own already, got true',
  );
  expect(() => stackOf('mine').synth()).toThrow(
    'must be applied after Namespace own, which comes later; put the Namespace before it, in a file whose name sorts first',
  );
  expect(Testing.synth(stackOf('0-mine', false).charts[1] as Chart)).not.toEqual([]);
});

test('the types know which protocols the collector takes', () => {
  const usual = new TracingStack(new App({ outdir }), 'usual', { backend });
  expectTypeOf(usual.collector.otlpGrpc).toEqualTypeOf<Endpoint<'otlp-grpc'>>();
  const http = new TracingStack(new App({ outdir }), 'http', {
    backend,
    collector: { protocols: ['otlp-http'] },
    thanos: [query],
  });
  expectTypeOf(http.collector.otlpGrpc).toEqualTypeOf<undefined>();
  expect(http.collector.otlpGrpc).toBe(undefined);
});

test('Thanos sends over HTTP to a collector that takes no gRPC', () => {
  const props: Partial<AnyStackProps> = {
    collector: { protocols: ['otlp-http'] },
    thanos: [query],
  };
  const args = objects('4-thanos', props)
    .flatMap(({ spec }) => at(spec, 'template', 'spec', 'containers', 0, 'args') ?? [])
    .join('\n');
  expect(args).toContain('client_type: http');
  expect(args).toContain('endpoint: otel-collector-collector.tracing:4318');
});

test.each<[Partial<AnyStackProps>, string]>([
  [
    { thanos: [query, { ...query, serviceName: 'another' }] },
    'Deployment monitoring/thanos-query is among the manifests twice',
  ],
  [
    {
      tekton: { version: '1.15.0', namespace: 'tracing' },
      grafana: { namespace: 'tracing', name: 'config-tracing' },
    },
    'ConfigMap tracing/config-tracing is among the manifests twice',
  ],
])('an object that would be there twice is refused: %j', (wrong, message) => {
  expect(() => stackApp(wrong).app.synth()).toThrow(message);
  expect(readdirSync(outdir)).toEqual([]);
});

test.each<[object, string]>([
  [
    { backend: undefined },
    ': backend must be made by jaeger({ … }), jaegerV2({ … }) or otlp(endpoint), got nothing',
  ],
  [
    { installOtelOperator: false, otelOperator: { replicas: 2 } },
    ': otelOperator.replicas must not be set with installOtelOperator: false, which installs none; version and collectorImage describe the one that is installed',
  ],
  [
    { backend: { storage } },
    ': backend must be made by jaeger({ … }), jaegerV2({ … }) or otlp(endpoint), got a mapping',
  ],
  [
    { labels: { team: 'a b' } },
    ": labels 'team' must be a label value (letters, digits, '-', '_' and '.', a letter or digit at both ends, at most 63 characters), got 'a b'; did you mean 'a-b'?",
  ],
  [
    { backend: otlp(tempo), grafana: { namespace: 'monitoring' } },
    ': grafana needs a backend with a query API of Jaeger, got one without',
  ],
  [
    { collector: { protocols: ['zipkin'] }, thanos: [query] },
    ': collector.protocols must hold otlp-grpc or otlp-http for thanos, got zipkin',
  ],
  [
    { collector: { protocols: ['otlp-grpc'] }, tekton: { version: '1.15.0' } },
    ': collector.protocols must hold otlp-http for tekton, got otlp-grpc',
  ],
  [
    { collector: { protocols: ['otlp-http'] }, instrumentation: {} },
    ': collector.protocols must hold otlp-grpc for instrumentation, got otlp-http',
  ],
  [{ guard: 'warning' }, ": guard must be one of error, warn, off, got 'warning'"],
  [
    { namespace: 'Tracing' },
    ": namespace must be a DNS-1123 label (lower-case letters, digits and '-', a letter or digit at both ends, at most 63 characters), got 'Tracing'; did you mean 'tracing'?",
  ],
  [{ thanos: query }, ': thanos must be a list of workloads, got a mapping'],
  [
    { collector: { name: 'jaeger' } },
    "/3-instances/Collector: collector.exportTo must not be the collector's own Service jaeger-collector, which a Jaeger called jaeger would have too",
  ],
  [
    { collector: { mode: 'sidecar' }, tekton: { version: '1.15.0' } },
    ': collector.mode must not be sidecar with thanos or tekton, whose pods have no collector of their own',
  ],
  [
    { tekton: { version: 'latest' } },
    "/4-tekton/Tekton: tekton.version must be a release of Tekton Pipelines such as 1.15.0, got 'latest'",
  ],
  [{ tekton: {} }, '/4-tekton/Tekton: tekton.version must be set, got nothing'],
  [
    { thanos: [{ ...query, manifest: 'manifests/none.yaml' }] },
    "/4-thanos/Thanos0: thanos[0].manifest must be a file, got 'manifests/none.yaml', which does not exist",
  ],
  [{ collectr: {} }, ': collectr must be a prop that is known; did you mean collector?'],
  [{ labels: null }, ': labels must be a mapping, got null'],
  [{ collector: 'x' }, ": collector must be a mapping, got 'x'"],
  [{ backends: 'http://t' }, ": backends must be a list of endpoints, got 'http://t'"],
  [
    { backends: ['http://t'] },
    ": backends[0] must be an otlp-grpc or otlp-http endpoint, got 'http://t'",
  ],
  [{ thanos: [null] }, ': thanos[0] must be a mapping, got null'],
  [
    { thanos: [query, { ...query, serviceName: 7 }] },
    '/4-thanos/Thanos1: thanos[1].serviceName must be a string, got 7',
  ],
  [
    { otelOperator: { imagePullSecrets: 'regcred' } },
    "/2-operators/OtelOperator: otelOperator.imagePullSecrets must be a list of names of Secrets, got 'regcred'",
  ],
  [
    { otelOperator: { tolerations: {} } },
    '/2-operators/OtelOperator: otelOperator.tolerations must be a list, got a mapping',
  ],
  [
    { collector: { replicas: '7' } },
    "/3-instances/Collector: collector.replicas must be a number, got '7'",
  ],
  [
    { backend: jaeger({ storage, operator: { replicas: 0 } }) },
    '/2-operators/JaegerOperator: backend.operator.replicas must be a whole number of at least 1, got 0',
  ],
  [
    { backend: jaeger({ storage, collectorReplicas: 0 }) },
    '/3-instances/Jaeger: backend.collectorReplicas must be a whole number of at least 1, got 0',
  ],
])('%j is refused, and nothing is written', (wrong, message) => {
  expect(() => stackApp(wrong).app.synth()).toThrow(new Error(`tracing${message}`));
  expect(readdirSync(outdir)).toEqual([]);
});

test('operators must watch the namespace of the stack', () => {
  const watchNamespaces = ['team-a'] as const;
  expect(() => stackApp({ otelOperator: { watchNamespaces } })).toThrow(
    "otelOperator.watchNamespaces must hold tracing, where the stack's own resources are, got team-a",
  );
  const backend = jaeger({ storage, operator: { watchNamespaces } });
  expect(() => stackApp({ backend })).toThrow('operator.watchNamespaces must hold tracing');
});

test('pods that the namespace would not let in are refused', () => {
  const securityContext = { runAsNonRoot: false };
  const refused =
    "tracing: podSecurity must be a level that allows all pods, got 'restricted', and OpenTelemetryCollector otel-collector: container otc-container must set runAsNonRoot to true, got false";
  expect(() => stackApp({ collector: { securityContext } })).toThrow(refused);
  expect(() => stackApp({ collector: { securityContext }, podSecurity: 'baseline' })).not.toThrow();
  // one of others says for itself what it lets in
  expect(() => stackApp({ collector: { securityContext }, createNamespace: false })).not.toThrow();
});
