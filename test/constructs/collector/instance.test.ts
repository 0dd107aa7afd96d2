import { Testing } from 'cdk8s';
import { expect, expectTypeOf, test } from 'vitest';
import { OtelCollector } from '../../../src/constructs/collector/instance.ts';
import type { OtelCollectorProps } from '../../../src/constructs/collector/props.ts';
import { Endpoint } from '../../../src/constructs/edge/endpoint.ts';
import { ThanosTracing } from '../../../src/constructs/thanos/tracing.ts';
import { parseYaml } from '../../../src/yaml.ts';
import { additions, placement } from '../pod-props.ts';
import { readOnly } from '../restricted.ts';

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
      resources: { limits: { memory: '512Mi' }, requests: { cpu: '100m', memory: '512Mi' } },
      securityContext: readOnly,
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

test('keeps to restricted, unless it is told otherwise, with what else a security context says', () => {
  const extraSpec = { targetAllocator: { enabled: true } };
  const scraping: Partial<OtelCollectorProps> = {
    mode: 'statefulset',
    receivers: { prometheus: { config: { scrape_configs: [{ job_name: 'self' }] } } },
    debug: 'basic',
    pipelines: { metrics: { receivers: ['prometheus'], exporters: ['debug'] } },
    securityContext: { runAsUser: 1000, readOnlyRootFilesystem: false },
    extraSpec,
  };
  const own = synth(scraping).manifest.spec;
  expect(own.securityContext).toEqual({
    ...readOnly,
    readOnlyRootFilesystem: false,
    runAsUser: 1000,
  });
  expect(own.targetAllocator).toEqual({ enabled: true, securityContext: readOnly });
  const upstream = synth({ ...scraping, restricted: false }).manifest.spec;
  expect(upstream.securityContext).toEqual({ runAsUser: 1000, readOnlyRootFilesystem: false });
  expect(upstream.targetAllocator).toEqual({ enabled: true });
});

const { podLabels, ...podAdditions } = additions;
const pod = { ...placement, ...podAdditions, podDisruptionBudget: { minAvailable: '50%' } };

// those that are left out do not go with the others, and have tests of their own beside this one
const every: Required<
  Omit<
    OtelCollectorProps,
    | 'autoscaler'
    | 'imagePullSecrets'
    | 'hostPort'
    | 'distribution'
    | 'persistentQueue'
    | 'exportToKafka'
    | 'receiveFromKafka'
    | 'signals'
  >
> = {
  ...pod,
  serviceAccountName: 'gateway',
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
  resources: { requests: { cpu: '100m', memory: '512Mi' }, limits: { cpu: '1' } },
  memoryLimiter: { check_interval: '2s', limit_mib: 800 },
  batch: { timeout: '1s' },
  sendingQueue: { queue_size: 200 },
  compression: 'zstd',
  timeout: '10s',
  retryOnFailure: { maxElapsedTime: '1h' },
  debug: 'basic',
  receivers: { kafka: { brokers: ['kafka:9092'] } },
  processors: { attributes: { actions: [{ key: 'password', action: 'delete' }] } },
  exporters: { 'file/audit': { path: '/data/spans.json' } },
  connectors: { spanmetrics: {} },
  extensions: { health_check: { endpoint: '0.0.0.0:13133' } },
  pipelines: {
    metrics: { receivers: ['spanmetrics'], processors: ['batch'], exporters: ['debug'] },
  },
  telemetry: { metrics: { level: 'detailed' } },
  extraSpec: { hostNetwork: true, upgradeStrategy: 'none' },
  clusterDomain: 'k8s.example',
  limitMemory: true,
  createRoles: true,
  restricted: true,
  labels: { team: 'a' },
  annotations: { 'example.com/owner': 'team-a' },
};

