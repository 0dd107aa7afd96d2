import { Testing } from 'cdk8s';
import { expect, test } from 'vitest';
import { Endpoint } from '../../../src/constructs/edge/endpoint.ts';
import {
  IngressNginxTracing,
  type IngressNginxTracingProps,
} from '../../../src/constructs/ingress/nginx.ts';
import {
  type TraefikTracingProps,
  traefikTracingArgs,
  traefikTracingConfig,
} from '../../../src/constructs/ingress/traefik.ts';
import { oneIn } from '../../../src/constructs/sdk/sampling.ts';

const grpc = new Endpoint('otlp-grpc', { host: 'otel', namespace: 'tracing' });
const http = new Endpoint('otlp-http', { host: 'otel', namespace: 'tracing', basePath: '/otlp' });

const synth = (props: Partial<IngressNginxTracingProps> = {}) => {
  const chart = Testing.chart();
  const nginx = new IngressNginxTracing(chart, 'Nginx', { exportTo: grpc, ...props });
  return { nginx, objects: Testing.synth(chart) };
};

test('Ingress NGINX is told by a part of its ConfigMap', () => {
  const { nginx, objects } = synth();
  expect(objects).toEqual([
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'ingress-nginx-controller', namespace: 'ingress-nginx' },
      data: nginx.data,
    },
  ]);
  expect(nginx.data).toEqual({
    'enable-opentelemetry': 'true',
    'otlp-collector-host': 'otel.tracing.svc.cluster.local',
    'otlp-collector-port': '4317',
    'otel-service-name': 'nginx',
    'otel-sampler': 'AlwaysOn',
    'otel-sampler-parent-based': 'true',
    'opentelemetry-trust-incoming-span': 'true',
  });
});

test('every prop of Ingress NGINX is rendered', () => {
  const all: Required<IngressNginxTracingProps> = {
    exportTo: grpc,
    sampling: oneIn(16),
    trustIncomingSpans: false,
    serviceName: 'edge',
    extraData: { 'otel-max-queuesize': '4096' },
    namespace: 'ingress',
    name: 'nginx',
    labels: { team: 'a' },
    annotations: { 'example.com/owner': 'b' },
  };
  expect(synth(all).objects).toEqual([
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name: 'nginx',
        namespace: 'ingress',
        labels: { team: 'a' },
        annotations: { 'example.com/owner': 'b' },
      },
      data: {
        'enable-opentelemetry': 'true',
        'otlp-collector-host': 'otel.tracing.svc.cluster.local',
        'otlp-collector-port': '4317',
        'otel-service-name': 'edge',
        'otel-sampler': 'TraceIdRatioBased',
        'otel-sampler-ratio': '0.0625',
        'otel-sampler-parent-based': 'true',
        'opentelemetry-trust-incoming-span': 'false',
        'otel-max-queuesize': '4096',
      },
    },
  ]);
});

test('Ingress NGINX reaches neither what is outside nor a name that would end its quotes', () => {
  expect(() => synth({ exportTo: new Endpoint('otlp-grpc', { host: 'example.com' }) })).toThrow(
    'test/Nginx: exportTo must be a Service in the cluster, got host example.com; send to a collector that has it in exportTo',
  );
  expect(() => synth({ exportTo: http as never })).toThrow(
    'test/Nginx: exportTo must be an otlp-grpc endpoint, got otlp-http',
  );
  expect(() => synth({ extraData: { 'otel-sampler': 'AlwaysOff' } as never })).toThrow(
    "test/Nginx: extraData key must be one of opentelemetry-config, opentelemetry-operation-name, otel-max-export-batch-size, otel-max-queuesize, otel-schedule-delay-millis, got 'otel-sampler'",
  );
  expect(() => synth({ extraData: { 'opentelemetry-operation-name': 'a"b' } })).toThrow(
    "test/Nginx: extraData.opentelemetry-operation-name must be a name on one line without quotes and backslashes, got 'a\"b'",
  );
  expect(() => synth({ extraData: { 'otel-max-queuesize': 'many' } })).toThrow(
    "test/Nginx: extraData.otel-max-queuesize must be a whole number of at least 1, got 'many'",
  );
  expect(() => synth({ extraData: { 'opentelemetry-config': '/etc/a.toml; include b' } })).toThrow(
    "test/Nginx: extraData.opentelemetry-config must be the path of a file, got '/etc/a.toml; include b'",
  );
  expect(() => synth({ serviceName: 'a"b' })).toThrow(
    "test/Nginx: serviceName must be a name on one line without quotes and backslashes, got 'a\"b'",
  );
});

