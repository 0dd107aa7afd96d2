import { Chart, Testing } from 'cdk8s';
import { expect, test } from 'vitest';
import { Endpoint } from '../../../src/constructs/edge/endpoint.ts';
import { TektonTracing, type TektonTracingProps } from '../../../src/constructs/tekton/tracing.ts';
import { lint } from '../../../src/lint/lint.ts';
import { modelOfObjects } from '../../objects-model.ts';

const otlp = new Endpoint('otlp-http', { host: 'otel-collector-collector', namespace: 'tracing' });
const thrift = new Endpoint('jaeger-thrift-http', {
  host: 'jaeger-collector',
  namespace: 'tracing',
});

const synth = (props: TektonTracingProps) => {
  const chart = Testing.chart();
  const tekton = new TektonTracing(chart, 'Tekton', props);
  return { tekton, objects: Testing.synth(chart) };
};

test('a current Tekton is given OTLP over HTTP, in a partial ConfigMap without labels', () => {
  const { tekton, objects } = synth({ version: '1.15.0', exportTo: otlp });
  expect(objects).toEqual([
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'config-tracing', namespace: 'tekton-pipelines' },
      data: {
        enabled: 'true',
        endpoint: 'http://otel-collector-collector.tracing.svc.cluster.local:4318/v1/traces',
      },
    },
  ]);
  expect(tekton.endpoint).toBe(
    'http://otel-collector-collector.tracing.svc.cluster.local:4318/v1/traces',
  );
});

test("the article's Tekton posts thrift to Jaeger", () => {
  expect(synth({ version: '0.52.0', exportTo: thrift }).objects).toEqual([
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'config-tracing', namespace: 'tekton-pipelines' },
      data: {
        enabled: 'true',
        endpoint: 'http://jaeger-collector.tracing.svc.cluster.local:14268/api/traces',
      },
    },
  ]);
});

test('every prop is rendered', () => {
  const all: Required<Omit<TektonTracingProps, 'namespace'>> = {
    version: 'v0.55.0',
    exportTo: thrift,
    operatorVersion: '0.68.0',
    credentialsSecret: 'jaeger-credentials',
    labels: { team: 'a' },
    annotations: { 'example.com/owner': 'team-a' },
  };
  expect(synth(all).objects).toEqual([
    {
      apiVersion: 'operator.tekton.dev/v1alpha1',
      kind: 'TektonConfig',
      metadata: {
        name: 'config',
        labels: { team: 'a' },
        annotations: { 'example.com/owner': 'team-a' },
      },
      spec: {
        pipeline: {
          options: {
            configMaps: {
              'config-tracing': {
                data: {
                  enabled: 'true',
                  endpoint: 'http://jaeger-collector.tracing.svc.cluster.local:14268/api/traces',
                  credentialsSecret: 'jaeger-credentials',
                },
              },
            },
          },
        },
      },
    },
  ]);
});

test('credentials, labels and annotations stand in the ConfigMap, too, where the address is short inside the namespace', () => {
  const { objects } = synth({
    version: '0.55.0',
    exportTo: thrift,
    namespace: 'tracing',
    credentialsSecret: 'jaeger-credentials',
    labels: { team: 'a' },
    annotations: { 'example.com/owner': 'team-a' },
  });
  expect(objects).toEqual([
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name: 'config-tracing',
        namespace: 'tracing',
        labels: { team: 'a' },
        annotations: { 'example.com/owner': 'team-a' },
      },
      data: {
        enabled: 'true',
        endpoint: 'http://jaeger-collector:14268/api/traces',
        credentialsSecret: 'jaeger-credentials',
      },
    },
  ]);
});

test('the operator is told by its TektonConfig, which has no namespace', () => {
  const props = { version: '1.15.0', exportTo: otlp, credentialsSecret: 'otlp' };
  const chart = new Chart(Testing.app(), 'chart', { namespace: 'tekton-pipelines' });
  new TektonTracing(chart, 'Tekton', { ...props, operatorVersion: '0.81.1' });
  const objects = Testing.synth(chart);
  expect(objects).toEqual([
    {
      apiVersion: 'operator.tekton.dev/v1alpha1',
      kind: 'TektonConfig',
      metadata: { name: 'config' },
      spec: {
        pipeline: {
          'traces.enabled': true,
          'traces.endpoint':
            'http://otel-collector-collector.tracing.svc.cluster.local:4318/v1/traces',
          'traces.credentialsSecret': 'otlp',
        },
      },
    },
  ]);
  const model = modelOfObjects(objects);
  expect(model.edges.map(({ sender }) => [sender.kind, sender.address])).toEqual([
    ['tekton', 'http://otel-collector-collector.tracing.svc.cluster.local:4318/v1/traces'],
  ]);
  expect(lint(model).map(({ message }) => message)).toEqual([]);
});

