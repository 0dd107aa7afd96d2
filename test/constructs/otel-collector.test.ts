import { Testing } from 'cdk8s';
import { expect, test } from 'vitest';
import { OtelCollector, type OtelCollectorProps } from '../../src/constructs/otel-collector.ts';
import { Endpoint } from '../../src/endpoint.ts';
import { parseYaml } from '../../src/yaml.ts';

const jaeger = new Endpoint('otlp-grpc', { host: 'jaeger-collector', namespace: 'tracing' });
const tempo = new Endpoint('otlp-http', { host: 'tempo.example.com', port: 443, tls: true });

function synth(props: Partial<OtelCollectorProps> = {}) {
  const chart = Testing.chart();
  const collector = new OtelCollector(chart, 'Collector', {
    namespace: 'tracing',
    exportTo: [jaeger],
    ...props,
  });
  return { collector, manifest: Testing.synth(chart)[0] };
}

test('feeds its backend over one exporter from its required props alone', () => {
  expect(synth().manifest).toEqual({
    apiVersion: 'opentelemetry.io/v1beta1',
    kind: 'OpenTelemetryCollector',
    metadata: { name: 'otel-collector', namespace: 'tracing' },
    spec: {
      resources: { limits: { memory: '512Mi' }, requests: { memory: '512Mi' } },
      config: {
        receivers: {
          otlp: {
            protocols: {
              grpc: { endpoint: '0.0.0.0:4317' },
              http: { endpoint: '0.0.0.0:4318' },
            },
          },
        },
        processors: {
          memory_limiter: {
            check_interval: '1s',
            limit_percentage: 80,
            spike_limit_percentage: 20,
          },
          batch: { send_batch_size: 2048, send_batch_max_size: 2048, timeout: '5s' },
        },
        exporters: {
          otlp_grpc: { endpoint: 'jaeger-collector:4317', tls: { insecure: true } },
        },
        service: {
          pipelines: {
            traces: {
              receivers: ['otlp'],
              processors: ['memory_limiter', 'batch'],
              exporters: ['otlp_grpc'],
            },
          },
        },
      },
    },
  });
});

const every: Required<OtelCollectorProps> = {
  namespace: 'observability',
  name: 'gateway',
  apiVersion: 'v1beta1',
  image: 'otel/opentelemetry-collector-contrib:0.143.1',
  version: '0.143.1',
  mode: 'statefulset',
  replicas: 2,
  protocols: ['otlp-grpc', 'jaeger-grpc', 'jaeger-thrift-http', 'zipkin'],
  exportTo: [jaeger, tempo],
  memoryLimit: '1Gi',
  memoryLimiter: { check_interval: '2s', limit_mib: 800 },
  batch: { timeout: '1s' },
  debug: 'basic',
  receivers: { kafka: { brokers: ['kafka:9092'] } },
  processors: { attributes: { actions: [{ key: 'password', action: 'delete' }] } },
  exporters: { 'file/audit': { path: '/data/spans.json' } },
  connectors: { spanmetrics: {} },
  extensions: { health_check: { endpoint: '0.0.0.0:13133' } },
  pipelines: { metrics: { receivers: ['spanmetrics'], exporters: ['debug'] } },
  telemetry: { metrics: { level: 'detailed' } },
  extraSpec: { serviceAccount: 'gateway', upgradeStrategy: 'none' },
  clusterDomain: 'k8s.example',
};