test('Traefik is told by arguments, over gRPC and over HTTP', () => {
  expect(traefikTracingArgs({ exportTo: grpc, from: 'traefik' })).toEqual([
    '--tracing.serviceName=traefik',
    '--tracing.otlp.grpc.endpoint=otel.tracing:4317',
    '--tracing.otlp.grpc.insecure=true',
  ]);
  const all: Required<TraefikTracingProps> = {
    exportTo: http,
    from: 'tracing',
    serviceName: 'edge',
    sampling: oneIn(4),
    addInternals: true,
    capturedRequestHeaders: ['X-Request-Id', 'X-Tenant'],
    capturedResponseHeaders: ['X-Cache'],
    safeQueryParams: ['page'],
  };
  expect(traefikTracingArgs(all)).toEqual([
    '--tracing.serviceName=edge',
    '--tracing.sampleRate=0.25',
    '--tracing.addInternals=true',
    '--tracing.capturedRequestHeaders[0]=X-Request-Id',
    '--tracing.capturedRequestHeaders[1]=X-Tenant',
    '--tracing.capturedResponseHeaders[0]=X-Cache',
    '--tracing.safeQueryParams[0]=page',
    '--tracing.otlp.http.endpoint=http://otel:4318/otlp/v1/traces',
  ]);
  const secure = new Endpoint('otlp-grpc', { host: 'otlp.example.com', tls: true });
  expect(traefikTracingArgs({ exportTo: secure, from: 'traefik' })).toContain(
    '--tracing.otlp.grpc.endpoint=otlp.example.com:4317',
  );
});

// source: traefik docs, reference/install-configuration/observability/tracing
test('a Traefik that reads a file is told by a part of it', () => {
  expect(
    traefikTracingConfig({
      exportTo: http,
      from: 'tracing',
      sampling: oneIn(4),
      capturedRequestHeaders: ['X-Request-Id'],
    }),
  ).toEqual({
    tracing: {
      serviceName: 'traefik',
      sampleRate: 0.25,
      capturedRequestHeaders: ['X-Request-Id'],
      otlp: { http: { endpoint: 'http://otel:4318/otlp/v1/traces' } },
    },
  });
  expect(traefikTracingConfig({ exportTo: grpc, from: 'traefik' })).toEqual({
    tracing: {
      serviceName: 'traefik',
      otlp: { grpc: { endpoint: 'otel.tracing:4317', insecure: true } },
    },
  });
});

test('a small share stays a number that everybody reads', () => {
  expect(
    traefikTracingArgs({ exportTo: grpc, from: 'traefik', sampling: oneIn(1_000_000) }),
  ).toContain('--tracing.sampleRate=0.000001');
});

test('Traefik is refused what its arguments cannot say', () => {
  const vendor = new Endpoint('otlp-http', {
    host: 'otlp.example.com',
    headers: { 'x-api-key': { secretName: 'vendor', key: 'key' } },
  });
  expect(() => traefikTracingArgs({ exportTo: vendor, from: 'traefik' })).toThrow(
    'exportTo must be an endpoint that needs no headers, which this sender cannot be given; send to a collector that has it in exportTo',
  );
  expect(() => traefikTracingArgs({ exportTo: grpc, from: 'traefik', serviceName: '' })).toThrow(
    "serviceName must be a name on one line, got ''",
  );
  expect(() =>
    traefikTracingArgs({ exportTo: grpc, from: 'traefik', safeQueryParams: ['a,b'] }),
  ).toThrow("safeQueryParams must be names without blanks and commas, got 'a,b'");
});
