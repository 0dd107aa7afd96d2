import { expect, test } from 'vitest';
import type { InjectionTarget } from '../../../src/model/instrumentation/injections.ts';
import { edgesOf, modelOf, placeOf } from '../model-of.ts';

const instrumentation = (
  spec: string,
  name = 'auto',
  namespace = 'shop',
) => `apiVersion: opentelemetry.io/v1alpha1
kind: Instrumentation
metadata: {name: ${name}, namespace: ${namespace}}
spec: ${spec}`;

const workload = (annotations: string, more = '') => `kind: Deployment
metadata: {name: app, namespace: shop${more}}
spec: {template: {metadata: {annotations: ${annotations}}, spec: {containers: []}}}`;

const inject = (language: string, value: string) =>
  `instrumentation.opentelemetry.io/inject-${language}: "${value}"`;

function sent(...yaml: string[]): string[] {
  return edgesOf(modelOf(...yaml)).map((edge) => edge.split(' -> ')[0] ?? '');
}

test.each([
  ['python: {}', 'python http://a:4318 otlp-http'],
  ['dotnet: {}', 'dotnet http://a:4318 otlp-http'],
  ['nginx: {}', 'nginx http://a:4318 otlp-grpc'],
  ['java: {}', 'java http://a:4318 unknown'],
  ['java: {image: "x/autoinstrumentation-java:1.33.6"}', 'java http://a:4318 otlp-grpc'],
  ['java: {image: "x/autoinstrumentation-java:2.8.0"}', 'java http://a:4318 otlp-http'],
  ['nodejs: {image: "x/nodejs:0.55.0"}', 'nodejs http://a:4318 otlp-grpc'],
  ['nodejs: {image: "x/nodejs:0.56.0"}', 'nodejs http://a:4318 otlp-http'],
  [
    'java: {env: [{name: OTEL_EXPORTER_OTLP_PROTOCOL, value: grpc}]}',
    'java http://a:4318 otlp-grpc',
  ],
  [
    'python: {env: [{name: OTEL_EXPORTER_OTLP_ENDPOINT, value: "http://b:4318"}]}',
    'python http://b:4318 otlp-http',
    'sdk http://a:4318 unknown',
  ],
  [
    'apacheHttpd: {attrs: [{name: ApacheModuleOtelExporterEndpoint, value: "http://c:4317"}]}',
    'apacheHttpd http://c:4317 otlp-grpc',
    'sdk http://a:4318 unknown',
  ],
  [
    'env: [{name: OTEL_EXPORTER_OTLP_PROTOCOL, value: http/protobuf}]',
    'sdk http://a:4318 otlp-http',
  ],
])('%s exports', (language, ...edges) => {
  expect(sent(instrumentation(`{exporter: {endpoint: "http://a:4318"}, ${language}}`))).toEqual(
    edges,
  );
});

test('the default image of the operator decides where the spec names none', () => {
  const operator = (version: string) =>
    `{kind: Deployment, spec: {template: {spec: {containers: [{image: "x/opentelemetry-operator:${version}"}]}}}}`;
  const java = instrumentation('{exporter: {endpoint: "http://a:4317"}, java: {}}');
  expect(sent(java, operator('0.88.0'))).toEqual(['java http://a:4317 otlp-grpc']);
  expect(sent(java, operator('0.158.0'))).toEqual(['java http://a:4317 otlp-http']);
  expect(sent(java, operator('0.120.0'))).toEqual(['java http://a:4317 unknown']);
});

test('a language without settings exports when a workload asks for it', () => {
  expect(
    sent(
      instrumentation('{exporter: {endpoint: "http://a:4317"}}'),
      workload(`{${inject('python', 'true')}}`),
    ),
  ).toEqual(['python http://a:4317 otlp-http']);
});

test.each([
  ['true', { status: 'found' }],
  ['auto', { status: 'found' }],
  ['shop/auto', { status: 'found' }],
  ['tracing/auto', { status: 'missing', namespace: 'tracing', name: 'auto' }],
  ['atuo', { status: 'missing', namespace: 'shop', name: 'atuo' }],
])('inject %s of one Instrumentation is %j', (value, target) => {
  const { injections } = modelOf(instrumentation('{}'), workload(`{${inject('java', value)}}`));
  expect(injections).toMatchObject([{ injects: 'java', value, place: 'pod', target }]);
});

test('true finds none, or several', () => {
  const target = (...yaml: string[]): InjectionTarget | undefined =>
    modelOf(workload(`{${inject('java', 'true')}}`), ...yaml).injections[0]?.target;
  expect(target(instrumentation('{}', 'a', 'tracing'))).toEqual({
    status: 'none',
    namespace: 'shop',
  });
  expect(target(instrumentation('{}', 'a'), instrumentation('{}', 'b'))).toEqual({
    status: 'several',
    namespace: 'shop',
    names: ['a', 'b'],
  });
});

test('false asks for nothing', () => {
  expect(modelOf(workload(`{${inject('java', 'false')}}`)).injections[0]?.target).toBeUndefined();
});

test.each([
  ['true', 'false', 'pod true'],
  ['true', 'other', 'namespace other'],
  ['false', 'true', 'pod false'],
  ['', 'true', 'namespace true'],
  ['own', 'true', 'pod own'],
])('pod %j and Namespace %j give %s', (pod, namespace, effective) => {
  const [injection] = modelOf(
    `{kind: Namespace, metadata: {name: shop, annotations: {${inject('java', namespace)}}}}`,
    workload(`{${inject('java', pod)}}`),
  ).injections;
  expect(`${injection?.place} ${injection?.value}`).toBe(effective);
});

test('annotations in metadata that no pod gets are told', () => {
  const model = modelOf(
    workload('{}', `, annotations: {${inject('java', 'true')}}`),
    `{kind: CronJob, metadata: {name: c, namespace: shop}, spec: {jobTemplate: {metadata: {annotations: {${inject('go', 'true')}}}, spec: {}}}}`,
  );
  expect(
    model.injections.map((injection) => `${injection.place} ${placeOf(injection).split(' ')[1]}`),
  ).toEqual([
    'metadata metadata.annotations["instrumentation.opentelemetry.io/inject-java"]',
    'metadata spec.jobTemplate.metadata.annotations["instrumentation.opentelemetry.io/inject-go"]',
  ]);
});

test('a sidecar is found among collectors of its mode by true, among all by name', () => {
  const collector = (name: string, mode: string) =>
    `{apiVersion: opentelemetry.io/v1beta1, kind: OpenTelemetryCollector, metadata: {name: ${name}, namespace: shop}, spec: {mode: ${mode}}}`;
  const target = (value: string) =>
    modelOf(
      collector('gateway', 'deployment'),
      collector('side', 'sidecar'),
      workload(`{sidecar.opentelemetry.io/inject: "${value}"}`),
    ).injections[0]?.target;
  expect(target('true')).toMatchObject({ status: 'found', collector: { name: 'side' } });
  expect(target('gateway')).toMatchObject({
    status: 'found',
    collector: { name: 'gateway', mode: 'deployment' },
  });
  expect(target('sid')).toEqual({ status: 'missing', namespace: 'shop', name: 'sid' });
});