test('renders every prop', () => {
  const { manifest, collector } = synth(every);
  expect(manifest.metadata).toEqual({
    name: 'gateway',
    namespace: 'observability',
    labels: { team: 'a' },
    annotations: { 'example.com/owner': 'team-a' },
  });
  expect(manifest.spec).toEqual({
    mode: 'statefulset',
    replicas: 2,
    image: 'otel/opentelemetry-collector-contrib:0.143.1',
    resources: {
      limits: { cpu: '1', memory: '1Gi' },
      requests: { cpu: '100m', memory: '512Mi' },
    },
    ...pod,
    securityContext: { ...readOnly, ...pod.securityContext },
    serviceAccount: 'gateway',
    hostNetwork: true,
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
        otlp: {
          endpoint: 'jaeger-collector.tracing:4317',
          tls: { insecure: true },
          sending_queue: { queue_size: 200 },
          compression: 'zstd',
          timeout: '10s',
          retry_on_failure: { max_elapsed_time: '1h' },
        },
        otlphttp: {
          endpoint: 'https://tempo.example.com:443',
          sending_queue: { queue_size: 200 },
          compression: 'zstd',
          timeout: '10s',
          retry_on_failure: { max_elapsed_time: '1h' },
        },
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
            exporters: ['file/audit', 'debug', 'otlp', 'otlphttp', 'spanmetrics'],
          },
          metrics: { receivers: ['spanmetrics'], processors: ['batch'], exporters: ['debug'] },
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

test('two backends of one host are told apart by their ports', () => {
  const other = new Endpoint('otlp-grpc', { host: 'tempo', namespace: 'tempo', port: 5317 });
  const usual = new Endpoint('otlp-grpc', { host: 'tempo', namespace: 'tempo' });
  const { config } = synth({ exportTo: [usual, other, jaeger] }).manifest.spec;
  expect(Object.keys(config.exporters).sort()).toEqual([
    'otlp_grpc/jaeger-collector.tracing',
    'otlp_grpc/tempo.tempo-4317',
    'otlp_grpc/tempo.tempo-5317',
  ]);
});

const deletion = { actions: [{ key: 'password', action: 'delete' }] };

test('what another pipeline names stays out of the traces pipeline, and connectors join the two', () => {
  const { service } = synth({
    receivers: { prometheus: { config: {} } },
    processors: { attributes: deletion, 'attributes/metrics': deletion },
    volumes: [{ name: 'data', emptyDir: {} }],
    volumeMounts: [{ name: 'data', mountPath: '/data' }],
    exporters: { file: { path: '/data/spans.json' }, 'prometheus/spans': { endpoint: ':8889' } },
    connectors: { spanmetrics: {}, 'forward/in': {}, exceptions: {} },
    pipelines: {
      metrics: {
        receivers: ['prometheus', 'spanmetrics'],
        processors: ['attributes/metrics'],
        exporters: ['prometheus/spans'],
      },
      'traces/in': { receivers: ['otlp'], exporters: ['forward/in'] },
    },
  }).manifest.spec.config;
  expect(service.pipelines.traces).toEqual({
    receivers: ['otlp', 'forward/in'],
    processors: ['memory_limiter', 'attributes', 'batch'],
    exporters: ['file', 'otlp_grpc', 'spanmetrics'],
  });
});

test('a pipeline called traces replaces ours', () => {
  const traces = { receivers: ['otlp'], exporters: ['otlp_grpc'] };
  expect(synth({ pipelines: { traces } }).manifest.spec.config.service.pipelines).toEqual({
    traces,
  });
});

test('other exporters can take the place of OTLP backends', () => {
  const { config } = synth({ exportTo: [], exporters: { kafka: {} } }).manifest.spec;
  expect(config.exporters).toEqual({ kafka: {} });
  expect(config.service.pipelines.traces.exporters).toEqual(['kafka']);
});

test('a component that is not defined is not there', () => {
  expect(synth({ processors: { attributes: undefined } }).manifest).toEqual(synth().manifest);
});

test('memory without a limit leaves the limits to their prop', () => {
  const requests = { cpu: '100m', memory: '512Mi' };
  expect(synth({ limitMemory: false }).manifest.spec.resources).toEqual({ requests });
  const limits = { memory: '2Gi' };
  const { spec } = synth({ limitMemory: false, resources: { limits } }).manifest;
  expect(spec.resources).toEqual({ limits, requests });
});

test('what is usual is not requested above a limit, and nothing is where nothing is asked for', () => {
  const small = synth({ resources: { limits: { cpu: '50m' } } }).manifest.spec.resources;
  expect(small.requests).toEqual({ cpu: '50m', memory: '512Mi' });
  const none = synth({ resources: { requests: {} } }).manifest.spec.resources;
  expect(none).toEqual({ limits: { memory: '512Mi' } });
  const bare = { limitMemory: false, resources: { requests: {} } };
  expect(synth(bare).manifest.spec).not.toHaveProperty('resources');
});

test('endpoints follow the receivers in use', () => {
  const moved = synth({
    protocols: ['otlp-grpc', 'zipkin'],
    receivers: {
      otlp: { protocols: { grpc: { endpoint: '0.0.0.0:14317', tls: {} } } },
      'otlp/public': { protocols: { grpc: { endpoint: '0.0.0.0:24317' } } },
      zipkin: { endpoint: '0.0.0.0:19411' },
    },
  }).collector;
  expect(moved.endpoint('otlp-grpc').url()).toBe(
    'https://otel-collector-collector.tracing.svc.cluster.local:14317',
  );
  expect(moved.endpoint('zipkin').address('shop')).toBe('otel-collector-collector.tracing:19411');
});

test('endpoints follow the ports of the Service, which a sidecar has none of', () => {
  const ports = [{ name: 'otlp', port: 80, targetPort: 4317 }];
  const service = synth({ extraSpec: { ports } }).collector;
  expect(service.otlpGrpc.address('shop')).toBe('otel-collector-collector.tracing:80');
  const sidecar = synth({ mode: 'sidecar', extraSpec: { ports } }).collector;
  expect(sidecar.otlpGrpc.address('shop')).toBe('localhost:4317');
});

test('receivers left empty open the ports that they have by default', () => {
  const { collector } = synth({
    apiVersion: 'v1alpha1',
    receivers: { otlp: { protocols: { grpc: null, http: null } } },
  });
  expect(collector.otlpGrpc.port).toBe(4317);
  expect(collector.otlpHttp.port).toBe(4318);
});

test('an endpoint that does not take OTLP is no backend', () => {
  const thrift = new Endpoint('jaeger-thrift-http', { host: 'jaeger-collector' });
  // @ts-expect-error collectors dropped their jaeger exporter, so thrift cannot be sent
  expect(() => synth({ exportTo: [thrift] })).toThrow(
    new Error(
      'test/Collector: exportTo must be an otlp-grpc or otlp-http endpoint, got jaeger-thrift-http',
    ),
  );
});

test('the receiver that is in use is the one that takes a protocol', () => {
  const { collector } = synth({
    protocols: ['otlp-grpc'],
    receivers: { 'otlp/public': { protocols: { grpc: { endpoint: '0.0.0.0:24317' } } } },
    pipelines: { traces: { receivers: ['otlp/public'], exporters: ['otlp_grpc'] } },
  });
  expect(collector.otlpGrpc.port).toBe(24317);
});

test('the types know which protocols it takes', () => {
  const scope = Testing.chart();
  const props = { namespace: 'tracing', exportTo: [tempo] };
  const thanos = { manifest: 'manifests/thanos-query.yaml', serviceName: 'thanos' };
  const usual = new OtelCollector(scope, 'Usual', props);
  expectTypeOf(usual.otlpGrpc).toEqualTypeOf<Endpoint<'otlp-grpc'>>();
  expectTypeOf(usual.otlpHttp).toEqualTypeOf<Endpoint<'otlp-http'>>();
  const http = new OtelCollector(scope, 'Http', { ...props, protocols: ['otlp-http', 'zipkin'] });
  expectTypeOf(http.otlpGrpc).toEqualTypeOf<undefined>();
  expectTypeOf(http.otlpHttp).toEqualTypeOf<Endpoint<'otlp-http'>>();
  expectTypeOf(http.endpoint('zipkin')).toEqualTypeOf<Endpoint<'zipkin'>>();
  expect([http.otlpGrpc, http.otlpHttp.port]).toEqual([undefined, 4318]);
  expect(() => {
    // @ts-expect-error nothing takes OTLP over gRPC
    new ThanosTracing(scope, 'Thanos', { ...thanos, exportTo: http.otlpGrpc });
  }).toThrow(
    new Error('test/Thanos: exportTo must be an otlp-grpc or otlp-http endpoint, got nothing'),
  );
});

const own = new Endpoint('otlp-grpc', { host: 'otel-collector-collector', namespace: 'tracing' });

test.each<[Partial<OtelCollectorProps>, string]>([
  [
    { namespace: 'Tracing' },
    "namespace must be a DNS-1123 label (lower-case letters, digits and '-', a letter or digit at both ends, at most 63 characters), got 'Tracing'; did you mean 'tracing'?",
  ],
  [
    { name: 'Gateway' },
    "name must be lower-case letters, digits and '-', beginning with a letter, got 'Gateway'",
  ],
  [
    { name: 'g'.repeat(43) },
    `name must be at most 42 characters, or its Service names are cut, got '${'g'.repeat(43)}' (43)`,
  ],
  [
    { clusterDomain: '.local' },
    "clusterDomain must be a DNS-1123 subdomain (lower-case letters, digits, '-' and '.', a letter or digit at both ends of each part, at most 253 characters), got '.local'",
  ],
  [
    { exportTo: [jaeger, tempo, jaeger] },
    'exportTo must name each backend once, got otlp-grpc http://jaeger-collector.tracing.svc.cluster.local:4317 more than once',
  ],
  [
    { exportTo: [own] },
    "exportTo must not be the collector's own Service otel-collector-collector, which a Jaeger called otel-collector would have too",
  ],
  [
    { image: 'otel/opentelemetry-collector' },
    "image must name a release by tag or digest, got 'otel/opentelemetry-collector'",
  ],
  [
    { image: 'registry.example.com/collector:stable' },
    "version must say which collector release the image is, got only image 'registry.example.com/collector:stable'",
  ],
  [{ version: 'latest' }, "version must be a release number such as 1.2.3, got 'latest'"],
  [{ memoryLimit: 'lots' }, "memoryLimit must be a quantity such as 512Mi or 1Gi, got 'lots'"],
  [{ memoryLimit: '512m' }, "memoryLimit must be at least 1Mi, got '512m'; did you mean '512Mi'?"],
  [
    { resources: { limits: { memory: '1Gi' } } },
    'resources.limits must not set memory; use the prop memoryLimit',
  ],
  [
    { resources: { requests: { memory: '1Gi' } } },
    "resources.requests.memory must be at most the limit of 512Mi, got '1Gi'",
  ],
  [
    { resources: { requests: { cpu: 'much' } } },
    "resources.requests.cpu must be a quantity such as 512Mi or 1Gi, got 'much'",
  ],
  [
    { limitMemory: false, resources: { limits: { memory: '0' } } },
    "resources.limits.memory must be more than 0, got '0'",
  ],
  [
    { limitMemory: false, memoryLimit: '1Gi' },
    "memoryLimit must not be set with limitMemory: false, got '1Gi'",
  ],
  [
    { receivers: { otlp: { protocols: { grpc: {} } } } },
    "protocols must be those that receivers open, got 'otlp-http', which none of them does; name the others in protocols",
  ],
  [
    { labels: { team: 'a b' } },
    "labels 'team' must be a label value (letters, digits, '-', '_' and '.', a letter or digit at both ends, at most 63 characters), got 'a b'; did you mean 'a-b'?",
  ],
  [{ replicas: -1 }, 'replicas must be a whole number of at least 0, got -1'],
  [{ replicas: 2 ** 31 }, 'replicas must be at most 2147483647, got 2147483648'],
  [
    { replicas: 2, mode: 'daemonset' },
    'replicas must not be set for mode daemonset, which runs no number of pods of its own, got 2',
  ],
  [{ processors: { batch: {} } }, 'processors must not set batch; use the prop batch'],
  [
    { processors: { memory_limiter: {} } },
    'processors must not set memory_limiter; use the prop memoryLimiter',
  ],
  [{ exporters: { otlp_grpc: {} } }, 'exporters must not set otlp_grpc; use the prop exportTo'],
  [
    { exporters: { debug: {} }, debug: 'basic' },
    'exporters must not set debug; use the prop debug',
  ],
  [
    { apiVersion: 'v1alpha1', batch: { send_batch_size: Number.NaN } },
    'batch.send_batch_size must be something that YAML can hold, got NaN',
  ],
])('fails for %j', (wrong, message) => {
  expect(() => synth(wrong)).toThrow(new Error(`test/Collector: ${message}`));
});

test.each<[object, string]>([
  [{ exportTo: jaeger }, 'exportTo must be a list of endpoints, got Endpoint'],
  [{ exportTo: [] }, 'exportTo must be a list of endpoints, got an empty one'],
  [
    { exporters: { file: { path: () => '/data' } } },
    'exporters.file.path must be something that YAML can hold, got a function',
  ],
  [
    { processors: { filter: { since: new Date(0) } } },
    'processors.filter.since must be something that YAML can hold, got Date',
  ],
  [
    { processors: { resource: null } },
    'processors.resource must not be null, write {} for defaults',
  ],
  [
    { processors: { attributes: { actions: [undefined] } } },
    'processors.attributes.actions.0 must not be null, write {} for defaults',
  ],
  [
    { exportTo: ['jaeger-collector:4317'] },
    "exportTo must be an otlp-grpc or otlp-http endpoint, got 'jaeger-collector:4317'",
  ],
  [{ protocols: [] }, 'protocols must be a list of protocols, got an empty one'],
  [{ protocols: 'otlp-grpc' }, "protocols must be a list of protocols, got 'otlp-grpc'"],
  [
    { protocols: ['otlp'] },
    "protocols must be one of otlp-grpc, otlp-http, jaeger-grpc, jaeger-thrift-http, zipkin, got 'otlp'",
  ],
  [{ apiVersion: 'v1' }, "apiVersion must be one of v1beta1, v1alpha1, got 'v1'"],
  [
    { mode: 'Deployment' },
    "mode must be one of deployment, daemonset, statefulset, sidecar, got 'Deployment'",
  ],
  [{ debug: true }, 'debug must be a string, got true'],
  [{ processors: ['attributes'] }, 'processors must be a mapping, got a list'],
  [{ telemetry: null }, 'telemetry must be a mapping, got null'],
  [{ extraSpec: { replicas: 2 } }, 'extraSpec must not set replicas; use the prop replicas'],
  [
    { extraSpec: { config: {} } },
    'extraSpec must not set config; use the prop receivers, processors, exporters, pipelines or another one of its parts',
  ],
  [
    { extraSpec: { nodeSelector: null } },
    'extraSpec.nodeSelector must not be null, write {} for defaults',
  ],
])('fails for %j where types are off', (wrong, message) => {
  expect(() => synth(wrong)).toThrow(new Error(`test/Collector: ${message}`));
});