test.each([
  [
    '0.67.0',
    'operatorVersion must be 0.68.0 or newer, the first Tekton operator that takes data of ConfigMaps, got 0.67.0',
  ],
  ['new', "operatorVersion must be a release of the Tekton operator such as 0.81.1, got 'new'"],
])('fails for operator %s', (operatorVersion, message) => {
  expect(() => synth({ version: '1.15.0', exportTo: otlp, operatorVersion })).toThrow(
    `test/Tekton: ${message}`,
  );
});

test('the TektonConfig that is there says where Tekton is', () => {
  const props = { version: '1.15.0', exportTo: otlp, operatorVersion: '0.81.1' };
  expect(() => synth({ ...props, namespace: 'tekton' })).toThrow(
    "test/Tekton: namespace must not be set with operatorVersion: spec.targetNamespace of TektonConfig config says where Tekton is, got 'tekton'",
  );
});

test.each([
  ['0.52.0', thrift],
  ['v0.57.9', thrift],
  ['0.58.0', otlp],
  ['1.11.0', otlp],
] as const)('Tekton %s accepts its protocol', (version, exportTo) => {
  expect(synth({ version, exportTo }).tekton.endpoint).toBe(exportTo.tracesUrl('tekton-pipelines'));
});

test('gRPC does not compile, and is refused where types are off', () => {
  const grpc = new Endpoint('otlp-grpc', { host: 'otel-collector-collector' });
  // @ts-expect-error Tekton speaks HTTP only
  expect(() => synth({ version: '1.15.0', exportTo: grpc })).toThrow(
    new Error(
      'test/Tekton: exportTo must be an otlp-http or jaeger-thrift-http endpoint, got otlp-grpc',
    ),
  );
});

test.each<[TektonTracingProps, string]>([
  [
    { version: '0.58.0', exportTo: thrift },
    'exportTo must be an otlp-http endpoint from Tekton 0.58.0 on, got jaeger-thrift-http for 0.58.0; use otlpHttp',
  ],
  [
    { version: '0.57.0', exportTo: otlp },
    "exportTo must be a jaeger-thrift-http endpoint before Tekton 0.58.0, got otlp-http for 0.57.0; use a Jaeger's thriftHttp",
  ],
  [
    { version: '0.51.0', exportTo: thrift },
    'version must be 0.52.0 or newer, the first Tekton with ConfigMap config-tracing, got 0.51.0; older ones read OTEL_EXPORTER_JAEGER_ENDPOINT of the controller',
  ],
  [
    { version: 'latest', exportTo: otlp },
    "version must be a release of Tekton Pipelines such as 1.15.0, got 'latest'",
  ],
  [
    { version: '0.52.0', exportTo: thrift, credentialsSecret: 'jaeger' },
    "credentialsSecret must not be set before Tekton 0.55.0, got 'jaeger' for 0.52.0; set OTEL_EXPORTER_JAEGER_USER and OTEL_EXPORTER_JAEGER_PASSWORD on the controller",
  ],
  [
    { version: '1.15.0', exportTo: otlp, credentialsSecret: 'Jaeger' },
    "credentialsSecret must be a DNS-1123 subdomain (lower-case letters, digits, '-' and '.', a letter or digit at both ends of each part, at most 253 characters), got 'Jaeger'; did you mean 'jaeger'?",
  ],
  [
    { version: '1.15.0', exportTo: otlp, namespace: 'tekton_pipelines' },
    "namespace must be a DNS-1123 label (lower-case letters, digits and '-', a letter or digit at both ends, at most 63 characters), got 'tekton_pipelines'; did you mean 'tekton-pipelines'?",
  ],
])('%j is refused', (props, message) => {
  expect(() => synth(props)).toThrow(new Error(`test/Tekton: ${message}`));
});
