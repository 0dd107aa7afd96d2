import { App, Testing } from 'cdk8s';
import { expect, test } from 'vitest';
import { OtelCollector } from '../../../src/constructs/collector/instance.ts';
import type { OtelCollectorProps } from '../../../src/constructs/collector/props.ts';
import type { SignalProps } from '../../../src/constructs/collector/signals/props.ts';
import { Endpoint } from '../../../src/constructs/edge/endpoint.ts';
import { elasticsearch } from '../../../src/constructs/elasticsearch/storage.ts';
import { sdkEnvironment } from '../../../src/constructs/instrumentation/environment.ts';
import { Instrumentation } from '../../../src/constructs/instrumentation/instance.ts';
import { Jaeger } from '../../../src/constructs/jaeger/v1/instance.ts';
import { JaegerV2 } from '../../../src/constructs/jaeger/v2/instance.ts';
import { readGraph } from '../../../src/graph/graph.ts';
import { objectsInOrder, render } from '../../../src/guard/objects.ts';
import { readModel } from '../../../src/model/model.ts';
import { TracingStack } from '../../../src/stack.ts';
import { findings, synth } from './synth.ts';

const storage = elasticsearch({ serverUrls: ['http://es.example.com:9200'], retentionDays: 7 });
const tempo = new Endpoint('otlp-grpc', { host: 'tempo', namespace: 'tempo', signals: ['traces'] });
const vendor = new Endpoint('otlp-http', {
  host: 'otlp.example.com',
  port: 443,
  tls: true,
  headers: { 'x-api-key': { secretName: 'vendor', key: 'api-key' } },
});
const loki = new Endpoint('otlp-http', {
  host: 'loki',
  namespace: 'loki',
  port: 3100,
  basePath: '/otlp',
  signals: ['logs'],
});

function made(props: Partial<OtelCollectorProps>) {
  const objects = synth(props);
  const { spec } = objects.find(({ kind }) => kind === 'OpenTelemetryCollector') ?? {};
  return { objects, spec, config: spec.config };
}

test('takes spans alone unless it is told of others', () => {
  const { config } = made({ exportTo: [vendor], signals: {} });
  expect(Object.keys(config.service.pipelines)).toEqual(['traces']);
  expect(config).toEqual(made({ exportTo: [vendor] }).config);
});

test('takes metrics and logs over the same OTLP, each to where it says', () => {
  const { objects, config } = made({
    exportTo: [tempo],
    signals: { logs: { exportTo: [loki, vendor] }, metrics: { exportTo: [vendor] } },
  });
  expect(config.service.pipelines).toEqual({
    traces: {
      receivers: ['otlp'],
      processors: ['memory_limiter', 'batch'],
      exporters: ['otlp_grpc'],
    },
    metrics: {
      receivers: ['otlp'],
      processors: ['memory_limiter', 'batch'],
      exporters: ['otlp_http/otlp.example.com'],
    },
    logs: {
      receivers: ['otlp'],
      processors: ['memory_limiter', 'batch'],
      exporters: ['otlp_http/loki.loki', 'otlp_http/otlp.example.com'],
    },
  });
  // the exporter adds /v1/logs, which Loki serves under /otlp
  expect(config.exporters['otlp_http/loki.loki']).toEqual({
    endpoint: 'http://loki.loki.svc.cluster.local:3100/otlp',
    tls: { insecure: true },
  });
  expect(Object.keys(config.exporters)).toHaveLength(3);
  // one backend of two signals has one exporter, and one variable of its header
  expect(objects[0].spec.env).toHaveLength(1);
  expect(findings(objects)).toEqual([]);
});

test('sends other signals to the backends of spans where nothing else is said', () => {
  const { objects, config } = made({ exportTo: [vendor], signals: { metrics: {}, logs: {} } });
  const { traces, metrics, logs } = config.service.pipelines;
  expect([metrics, logs]).toEqual([traces, traces]);
  expect(findings(objects)).toEqual([]);
});

