import { Testing } from 'cdk8s';
import { expect, test } from 'vitest';
import { elasticsearch, jaegerV2, TracingStack, type TracingStackProps } from '../../src/index.ts';
import { at, list } from '../../src/upstream/values/unknown.ts';
import { modelOfObjects } from '../objects-model.ts';

const metrics = { prometheusUrl: 'http://prometheus.monitoring.svc:9090' };
const storage = elasticsearch({ serverUrls: ['http://es.example.com:9200'], retentionDays: 7 });

function written(props: Partial<TracingStackProps>): readonly unknown[] {
  const app = Testing.app();
  new TracingStack(app, 'tracing', {
    backend: jaegerV2({ storage, metrics }),
    monitoring: { interval: '30s' },
    networkPolicies: { prometheus: [{ namespace: 'monitoring' }] },
    ...props,
  });
  return app.charts.flatMap((chart) => Testing.synth(chart));
}

function named(objects: readonly unknown[], kind: string, name: string): unknown {
  return objects.find((one) => at(one, 'kind') === kind && at(one, 'metadata', 'name') === name);
}

test('what Jaeger counts of spans is scraped, by a name that the port has, and let through', () => {
  const objects = written({});
  const endpoints = at(named(objects, 'PodMonitor', 'jaeger'), 'spec', 'podMetricsEndpoints');
  expect(endpoints).toEqual([
    { port: 'metrics', interval: '30s' },
    { port: 'prometheus', interval: '30s' },
  ]);
  const service = modelOfObjects(objects).services.find('tracing', 'jaeger-collector');
  expect(service?.ports.find(({ name }) => name === 'prometheus')?.port).toBe(8889);
  const ingress = list(
    at(named(objects, 'NetworkPolicy', 'allow-jaeger-collector'), 'spec', 'ingress'),
  );
  expect(ingress).toContainEqual({
    from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } }],
    ports: [8888, 8889].map((port) => ({ protocol: 'TCP', port })),
  });
  // queries count none
  const query = at(named(objects, 'PodMonitor', 'jaeger-query'), 'spec', 'podMetricsEndpoints');
  expect(query).toEqual([{ port: 'metrics', interval: '30s' }]);
});

test('so is what a collector makes of spans', () => {
  const objects = written({
    collector: {
      connectors: { span_metrics: {} },
      signals: {
        metrics: {
          connectors: ['span_metrics'],
          exportTo: [],
          exporters: { prometheus: { endpoint: '0.0.0.0:9464' } },
        },
      },
    },
  });
  const monitor = named(objects, 'PodMonitor', 'otel-collector');
  expect(at(monitor, 'spec', 'podMetricsEndpoints', 1)).toEqual({
    port: 'prometheus',
    interval: '30s',
  });
  const policy = named(objects, 'NetworkPolicy', 'allow-otel-collector-collector');
  expect(JSON.stringify(policy)).toContain('{"port":9464,"protocol":"TCP"}');
});

test('where something else counts spans, nothing more is scraped', () => {
  const backend = jaegerV2({ storage, metrics: { ...metrics, spanMetrics: false } });
  expect(JSON.stringify(named(written({ backend }), 'PodMonitor', 'jaeger'))).not.toContain(
    'prometheus"',
  );
});
