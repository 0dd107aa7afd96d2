import { Testing } from 'cdk8s';
import { expect, test } from 'vitest';
import { Endpoint } from '../../../src/constructs/edge/endpoint.ts';
import { Instrumentation } from '../../../src/constructs/instrumentation/instance.ts';
import type { InstrumentationProps } from '../../../src/constructs/instrumentation/props.ts';
import type { Sampler } from '../../../src/constructs/instrumentation/sampler.ts';
import { OtelOperator } from '../../../src/constructs/otel-operator/operator.ts';
import { oneIn } from '../../../src/constructs/sdk/sampling.ts';
import { readOnly } from '../restricted.ts';

const receiver = (tls = false) => ({
  otlpGrpc: new Endpoint('otlp-grpc', { host: 'otel', namespace: 'tracing', tls }),
  otlpHttp: new Endpoint('otlp-http', { host: 'otel', namespace: 'tracing', tls }),
});
const required: InstrumentationProps = { namespace: 'tracing', exportTo: receiver() };

const synth = (overrides: Partial<InstrumentationProps> = {}) => {
  const chart = Testing.chart();
  const instrumentation = new Instrumentation(chart, 'Instrumentation', {
    ...required,
    ...overrides,
  });
  return { instrumentation, objects: Testing.synth(chart) };
};

test('under an older operator that the app installs, no field is written that it does not know', () => {
  const under = (version: '0.148.0' | '0.158.0', restricted?: boolean) => {
    const chart = Testing.chart();
    new OtelOperator(chart, 'Operator', { namespace: 'tracing', version });
    new Instrumentation(chart, 'Instrumentation', { ...required, restricted });
    const made = Testing.synth(chart).find(({ kind }) => kind === 'Instrumentation');
    return made.spec.initContainerSecurityContext;
  };
  expect(under('0.158.0')).toEqual({ ...readOnly, runAsUser: 65534 });
  expect(under('0.148.0')).toBe(undefined);
  expect(() => under('0.148.0', true)).toThrow(
    'test/Instrumentation: restricted must not be true with an operator before 0.150.0, which does not know the field, got 0.148.0',
  );
});

test('with the required props alone, every agent is given the endpoint that it can speak to', () => {
  const { instrumentation, objects } = synth();
  expect(objects).toEqual([
    {
      apiVersion: 'opentelemetry.io/v1alpha1',
      kind: 'Instrumentation',
      metadata: { namespace: 'tracing', name: 'instrumentation' },
      spec: {
        exporter: { endpoint: 'http://otel.tracing.svc.cluster.local:4318' },
        propagators: ['tracecontext', 'baggage'],
        sampler: { type: 'parentbased_always_on' },
        env: [
          { name: 'OTEL_EXPORTER_OTLP_PROTOCOL', value: 'http/protobuf' },
          { name: 'OTEL_METRICS_EXPORTER', value: 'none' },
          { name: 'OTEL_LOGS_EXPORTER', value: 'none' },
        ],
        apacheHttpd: {
          attrs: [
            {
              name: 'ApacheModuleOtelExporterEndpoint',
              value: 'http://otel.tracing.svc.cluster.local:4317',
            },
          ],
        },
        nginx: {
          attrs: [
            {
              name: 'NginxModuleOtelExporterEndpoint',
              value: 'http://otel.tracing.svc.cluster.local:4317',
            },
          ],
        },
        // 65534 is nobody in busybox, whose images the agents are in
        initContainerSecurityContext: { ...readOnly, runAsUser: 65534 },
      },
    },
  ]);
  expect(synth({ restricted: false }).objects[0].spec.initContainerSecurityContext).toBe(undefined);
  expect(instrumentation.namespace).toBe('tracing');
  expect(instrumentation.name).toBe('instrumentation');
});

