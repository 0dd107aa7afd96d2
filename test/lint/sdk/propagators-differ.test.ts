import { expect, test } from 'vitest';
import { lint } from '../../../src/lint/lint.ts';
import { propagatorsDiffer } from '../../../src/lint/sdk/propagators-differ/rule.ts';
import { modelOf } from '../../model/model-of.ts';
import { workloadExample } from '../edge/examples.ts';

const found = (...manifests: string[]) =>
  lint(modelOf(manifests.join('---\n')), [propagatorsDiffer]).map(
    ({ severity, object, message }) => `${severity} ${object.kind}: ${message}`,
  );

const instrumentation = (spec: string) => `apiVersion: opentelemetry.io/v1alpha1
kind: Instrumentation
metadata: {name: agents, namespace: shop}
spec: {${spec}}
`;
const workload = (propagators: string) => workloadExample({ OTEL_PROPAGATORS: propagators });
const mesh = (provider: string) => `apiVersion: install.istio.io/v1alpha1
kind: IstioOperator
metadata: {name: istio, namespace: istio-system}
spec:
  meshConfig:
    defaultProviders: {tracing: [tracer]}
    extensionProviders: [{name: tracer, ${provider}}]
`;
const zipkin = (more = '') =>
  `zipkin: {service: zipkin.istio-system.svc.cluster.local, port: 9411${more}}`;

test('who has no format in common with another is told, at its propagators', () => {
  expect(found(instrumentation('propagators: [tracecontext, baggage]'), workload('b3'))).toEqual([
    'warning Deployment: Deployment/shop/checkout carries traces on as b3, but Instrumentation/shop/agents as tracecontext: a trace breaks where one calls the other',
  ]);
  expect(found(instrumentation('propagators: [jaeger]'), workload('b3'))).toEqual([
    'warning Instrumentation: Instrumentation/shop/agents carries traces on as jaeger, but Deployment/shop/checkout as b3: a trace breaks where one calls the other',
    'warning Deployment: Deployment/shop/checkout carries traces on as b3, but Instrumentation/shop/agents as jaeger: a trace breaks where one calls the other',
  ]);
});

test('an Instrumentation that says nothing has what is usual, which is an assumption', () => {
  expect(found(instrumentation(''), workload('b3multi'))).toEqual([
    'info Deployment: Deployment/shop/checkout carries traces on as b3, but Instrumentation/shop/agents, as nothing is said of it, as tracecontext: a trace breaks where one calls the other',
  ]);
});

test('an Instrumentation that tells agents of a language otherwise is left alone', () => {
  const java = 'java: {env: [{name: OTEL_PROPAGATORS, value: "tracecontext,b3"}]}';
  const written = `propagators: [b3], ${java}`;
  expect(found(instrumentation(written), workload('tracecontext'))).toEqual([]);
});

test('the proxies of a mesh count by the provider in use', () => {
  const agents = instrumentation('propagators: [tracecontext]');
  expect(found(agents, mesh(zipkin()))).toEqual([
    'warning IstioOperator: Istio with provider tracer carries traces on as b3, but Instrumentation/shop/agents as tracecontext: a trace breaks where one calls the other',
  ]);
  expect(found(agents, mesh(zipkin(', traceContextOption: USE_B3_WITH_W3C_PROPAGATION')))).toEqual(
    [],
  );
  expect(found(agents, mesh(zipkin()).replace('tracing: [tracer]', 'tracing: [other]'))).toEqual(
    [],
  );
  expect(
    found(workload('b3'), mesh('opentelemetry: {service: a.b.svc.cluster.local, port: 4317}')),
  ).toHaveLength(1);
});

test.each([
  ['one in common', 'tracecontext,b3'],
  ['the two of B3', 'b3multi'],
  ['a propagator of somebody', 'b3,ours'],
  ['none at all', 'none'],
  ['a variable', '$(PROPAGATORS)'],
])('nothing is said of %s', (_, propagators) => {
  const others = propagators === 'b3multi' ? '[b3]' : '[tracecontext]';
  expect(found(instrumentation(`propagators: ${others}`), workload(propagators))).toEqual([]);
});

test('nothing is said of one alone', () => {
  expect(found(workload('b3'))).toEqual([]);
});