test('has components of a signal in its pipeline alone, and shares what is the same', () => {
  const attributes = { k8sattributes: {} };
  const { objects, spec, config } = made({
    exportTo: [tempo],
    version: '0.139.0',
    processors: {
      ...attributes,
      tail_sampling: { policies: [{ name: 'a', type: 'always_sample' }] },
    },
    signals: {
      logs: {
        exportTo: [loki],
        receivers: { k8s_events: { namespaces: ['shop'] } },
        processors: { ...attributes, filter: { logs: { log_record: ['severity_number < 9'] } } },
        exporters: { 'file/logs': { path: '/tmp/logs.json' } },
      },
    },
    volumes: [{ name: 'tmp', emptyDir: {} }],
    volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
  });
  expect(config.service.pipelines).toEqual({
    traces: {
      receivers: ['otlp'],
      processors: ['memory_limiter', 'k8sattributes', 'tail_sampling', 'batch'],
      exporters: ['otlp'],
    },
    logs: {
      receivers: ['otlp', 'k8s_events'],
      processors: ['memory_limiter', 'k8sattributes', 'filter', 'batch'],
      exporters: ['file/logs', 'otlphttp'],
    },
  });
  // with the rights that receivers of a signal ask for, and an image that has them
  const rules = objects.filter(({ kind }) => kind.endsWith('Role')).map(({ rules }) => rules);
  expect(JSON.stringify(rules)).toContain('"events"');
  expect(spec.image).toContain('/opentelemetry-collector-k8s:0.139.0');
  expect(findings(objects)).toEqual([]);
});

test('makes metrics of spans by a connector', () => {
  const { objects, config } = made({
    exportTo: [tempo],
    connectors: { span_metrics: {} },
    signals: {
      metrics: {
        connectors: ['span_metrics'],
        exportTo: [],
        exporters: { prometheus: { endpoint: '0.0.0.0:8889' } },
      },
    },
  });
  expect(config.service.pipelines.metrics.receivers).toEqual(['otlp', 'span_metrics']);
  expect(config.service.pipelines.traces.exporters).toEqual(['otlp_grpc', 'span_metrics']);
  expect(findings(objects)).toEqual([]);
});

test('stores queues of all signals, and makes batches in them', () => {
  const { objects, config } = made({
    exportTo: [tempo],
    persistentQueue: { size: '1Gi' },
    signals: { logs: { exportTo: [loki] } },
  });
  expect(config.service.pipelines.logs.processors).toEqual(['memory_limiter']);
  expect(config.exporters.otlp_http.sending_queue).toEqual(
    config.exporters.otlp_grpc.sending_queue,
  );
  expect(findings(objects)).toEqual([]);
});

test('leaves ports and Services as they are, and is drawn with its backends', () => {
  const plain = made({ exportTo: [tempo] });
  const { objects, spec } = made({ exportTo: [tempo], signals: { logs: { exportTo: [loki] } } });
  expect(spec.ports).toEqual(plain.spec.ports);
  const model = (manifests: readonly object[]) =>
    readModel(manifests.map((value) => ({ value: { ...value } })));
  const ports = (manifests: readonly object[]) =>
    model(manifests).services.all.map(({ name, ports }) => [name, ports.map(({ port }) => port)]);
  expect(ports(objects)).toEqual(ports(plain.objects));
  const edges = readGraph(model(objects), []).edges.map(({ to }) => to);
  expect(edges.filter((to) => to.includes('loki'))).toHaveLength(1);
});