test('every prop is rendered', () => {
  const all: Required<InstrumentationProps> = {
    namespace: 'apps',
    name: 'shop',
    exportTo: receiver(true),
    sampler: { type: 'parentbased_traceidratio', ...oneIn(16) },
    propagators: ['tracecontext', 'b3multi'],
    resourceAttributes: { 'deployment.environment.name': 'production' },
    env: { OTEL_METRICS_EXPORTER: 'prometheus', OTEL_BSP_MAX_QUEUE_SIZE: '4096' },
    tls: {
      secretName: 'otel-client',
      configMapName: 'otel-ca',
      caFile: 'ca.crt',
      certFile: 'tls.crt',
      keyFile: 'tls.key',
    },
    languages: {
      java: {
        image: 'registry.example.com/java:2.30.0',
        env: { OTEL_JAVAAGENT_DEBUG: 'true' },
        resources: { limits: { memory: '32Mi' } },
      },
      python: { resources: { requests: { memory: '32Mi' } } },
      nodejs: { image: 'registry.example.com/nodejs:0.44.0', protocol: 'otlp-grpc' },
      nginx: {
        image: `registry.example.com/nginx@sha256:${'0'.repeat(64)}`,
        resources: { requests: { cpu: '5m' }, limits: { cpu: '1', memory: '1Gi' } },
      },
    },
    restricted: true,
    labels: { team: 'a' },
    annotations: { 'example.com/owner': 'team-a' },
    extraSpec: {
      imagePullPolicy: 'Always',
      defaults: { useLabelsForResourceAttributes: true },
      resource: { addK8sUIDAttributes: true },
      java: { volumeLimitSize: '300Mi' },
      python: { volumeLimitSize: 300 },
      nginx: { attrs: [{ name: 'NginxModuleEnabled', value: 'ON' }] },
    },
  };
  const grpc = 'https://otel.tracing.svc.cluster.local:4317';
  expect(synth(all).objects).toEqual([
    {
      apiVersion: 'opentelemetry.io/v1alpha1',
      kind: 'Instrumentation',
      metadata: {
        namespace: 'apps',
        name: 'shop',
        labels: { team: 'a' },
        annotations: { 'example.com/owner': 'team-a' },
      },
      spec: {
        exporter: {
          endpoint: 'https://otel.tracing.svc.cluster.local:4318',
          tls: {
            secretName: 'otel-client',
            configMapName: 'otel-ca',
            ca_file: 'ca.crt',
            cert_file: 'tls.crt',
            key_file: 'tls.key',
          },
        },
        propagators: ['tracecontext', 'b3multi'],
        sampler: { type: 'parentbased_traceidratio', argument: '0.0625' },
        resource: {
          resourceAttributes: { 'deployment.environment.name': 'production' },
          addK8sUIDAttributes: true,
        },
        imagePullPolicy: 'Always',
        defaults: { useLabelsForResourceAttributes: true },
        env: [
          { name: 'OTEL_EXPORTER_OTLP_PROTOCOL', value: 'http/protobuf' },
          { name: 'OTEL_METRICS_EXPORTER', value: 'prometheus' },
          { name: 'OTEL_LOGS_EXPORTER', value: 'none' },
          { name: 'OTEL_BSP_MAX_QUEUE_SIZE', value: '4096' },
        ],
        java: {
          image: 'registry.example.com/java:2.30.0',
          env: [{ name: 'OTEL_JAVAAGENT_DEBUG', value: 'true' }],
          // the 64Mi that the operator requests would be more than the limit
          resources: { limits: { memory: '32Mi' }, requests: { cpu: '50m', memory: '32Mi' } },
          volumeLimitSize: '300Mi',
        },
        python: { resourceRequirements: { requests: { memory: '32Mi' } }, volumeLimitSize: 300 },
        nodejs: {
          image: 'registry.example.com/nodejs:0.44.0',
          env: [
            { name: 'OTEL_EXPORTER_OTLP_ENDPOINT', value: grpc },
            { name: 'OTEL_EXPORTER_OTLP_PROTOCOL', value: 'grpc' },
          ],
        },
        apacheHttpd: { attrs: [{ name: 'ApacheModuleOtelExporterEndpoint', value: grpc }] },
        nginx: {
          image: `registry.example.com/nginx@sha256:${'0'.repeat(64)}`,
          attrs: [
            { name: 'NginxModuleOtelExporterEndpoint', value: grpc },
            { name: 'NginxModuleEnabled', value: 'ON' },
          ],
          resourceRequirements: {
            requests: { cpu: '5m', memory: '128Mi' },
            limits: { cpu: '1', memory: '1Gi' },
          },
        },
        initContainerSecurityContext: { ...readOnly, runAsUser: 65534 },
      },
    },
  ]);
});

