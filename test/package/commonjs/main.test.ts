import { ApiObject, Chart, Testing } from 'cdk8s';
import { jaeger, TracingStack } from 'cdk8s-tracing';
import { lintManifests } from 'cdk8s-tracing/lint';
import { MyChart, storage } from './main';

test('constructs stand in a chart', () => {
  const chart = new MyChart(Testing.app(), 'mine', { namespace: 'tracing' });
  expect(Testing.synth(chart).map(({ kind }) => kind)).toEqual([
    'Jaeger',
    'OpenTelemetryCollector',
    'ConfigMap',
    'Instrumentation',
  ]);
});

test('a stack stands in an app, with its CRDs', () => {
  const app = Testing.app();
  const stack = new TracingStack(app, 'tracing', { backend: jaeger({ storage }) });
  const objects = stack.node
    .findAll()
    .filter(Chart.isChart)
    .flatMap((chart) => Testing.synth(chart));
  expect(objects.filter(({ kind }) => kind === 'CustomResourceDefinition')).toHaveLength(5);
});

test('what the linter finds an error in is refused', () => {
  const chart = new MyChart(Testing.app(), 'mine', { namespace: 'tracing' });
  new ApiObject(chart, 'Bad', {
    apiVersion: 'jaegertracing.io/v1',
    kind: 'Jaeger',
    metadata: { name: 'bad' },
    spec: { strategy: 'production', storage: { type: 'memory' } },
  });
  expect(() => Testing.synth(chart)).toThrow('jaeger/production-needs-storage');
});

test('the linter runs by itself', () => {
  expect(lintManifests([{ file: 'a.yaml', text: 'a: 1\n' }]).findings).toEqual([]);
});