test('has endpoints that say what they take, which senders of others are refused by', () => {
  const chart = Testing.chart();
  const namespace = 'tracing';
  const gateway = new OtelCollector(chart, 'Gateway', {
    namespace,
    name: 'gateway',
    exportTo: [tempo],
    protocols: ['otlp-grpc', 'otlp-http', 'zipkin'],
    signals: { logs: { exportTo: [loki] } },
  });
  expect(gateway.otlpGrpc.signals).toEqual(['traces', 'logs']);
  expect(gateway.endpoint('zipkin').signals).toBeUndefined();
  const agent = (id: string, signals: OtelCollectorProps['signals']) =>
    new OtelCollector(chart, id, { namespace, name: id, exportTo: [gateway.otlpGrpc], signals });
  agent('logs', { logs: {} });
  expect(() => agent('metrics', { metrics: {} })).toThrow(
    'metrics: signals.metrics.exportTo must be set, or each of exportTo must be an endpoint that takes metrics, got http://gateway-collector.tracing.svc.cluster.local:4317, which takes traces and logs alone',
  );
  expect(findings(Testing.synth(chart))).toEqual([]);
});

test.each([
  ['v1', Jaeger],
  ['v2', JaegerV2],
] as const)('keeps logs from Jaeger %s, which takes spans alone', (_, Backend) => {
  const chart = Testing.chart();
  const jaeger = new Backend(chart, 'Jaeger', { namespace: 'tracing', storage });
  const collector = (id: string, logs: SignalProps) =>
    new OtelCollector(chart, id, {
      namespace: 'tracing',
      exportTo: [jaeger.otlpGrpc],
      signals: { logs },
    });
  const alone = 'takes traces alone';
  expect(() => collector('A', {})).toThrow(alone);
  expect(() => collector('B', { exportTo: [jaeger.otlpHttp] })).toThrow(
    /test\/B: signals\.logs\.exportTo must be an endpoint that takes logs, got http:\/\/jaeger\S*:4318, which takes traces alone/,
  );
});

test('keeps spans from what takes logs alone', () => {
  expect(() => made({ exportTo: [loki] })).toThrow(
    'exportTo must be an endpoint that takes traces, got http://loki.loki.svc.cluster.local:3100/otlp, which takes logs alone',
  );
});

test('has applications send what is taken', () => {
  const values = (signals: OtelCollectorProps['signals'], mode?: 'daemonset') => {
    const chart = Testing.chart();
    const namespace = 'tracing';
    const collector = new OtelCollector(chart, 'Collector', {
      namespace,
      exportTo: [vendor],
      signals,
      ...(mode && { mode, hostPort: true }),
    });
    const exportTo = mode ? collector.onNode : collector;
    new Instrumentation(chart, 'Instrumentation', { namespace, exportTo });
    const told = sdkEnvironment({ exportTo: collector.otlpGrpc, serviceName: 'shop' });
    const { env } = Testing.synth(chart).find(({ kind }) => kind === 'Instrumentation')?.spec ?? {};
    const exporters = (list: typeof told) =>
      list.filter(({ name }) => /_(METRICS|LOGS)_EXPORTER$/.test(name)).map(({ value }) => value);
    expect(exporters(told)).toEqual(exporters(env));
    return exporters(env);
  };
  expect(values(undefined)).toEqual(['none', 'none']);
  expect(values({ metrics: {} })).toEqual(['otlp', 'none']);
  expect(values({ logs: {}, metrics: {} }, 'daemonset')).toEqual(['otlp', 'otlp']);
});

test('is a setting of a stack, whose Jaeger then takes the spans', () => {
  const app = new App();
  const backend = { bind: () => ({ otlp: [tempo] as const }) };
  const stack = new TracingStack(app, 'tracing', {
    backend,
    collector: { signals: { logs: { exportTo: [loki] } } },
    instrumentation: {},
  });
  expect(stack.collector.otlpGrpc.signals).toEqual(['traces', 'logs']);
  expect(findings(render(objectsInOrder(app)).map(({ value }) => value as never))).toEqual([]);
});

const logs = (settings: SignalProps) => ({ exportTo: [tempo], signals: { logs: settings } });