test.each<[Sampler, unknown]>([
  [{ type: 'always_off' }, { type: 'always_off' }],
  [
    { type: 'traceidratio', ratio: 1 },
    { type: 'traceidratio', argument: '1' },
  ],
  [
    {
      type: 'jaeger_remote',
      endpoint: new Endpoint('jaeger-grpc', { host: 'jaeger-collector', namespace: 'tracing' }),
      pollingIntervalMs: 5000,
      initial: oneIn(4),
    },
    {
      type: 'jaeger_remote',
      argument:
        'endpoint=http://jaeger-collector.tracing.svc.cluster.local:14250,pollingIntervalMs=5000,initialSamplingRate=0.25',
    },
  ],
])('the sampler %j is written as the SDKs read it', (sampler, spec) => {
  expect(synth({ sampler }).objects[0].spec.sampler).toEqual(spec);
});

test('an endpoint of the wrong protocol does not compile, and is refused where types are off', () => {
  const { otlpGrpc, otlpHttp } = receiver();
  // @ts-expect-error the two endpoints are swapped
  expect(() => synth({ exportTo: { otlpGrpc: otlpHttp, otlpHttp: otlpGrpc } })).toThrow(
    new Error(
      'test/Instrumentation: exportTo.otlpGrpc must be an otlp-grpc endpoint, got otlp-http',
    ),
  );
});

test.each<[object, string]>([
  [
    { exportTo: receiver().otlpHttp },
    'exportTo must be a collector, or { otlpGrpc, otlpHttp }, since agents speak either, got one endpoint, otlp-http',
  ],
  [
    { propagators: ['w3c'] },
    "propagators must be one of tracecontext, baggage, b3, b3multi, jaeger, xray, ottrace, none, got 'w3c'",
  ],
  [
    { languages: { ruby: {} } },
    "languages must be one of java, nodejs, python, dotnet, go, apacheHttpd, nginx, got 'ruby'",
  ],
  [
    { sampler: { type: 'ratio' } },
    "sampler.type must be one of always_on, always_off, traceidratio, parentbased_always_on, parentbased_always_off, parentbased_traceidratio, jaeger_remote, xray, got 'ratio'",
  ],
  [
    { sampler: { type: 'jaeger_remote', endpoint: 'jaeger:14250', pollingIntervalMs: 1 } },
    "sampler.endpoint must be a jaeger-grpc endpoint, got 'jaeger:14250'",
  ],
  [
    { env: { OTEL_BSP_MAX_QUEUE_SIZE: 4096 } },
    'env.OTEL_BSP_MAX_QUEUE_SIZE must be a string, got 4096',
  ],
])('%j is refused where types are off', (overrides, message) => {
  expect(() => synth(overrides)).toThrow(new Error(`test/Instrumentation: ${message}`));
});

const mixed = { otlpGrpc: receiver(true).otlpGrpc, otlpHttp: receiver().otlpHttp };

