import { Testing } from 'cdk8s';
import { expect, test } from 'vitest';
import { elasticsearch, jaeger, TracingStack } from '../../src/index.ts';
import type { AnyStackProps } from '../../src/stack/props.ts';
import { at } from '../../src/upstream/values/unknown.ts';

function collector(props: Partial<AnyStackProps>) {
  const app = Testing.app();
  const storage = elasticsearch({ serverUrls: ['http://es.example.com:9200'] });
  new TracingStack(app, 'tracing', { backend: jaeger({ storage }), ...props });
  return app.charts
    .flatMap((chart) => chart.toJson())
    .find(({ kind }) => kind === 'OpenTelemetryCollector');
}

test('a load gives the collector its replicas, memory and requests, and is said on it', () => {
  const { metadata, spec } = collector({ sizing: { spansPerSecond: 100_000, spanBytes: 756 } });
  expect(metadata.annotations).toEqual({
    'cdk8s-tracing/load': '100000 spans/s of 756 bytes',
  });
  expect(spec).toMatchObject({
    replicas: 10,
    resources: { requests: { cpu: '200m', memory: '1792Mi' }, limits: { memory: '1792Mi' } },
  });
});

test('what the collector has of its own counts', () => {
  const { spec } = collector({
    sizing: { spansPerSecond: 1000 },
    collector: { replicas: 5, memoryLimit: '1Gi' },
  });
  expect(spec).toMatchObject({ replicas: 5, resources: { limits: { memory: '1Gi' } } });
});

test('settings that are undefined are none', () => {
  const load = { spansPerSecond: 100_000 };
  const unset = { replicas: undefined, memoryLimit: undefined, resources: undefined };
  expect(collector({ sizing: load, collector: unset }).spec).toEqual(
    collector({ sizing: load }).spec,
  );
});

test('an autoscaler decides of replicas', () => {
  const autoscaler = { minReplicas: 2, maxReplicas: 6 };
  const { spec } = collector({ sizing: { spansPerSecond: 1000 }, collector: { autoscaler } });
  expect(spec.replicas).toBeUndefined();
  expect(spec.autoscaler).toMatchObject(autoscaler);
});

test('batches of large spans are smaller', () => {
  const { spec } = collector({ sizing: { spansPerSecond: 10, spanBytes: 10_000 } });
  expect(at(spec, 'config', 'processors', 'batch')).toMatchObject({
    send_batch_size: 335,
    send_batch_max_size: 335,
  });
});

test.each([
  [
    { sizing: { spansPerSecond: 10 }, collector: { mode: 'daemonset' as const } },
    'sizing must not be set for collector.mode daemonset',
  ],
  [{ sizing: { spansPerSecond: 0 } }, 'sizing.spansPerSecond must be a number above 0, got 0'],
])('%j is refused', (props, message) => {
  expect(() => collector(props)).toThrow(message);
});
