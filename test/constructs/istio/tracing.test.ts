import { Testing } from 'cdk8s';
import { expect, test } from 'vitest';
import { Endpoint } from '../../../src/constructs/edge/endpoint.ts';
import { IstioTracing, type IstioTracingProps } from '../../../src/constructs/istio/tracing.ts';
import { oneIn } from '../../../src/constructs/sdk/sampling.ts';

const grpc = new Endpoint('otlp-grpc', { host: 'otel', namespace: 'tracing' });
const http = new Endpoint('otlp-http', { host: 'otel', namespace: 'tracing', basePath: '/otlp' });

const synth = (props: Partial<IstioTracingProps> = {}) => {
  const chart = Testing.chart();
  const { meshConfig } = new IstioTracing(chart, 'Istio', { exportTo: grpc, ...props });
  return { meshConfig, objects: Testing.synth(chart) };
};

test('the whole mesh is told a provider, and the mesh what it is', () => {
  const { meshConfig, objects } = synth();
  expect(objects).toEqual([
    {
      apiVersion: 'telemetry.istio.io/v1',
      kind: 'Telemetry',
      metadata: { name: 'tracing', namespace: 'istio-system' },
      spec: { tracing: [{ providers: [{ name: 'otel-tracing' }], randomSamplingPercentage: 100 }] },
    },
  ]);
  expect(meshConfig).toEqual({
    enableTracing: true,
    extensionProviders: [
      {
        name: 'otel-tracing',
        opentelemetry: { service: 'otel.tracing.svc.cluster.local', port: 4317 },
      },
    ],
  });
});

test('every prop is rendered', () => {
  const all: Required<IstioTracingProps> = {
    exportTo: http,
    sampling: oneIn(16),
    namespace: 'shop',
    podLabels: { app: 'cart' },
    customTags: {
      cluster: { environment: { name: 'ISTIO_META_CLUSTER_ID', defaultValue: 'none' } },
      tenant: { header: { name: 'x-tenant' } },
      stage: { literal: { value: 'prod' } },
    },
    resourceDetectors: ['environment'],
    extraTracing: { match: { mode: 'SERVER' } },
    name: 'cart',
    provider: 'otel',
    labels: { team: 'a' },
    annotations: { 'example.com/owner': 'b' },
  };
  const { meshConfig, objects } = synth(all);
  expect(objects).toEqual([
    {
      apiVersion: 'telemetry.istio.io/v1',
      kind: 'Telemetry',
      metadata: {
        name: 'cart',
        namespace: 'shop',
        labels: { team: 'a' },
        annotations: { 'example.com/owner': 'b' },
      },
      spec: {
        selector: { matchLabels: { app: 'cart' } },
        tracing: [
          {
            providers: [{ name: 'otel' }],
            randomSamplingPercentage: 6.25,
            customTags: {
              cluster: { environment: { name: 'ISTIO_META_CLUSTER_ID', defaultValue: 'none' } },
              tenant: { header: { name: 'x-tenant' } },
              stage: { literal: { value: 'prod' } },
            },
            match: { mode: 'SERVER' },
          },
        ],
      },
    },
  ]);
  expect(meshConfig.extensionProviders).toEqual([
    {
      name: 'otel',
      opentelemetry: {
        service: 'otel.tracing.svc.cluster.local',
        port: 4318,
        http: { path: '/otlp/v1/traces', timeout: '10s' },
        resourceDetectors: { environment: {} },
      },
    },
  ]);
});

test.each([
  [3, 33.33],
  [7, 14.29],
  [10_000, 0.01],
])('one in %i is %d percent', (n, expected) => {
  const { objects } = synth({ sampling: oneIn(n) });
  expect(objects[0].spec.tracing[0].randomSamplingPercentage).toBe(expected);
});

test('gateways beside Istio can be chosen by their labels', () => {
  const { objects } = synth({ namespace: 'istio-system', podLabels: { istio: 'ingressgateway' } });
  expect(objects[0].spec.selector).toEqual({ matchLabels: { istio: 'ingressgateway' } });
});

test.each<[string, Partial<IstioTracingProps>]>([
  [
    'exportTo must be a Service in the cluster, got host otlp.example.com; send to a collector that has it in exportTo',
    { exportTo: new Endpoint('otlp-grpc', { host: 'otlp.example.com' }) },
  ],
  [
    'exportTo must be an endpoint without TLS, which this sender has no setting for, got https://otel.tracing.svc.cluster.local:4317; send to a collector that has it in exportTo',
    { exportTo: new Endpoint('otlp-grpc', { host: 'otel', namespace: 'tracing', tls: true }) },
  ],
  [
    'sampling must be at least one in 10000, the smallest share of Istio, got 0.00001',
    { sampling: oneIn(100_000) },
  ],
  [
    "customTags 'a' must be one of literal, environment, header, got text",
    { customTags: { a: { text: 'b' } as never } },
  ],
  ["customTags 'a' must have header.name, got ''", { customTags: { a: { header: { name: '' } } } }],
  [
    "resourceDetectors must be one of environment, dynatrace, got 'host'",
    { resourceDetectors: ['host' as never] },
  ],
  [
    'extraTracing.randomSamplingPercentage must be a prop that is known; known are match, disableSpanReporting, enableIstioTags, useRequestIdForTraceSampling',
    { extraTracing: { randomSamplingPercentage: 5 } as never },
  ],
  [
    "extraTracing.match.mode must be one of CLIENT_AND_SERVER, CLIENT, SERVER, got 'INBOUND'",
    { extraTracing: { match: { mode: 'INBOUND' as never } } },
  ],
  ["provider must be a name without blanks, got 'a b'", { provider: 'a b' }],
  [
    'podLabels needs namespace, that of the pods: Istio applies labels to pods of one namespace, even in istio-system',
    { podLabels: { app: 'cart' } },
  ],
])('fails with "%s"', (message, props) => {
  expect(() => synth(props)).toThrow(`test/Istio: ${message}`);
});