test.each<[Partial<InstrumentationProps>, string]>([
  [
    { namespace: 'Tracing' },
    "namespace must be a DNS-1123 label (lower-case letters, digits and '-', a letter or digit at both ends, at most 63 characters), got 'Tracing'; did you mean 'tracing'?",
  ],
  [
    { name: 'my_app' },
    "name must be a DNS-1123 subdomain (lower-case letters, digits, '-' and '.', a letter or digit at both ends of each part, at most 253 characters), got 'my_app'; did you mean 'my-app'?",
  ],
  [
    { exportTo: mixed },
    'exportTo must speak TLS on both endpoints or on none, got https://otel.tracing.svc.cluster.local:4317 and http://otel.tracing.svc.cluster.local:4318',
  ],
  [
    { tls: { caFile: '/etc/ssl/ca.crt' } },
    'tls needs endpoints that speak TLS, got http://otel.tracing.svc.cluster.local:4318',
  ],
  [
    { exportTo: receiver(true), tls: { secretName: 'otel-client', certFile: 'tls.crt' } },
    'tls must have certFile and keyFile together, got certFile alone',
  ],
  [
    { exportTo: receiver(true), tls: { certFile: 'tls.crt', keyFile: 'tls.key' } },
    "tls must name the secretName that holds 'tls.crt' and 'tls.key'",
  ],
  [
    { exportTo: receiver(true), tls: { caFile: 'ca.crt' } },
    "tls must name the secretName or configMapName that holds 'ca.crt'",
  ],
  [
    { propagators: [] },
    "propagators must name at least one, got none; write ['none'] to carry no trace",
  ],
  [{ propagators: ['b3', 'b3'] }, "propagators must name each one once, got 'b3' twice"],
  [{ propagators: ['b3', 'none'] }, "propagators must not name others beside 'none'"],
  [
    { resourceAttributes: { 'team name': 'a' } },
    "resourceAttributes must have keys without blanks, ',' and '=', got 'team name'",
  ],
  [
    { resourceAttributes: { teams: 'a,b' } },
    "resourceAttributes must have values without ',', '=' and line breaks, got 'a,b' for teams",
  ],
  [
    { env: { JAVA_OPTS: '-Xmx1g' } },
    "env must name variables that start with OTEL_ or SPLUNK_, got 'JAVA_OPTS'; the application's own belong in its workload",
  ],
  [
    { env: { OTEL_TRACES_SAMPLER: 'always_on' } },
    'env must not set OTEL_TRACES_SAMPLER; use the prop sampler',
  ],
  [
    { languages: { go: { env: { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://otel:4317' } } } },
    'languages.go.env must not set OTEL_EXPORTER_OTLP_ENDPOINT; use the prop exportTo',
  ],
  [
    { languages: { python: { protocol: 'otlp-grpc' } } },
    "languages.python.protocol must be otlp-http, got 'otlp-grpc'",
  ],
  [
    { languages: { java: { image: 'registry.example.com:5000/java' } } },
    "languages.java.image must name a release by tag or digest, got 'registry.example.com:5000/java'",
  ],
  [
    { languages: { java: { image: 'java:latest' } } },
    "languages.java.image must name a release, not latest, got 'java:latest'",
  ],
  [
    // @ts-expect-error the types know what other props are there for
    { extraSpec: { sampler: {} } },
    'extraSpec must not set sampler; use the prop sampler',
  ],
  [
    // @ts-expect-error the types know what other props are there for
    { extraSpec: { resource: { resourceAttributes: {} } } },
    'extraSpec.resource must not set resourceAttributes; use the prop resourceAttributes',
  ],
  [
    // @ts-expect-error the types know what other props are there for
    { extraSpec: { java: { resources: {} } } },
    'extraSpec.java must not set resources; use the prop languages.java.resources',
  ],
  [
    { languages: { java: { resources: { requests: { memory: '1Gi' } } } } },
    "languages.java.resources.requests.memory must be at most the limit of 256Mi, got '1Gi'",
  ],
  [
    { languages: { nodejs: { resources: { limits: { memory: '1' } } } } },
    "languages.nodejs.resources.limits.memory must be at least 1Mi, got '1'; did you mean '1Mi'?",
  ],
  [
    { languages: { go: { resources: { requests: {} } } } },
    'languages.go.resources.requests must have an amount, got none, for which the operator puts its own',
  ],
  [
    // @ts-expect-error the types know what other props are there for
    { extraSpec: { go: { image: 'go:1.0.0' } } },
    'extraSpec.go must not set image; use the prop languages.go.image',
  ],
  [
    { extraSpec: { nginx: { attrs: [{ name: 'NginxModuleOtelExporterEndpoint' }] } } },
    'extraSpec.nginx.attrs must not set NginxModuleOtelExporterEndpoint; use the prop exportTo',
  ],
  [
    { sampler: { type: 'traceidratio', ratio: 16 } },
    'sampler.ratio must be a number from 0.000001 to 1, got 16; did you mean oneIn(16)?',
  ],
  [
    {
      sampler: {
        type: 'jaeger_remote',
        endpoint: new Endpoint('jaeger-grpc', { host: 'jaeger-collector' }),
        pollingIntervalMs: 0.5,
        initial: oneIn(1),
      },
    },
    'sampler.pollingIntervalMs must be a whole number of at least 1, got 0.5',
  ],
])('%j is refused', (overrides, message) => {
  expect(() => synth(overrides)).toThrow(new Error(`test/Instrumentation: ${message}`));
});