test('renders every prop', () => {
  const { manifest, collector } = synth(every);
  expect(manifest.metadata).toEqual({ name: 'gateway', namespace: 'observability' });
  expect(manifest.spec).toEqual({
    mode: 'statefulset',
    replicas: 2,
    image: 'otel/opentelemetry-collector-contrib:0.143.1',
    resources: { limits: { memory: '1Gi' }, requests: { memory: '1Gi' } },
    serviceAccount: 'gateway',
    upgradeStrategy: 'none',
    config: {
      receivers: {
        otlp: { protocols: { grpc: { endpoint: '0.0.0.0:4317' } } },
        jaeger: {
          protocols: {
            grpc: { endpoint: '0.0.0.0:14250' },
            thrift_http: { endpoint: '0.0.0.0:14268' },
          },
        },
        zipkin: { endpoint: '0.0.0.0:9411' },
        kafka: { brokers: ['kafka:9092'] },
      },
      processors: {
        memory_limiter: { check_interval: '2s', limit_mib: 800 },
        attributes: { actions: [{ key: 'password', action: 'delete' }] },
        batch: { timeout: '1s' },
      },
      exporters: {
        'file/audit': { path: '/data/spans.json' },
        debug: { verbosity: 'basic' },
        otlp: { endpoint: 'jaeger-collector.tracing:4317', tls: { insecure: true } },
        otlphttp: { endpoint: 'https://tempo.example.com:443' },
      },
      connectors: { spanmetrics: {} },
      extensions: { health_check: { endpoint: '0.0.0.0:13133' } },
      service: {
        extensions: ['health_check'],
        telemetry: { metrics: { level: 'detailed' } },
        pipelines: {
          traces: {
            receivers: ['otlp', 'jaeger', 'zipkin', 'kafka'],
            processors: ['memory_limiter', 'attributes', 'batch'],
            exporters: ['file/audit', 'debug', 'otlp', 'otlphttp'],
          },
          metrics: { receivers: ['spanmetrics'], exporters: ['debug'] },
        },
      },
    },
  });
  expect(collector.endpoint('zipkin').url('shop')).toBe(
    'http://gateway-collector.observability.svc.k8s.example:9411',
  );
});

test('hands out the operator-made Service', () => {
  const { collector } = synth();
  expect(collector.otlpGrpc.address('monitoring')).toBe('otel-collector-collector.tracing:4317');
  expect(collector.otlpHttp.tracesUrl('tekton-pipelines')).toBe(
    'http://otel-collector-collector.tracing.svc.cluster.local:4318/v1/traces',
  );
});

test('a sidecar is reached on localhost', () => {
  expect(synth({ mode: 'sidecar' }).collector.otlpGrpc.address('shop')).toBe('localhost:4317');
});

test('v1alpha1 holds the same configuration as text', () => {
  const text = synth({ apiVersion: 'v1alpha1' }).manifest;
  expect(text.apiVersion).toBe('opentelemetry.io/v1alpha1');
  expect(parseYaml(text.spec.config, 'config')[0]?.value).toEqual(synth().manifest.spec.config);
});

test.each([
  ['0.85.0', 'logging', 'otlp'],
  ['0.86.0', 'debug', 'otlp'],
  ['0.143.1', 'debug', 'otlp'],
  ['0.144.0', 'debug', 'otlp_grpc'],
])('collector %s calls its exporters %s and %s', (version, debug, otlp) => {
  const { config } = synth({ version, debug: 'basic' }).manifest.spec;
  expect(Object.keys(config.exporters).sort()).toEqual([debug, otlp].sort());
});

test('two backends of one kind get an exporter each', () => {
  const other = new Endpoint('otlp-grpc', { host: 'tempo', namespace: 'tempo' });
  const { config } = synth({ exportTo: [jaeger, other] }).manifest.spec;
  expect(config.exporters).toEqual({
    'otlp_grpc/jaeger-collector.tracing': {
      endpoint: 'jaeger-collector:4317',
      tls: { insecure: true },
    },
    'otlp_grpc/tempo.tempo': { endpoint: 'tempo.tempo:4317', tls: { insecure: true } },
  });
});

test('an endpoint that does not take OTLP is no backend', () => {
  const thrift = new Endpoint('jaeger-thrift-http', { host: 'jaeger-collector' });
  // @ts-expect-error collectors dropped their jaeger exporter, so thrift cannot be sent
  const exportTo: OtelCollectorProps['exportTo'] = [thrift];
  expect(exportTo).toHaveLength(1);
});

test('fails to hand out a protocol that it does not open', () => {
  const { collector } = synth({ protocols: ['otlp-grpc'] });
  expect(() => collector.otlpHttp).toThrow(
    "test/Collector must list 'otlp-http' in protocols to take it, got otlp-grpc",
  );
});

test.each<[Partial<OtelCollectorProps>, string]>([
  [{ memoryLimit: 'lots' }, "memoryLimit must be a quantity such as 512Mi or 1Gi, got 'lots'"],
  [{ replicas: -1 }, 'replicas must be a whole number of at least 0, got -1'],
  [
    { processors: { resource: null } },
    "config.processors.resource must not be null, write {} for the component's defaults",
  ],
])('fails for %j', (wrong, message) => {
  expect(() => synth(wrong)).toThrow(message);
});
