import { ApiObject, Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { expect, test } from 'vitest';
import { Endpoint } from '../../../src/constructs/edge/endpoint.ts';
import {
  type SdkEnvironmentProps,
  sdkEnvironment,
} from '../../../src/constructs/instrumentation/environment.ts';
import { instrumentMatching } from '../../../src/constructs/instrumentation/matching.ts';
import { oneIn } from '../../../src/constructs/sdk/sampling.ts';
import { lint } from '../../../src/lint/lint.ts';
import { readModel } from '../../../src/model/model.ts';
import { at } from '../../../src/upstream/values/unknown.ts';

const grpc = new Endpoint('otlp-grpc', { host: 'otel', namespace: 'tracing' });
const http = new Endpoint('otlp-http', { host: 'otlp.example.com', basePath: '/ingest' });

test('an SDK is told endpoint, protocol and name', () => {
  expect(sdkEnvironment({ exportTo: grpc, serviceName: 'shop' })).toEqual([
    { name: 'OTEL_SERVICE_NAME', value: 'shop' },
    { name: 'OTEL_EXPORTER_OTLP_ENDPOINT', value: 'http://otel.tracing.svc.cluster.local:4317' },
    { name: 'OTEL_EXPORTER_OTLP_PROTOCOL', value: 'grpc' },
    { name: 'OTEL_TRACES_SAMPLER', value: 'parentbased_always_on' },
    { name: 'OTEL_PROPAGATORS', value: 'tracecontext,baggage' },
    { name: 'OTEL_METRICS_EXPORTER', value: 'none' },
    { name: 'OTEL_LOGS_EXPORTER', value: 'none' },
  ]);
});

test('every prop is rendered', () => {
  const all: Required<SdkEnvironmentProps> = {
    exportTo: http,
    serviceName: 'shop',
    from: 'shop',
    sampler: { type: 'parentbased_traceidratio', ...oneIn(4) },
    propagators: ['tracecontext', 'b3'],
    resourceAttributes: { 'deployment.environment.name': 'prod', team: 'a' },
    env: { OTEL_METRICS_EXPORTER: 'otlp', OTEL_LOG_LEVEL: 'debug' },
  };
  expect(sdkEnvironment(all)).toEqual([
    { name: 'OTEL_SERVICE_NAME', value: 'shop' },
    { name: 'OTEL_EXPORTER_OTLP_ENDPOINT', value: 'http://otlp.example.com:4318/ingest' },
    { name: 'OTEL_EXPORTER_OTLP_PROTOCOL', value: 'http/protobuf' },
    { name: 'OTEL_TRACES_SAMPLER', value: 'parentbased_traceidratio' },
    { name: 'OTEL_TRACES_SAMPLER_ARG', value: '0.25' },
    { name: 'OTEL_PROPAGATORS', value: 'tracecontext,b3' },
    { name: 'OTEL_RESOURCE_ATTRIBUTES', value: 'deployment.environment.name=prod,team=a' },
    { name: 'OTEL_METRICS_EXPORTER', value: 'otlp' },
    { name: 'OTEL_LOGS_EXPORTER', value: 'none' },
    { name: 'OTEL_LOG_LEVEL', value: 'debug' },
  ]);
});

test('the model reads it back as a sender, without findings', () => {
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'shop', namespace: 'shop' },
    spec: {
      containers: [
        {
          name: 'shop',
          image: 'shop:1.0.0',
          env: sdkEnvironment({ exportTo: grpc, serviceName: 'shop', from: 'shop' }),
        },
      ],
    },
  };
  const model = readModel([{ value: pod }]);
  expect(model.edges.map(({ sender }) => [sender.address, sender.protocol])).toEqual([
    ['http://otel.tracing.svc.cluster.local:4317', 'otlp-grpc'],
  ]);
  expect(lint(model).map(({ message }) => message)).toEqual([]);
});

const vendor = new Endpoint('otlp-http', {
  host: 'otlp.example.com',
  headers: { 'x-api-key': { secretName: 'vendor', key: 'key' } },
});

test.each<[Partial<SdkEnvironmentProps>, string]>([
  [
    { exportTo: vendor },
    'exportTo must be an endpoint that needs no headers, which this sender cannot be given; send to a collector that has it in exportTo',
  ],
  [{ serviceName: '' }, "serviceName must be a name on one line, got ''"],
  [
    { env: { OTEL_SERVICE_NAME: 'x' } },
    'env must not set OTEL_SERVICE_NAME; use the prop serviceName',
  ],
  [
    { env: { OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' } },
    'env must not set OTEL_EXPORTER_OTLP_PROTOCOL; use the prop exportTo, whose protocol it is',
  ],
  [
    { env: { OTEL_EXPORTER_OTLP_ENDPOINT: 'x' } },
    'env must not set OTEL_EXPORTER_OTLP_ENDPOINT; use the prop exportTo',
  ],
  [
    { from: 'Shop' },
    "from must be a DNS-1123 label (lower-case letters, digits and '-', a letter or digit at both ends, at most 63 characters), got 'Shop'; did you mean 'shop'?",
  ],
])('fails with %j', (props, message) => {
  const make = () => sdkEnvironment({ exportTo: grpc, serviceName: 'shop', ...props });
  expect(make).toThrow(new Error(message));
});

test('a selector instruments the workloads of a scope whose pods have its labels', () => {
  const chart = Testing.chart();
  const inner = new Chart(chart, 'inner');
  const template = (app: string) => ({
    metadata: { labels: { app, team: 'a' } },
    spec: { containers: [{ name: app, image: 'shop:1.0.0' }] },
  });
  for (const app of ['cart', 'stock']) {
    new ApiObject(inner, app, {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      spec: { template: template(app) },
    });
  }
  const plus = new kplus.Deployment(inner, 'plus', { podMetadata: { labels: { app: 'cart' } } });
  plus.addContainer({ name: 'cart', image: 'shop:1.0.0' });
  const instrumentation = { namespace: 'tracing', name: 'instrumentation' };
  instrumentMatching(chart, { app: 'cart' }, 'java', instrumentation);
  const annotations = Testing.synth(inner).map((object: unknown) =>
    at(object, 'spec', 'template', 'metadata', 'annotations'),
  );
  const expected = { 'instrumentation.opentelemetry.io/inject-java': 'tracing/instrumentation' };
  expect(annotations).toEqual([expected, undefined, expected]);
});

test('a selector that nothing has is refused', () => {
  const make = () =>
    instrumentMatching(Testing.chart(), { app: 'cart' }, 'java', { namespace: 'a', name: 'b' });
  expect(make).toThrow('test: labels must be those of a workload in this scope, got app=cart');
});

test('a scope that is none is refused', () => {
  const make = (scope: unknown) => () =>
    instrumentMatching(scope as Chart, { app: 'cart' }, 'java', { namespace: 'a', name: 'b' });
  const rule = 'instrumentMatching must be given a construct';
  expect(make(undefined)).toThrow(`${rule}, got nothing`);
  expect(make({ kind: 'Deployment' })).toThrow(rule);
});
