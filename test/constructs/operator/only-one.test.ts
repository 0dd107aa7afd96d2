import { App, Chart, Testing } from 'cdk8s';
import { expect, test } from 'vitest';
import { JaegerOperator } from '../../../src/constructs/jaeger/v1/operator.ts';
import { jaeger, jaegerV2, memory, OtelOperator, TracingStack } from '../../../src/index.ts';

test('a second operator in an app is refused, with the place of the first', () => {
  const app = new App();
  const [one, two] = ['one', 'two'].map((id) => new Chart(app, id, { namespace: id }));
  new OtelOperator(one as Chart, 'Operator', { version: '0.148.0' });
  new JaegerOperator(one as Chart, 'Jaeger', {});
  expect(() => new OtelOperator(two as Chart, 'Operator', {})).toThrow(
    'two/Operator: must be the only OtelOperator of the app, since a cluster has one, got another one at one/Operator; leave one out by installOtelOperator: false of a TracingStack, or make an App for each cluster',
  );
  expect(() => new JaegerOperator(two as Chart, 'Jaeger', { watch: 'namespace' })).toThrow(
    'two/Jaeger: must be the only JaegerOperator of the app, since a cluster has one, got another one at one/Jaeger; leave one out by jaeger({ installOperator: false }), or make an App for each cluster',
  );
});

test('the second of two stacks names its own prop', () => {
  const app = Testing.app();
  const backend = jaegerV2({ storage: memory() });
  new TracingStack(app, 'a', { namespace: 'a', backend });
  expect(() => new TracingStack(app, 'b', { namespace: 'b', backend })).toThrow(
    'b/2-operators/OtelOperator: otelOperator must be the only OtelOperator of the app',
  );
});

test('each app has its own', () => {
  for (const version of ['0.148.0', '0.158.0'] as const) {
    new OtelOperator(Testing.chart(), 'Operator', { namespace: 'tracing', version });
  }
});

test('settings of a Jaeger operator that is not installed are refused', () => {
  const backend = jaeger({ storage: memory(), installOperator: false, operator: { replicas: 2 } });
  expect(() => new TracingStack(Testing.app(), 'tracing', { backend })).toThrow(
    'tracing: backend.operator must not be set with installOperator: false, which installs none',
  );
});