test.each<[string, Partial<OtelCollectorProps>, string]>([
  [
    'a processor of spans',
    logs({ exportTo: [loki], processors: { tail_sampling: {} } }),
    'signals.logs.processors must handle logs, got tail_sampling, which handles traces alone',
  ],
  [
    'a receiver of another signal',
    logs({ exportTo: [loki], receivers: { prometheus: {} } }),
    'signals.logs.receivers must handle logs, got prometheus, which handles metrics alone',
  ],
  [
    'an exporter of spans',
    logs({ exportTo: [], exporters: { zipkin: {} } }),
    'signals.logs.exporters must handle logs, got zipkin, which handles traces alone',
  ],
  [
    'an id with two meanings',
    {
      exportTo: [tempo],
      processors: { attributes: { actions: [{ key: 'a', action: 'delete' }] } },
      signals: {
        logs: {
          exportTo: [loki],
          processors: { attributes: { actions: [{ key: 'b', action: 'delete' }] } },
        },
      },
    },
    'signals.logs.processors must not set attributes, which processors has with other settings; call it attributes/logs',
  ],
  [
    'what a prop is there for',
    logs({ exportTo: [loki], processors: { batch: {} } }),
    'signals.logs.processors must not set batch; use the prop batch',
  ],
  [
    'an exporter of a backend',
    logs({ exportTo: [loki], exporters: { otlp_http: { endpoint: 'http://a:4318' } } }),
    'exporters must not set otlp_http; use the prop exportTo',
  ],
  [
    'a pipeline beside',
    {
      ...logs({ exportTo: [loki] }),
      pipelines: { logs: { receivers: ['otlp'], exporters: ['otlp_http'] } },
    },
    'pipelines must not set logs; use the prop signals.logs',
  ],
  [
    'nothing that takes it',
    { ...logs({ exportTo: [loki] }), protocols: ['zipkin'] },
    'signals.logs must take something: add otlp-grpc or otlp-http to protocols, or set signals.logs.receivers, got neither',
  ],
  [
    'nowhere to go',
    logs({ exportTo: [] }),
    'signals.logs must lead somewhere: set signals.logs.exportTo or signals.logs.exporters, got neither',
  ],
  [
    'a connector that is none',
    logs({ exportTo: [loki], connectors: ['count'] }),
    "signals.logs.connectors must be ids of connectors, got 'count', which is none of them",
  ],
  [
    'a connector that makes another signal',
    {
      ...logs({ exportTo: [loki], connectors: ['span_metrics'] }),
      connectors: { span_metrics: {} },
    },
    'signals.logs.connectors must make logs of spans, got span_metrics, which does not',
  ],
  [
    'a backend twice',
    logs({ exportTo: [loki, loki] }),
    'signals.logs.exportTo must name each backend once, got otlp-http http://loki.loki.svc.cluster.local:3100/otlp more than once',
  ],
  [
    'a signal that is none',
    { exportTo: [tempo], signals: { profiles: {} } as OtelCollectorProps['signals'] },
    'signals.profiles must be a prop that is known',
  ],
  [
    'headers of a sidecar',
    { ...logs({ exportTo: [vendor] }), mode: 'sidecar' },
    'signals.logs.exportTo must be an endpoint without headers',
  ],
])('refuses %s', (_, props, message) => {
  expect(() => made(props)).toThrow(`test/Collector: ${message}`);
});

test.each([
  [{ signals: ['spans'] }, "endpoint: signals must be some of traces, metrics, logs, got 'spans'"],
  [{ signals: [] }, 'endpoint: signals must be a list of signals, got an empty one'],
])('refuses an endpoint of %j', (props, message) => {
  expect(() => new Endpoint('otlp-grpc', { host: 'a', ...(props as object) })).toThrow(message);
});

test('refuses signals of a protocol that carries spans alone', () => {
  expect(() => new Endpoint('zipkin', { host: 'a', signals: ['logs'] })).toThrow(
    "endpoint: signals must not be set for zipkin, which is not OTLP, got 'logs'",
  );
});
