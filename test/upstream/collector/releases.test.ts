import { expect, test } from 'vitest';
import {
  type ComponentKind,
  componentIds,
  componentKinds,
  componentsById,
} from '../../../src/upstream/collector/components.ts';
import {
  ballastIgnored,
  componentStatus,
  distributionOf,
} from '../../../src/upstream/collector/releases.ts';

test.each([
  ['otel/opentelemetry-collector-contrib:0.126.0', 'contrib'],
  [
    'ghcr.io/open-telemetry/opentelemetry-collector-releases/opentelemetry-collector:0.88.0',
    'core',
  ],
  ['mirror.local:5000/otel/opentelemetry-collector:0.88.0', 'core'],
  ['mirror.local/opentelemetry-collector-k8s:0.120.0', 'k8s'],
  ['jaegertracing/jaeger:2.20.0', 'jaeger'],
  ['quay.io/jaegertracing/jaeger:2.20.0', 'jaeger'],
  ['mirror.local/opentelemetry-collector:0.88.0', undefined],
  ['jaegertracing/all-in-one:1.60', undefined],
  ['registry.example.com/our-collector:1.0.0', undefined],
])('%s is distribution %s', (image, distribution) => {
  expect(distributionOf(image)).toBe(distribution);
});

const counts: [ComponentKind, number][] = [
  ['receivers', 115],
  ['processors', 37],
  ['exporters', 62],
  ['connectors', 13],
  ['extensions', 43],
];

test.each(counts)('the table of %s is whole', (kind, count) => {
  const components = new Set(componentIds(kind).flatMap((id) => componentsById(kind, id)));
  expect(components.size).toBe(count);
});

test.each([
  ['core', '0.88.0', [7, 7, 10, 1, 4]],
  ['core', '0.158.0', [7, 7, 9, 1, 3]],
  ['contrib', '0.88.0', [87, 23, 46, 6, 21]],
  ['contrib', '0.158.0', [108, 32, 49, 13, 40]],
  ['k8s', '0.158.0', [15, 22, 7, 9, 16]],
  ['otlp', '0.158.0', [1, 0, 2, 0, 0]],
  ['ebpf', '0.158.0', [2, 6, 5, 0, 3]],
] as const)('%s %s has as many components as its manifest', (distribution, version, expected) => {
  const found = componentKinds.map((kind) => {
    const present = componentIds(kind).flatMap((id) => {
      const status = componentStatus(kind, id, distribution, version);
      const here = status.status === 'present' || status.status === 'deprecated-id';
      return here && status.component ? [status.component] : [];
    });
    return new Set(present).size;
  });
  expect(found).toEqual(expected);
});

test('the logging exporter is gone since 0.111.0', () => {
  expect(componentStatus('exporters', 'logging', 'core', '0.110.0').status).toBe('present');
  expect(componentStatus('exporters', 'logging', 'core', '0.111.0')).toEqual({
    status: 'removed',
    since: '0.111.0',
    successor: 'the debug exporter',
  });
  expect(componentStatus('exporters', 'logging', 'core', '0.200.0').status).toBe('removed');
});

test('the debug exporter comes with 0.86.0', () => {
  expect(componentStatus('exporters', 'debug', 'contrib', '0.85.0')).toEqual({
    status: 'not-yet',
    since: '0.86.0',
  });
});

test('tail_sampling is not in core, but in contrib and k8s', () => {
  expect(componentStatus('processors', 'tail_sampling', 'core', '0.158.0')).toEqual({
    status: 'other-distribution',
    distributions: ['contrib', 'k8s'],
  });
  expect(componentStatus('processors', 'tail_sampling', 'core', '0.88.0')).toEqual({
    status: 'other-distribution',
    distributions: ['contrib'],
  });
});

test('a renamed exporter takes both ids from the rename on, and the old one alone before', () => {
  expect(componentStatus('exporters', 'otlp', 'core', '0.158.0')).toMatchObject({
    status: 'deprecated-id',
    replacement: 'otlp_grpc',
    since: '0.144.0',
  });
  expect(componentStatus('exporters', 'otlp', 'core', '0.143.1').status).toBe('present');
  expect(componentStatus('exporters', 'otlp_grpc', 'core', '0.143.1')).toEqual({
    status: 'id-too-new',
    since: '0.144.0',
    replacement: 'otlp',
  });
  expect(componentStatus('receivers', 'otlp', 'core', '0.158.0').status).toBe('present');
});

test('a rename without its alias refuses the old id for some releases', () => {
  const status = (version: string) =>
    componentStatus('receivers', 'windowseventlog', 'contrib', version);
  expect(status('0.149.0').status).toBe('present');
  expect(status('0.150.1')).toEqual({ status: 'id-refused', replacement: 'windows_event_log' });
  expect(status('0.151.0').status).toBe('deprecated-id');
});

test('what is not known for certain is unsure', () => {
  expect(componentStatus('connectors', 'servicegraph', 'contrib', '0.151.0').status).toBe('unsure');
  expect(componentStatus('connectors', 'service_graph', 'contrib', '0.151.0').status).toBe(
    'unsure',
  );
  expect(componentStatus('receivers', 'webhook_event', 'contrib', '0.155.0').status).toBe('unsure');
  expect(componentStatus('receivers', 'otlp', 'core', '0.79.0').status).toBe('unsure');
  expect(componentStatus('receivers', 'brand_new', 'contrib', '0.160.0').status).toBe('unsure');
  expect(componentStatus('processors', 'tail_sampling', 'core', '0.160.0').status).toBe('unsure');
});

test('an id that never was is unknown, with the one that it looks like', () => {
  expect(componentStatus('processors', 'tail_samling', 'contrib', '0.126.0')).toEqual({
    status: 'unknown-id',
    nearest: 'tail_sampling',
  });
  expect(componentStatus('processors', 'constructor', 'contrib', '0.126.0').status).toBe(
    'unknown-id',
  );
});

test('what a release has lost is not what an unknown id is taken for', () => {
  // source: opentelemetry-collector CHANGELOG, logging is gone since 0.111.0
  const nearestIn = (version: string) => componentStatus('exporters', 'loging', 'core', version);
  expect(nearestIn('0.100.0')).toEqual({ status: 'unknown-id', nearest: 'logging' });
  expect(nearestIn('0.158.0')).toEqual({ status: 'unknown-id' });
});

test('a gap in a distribution is an absence', () => {
  expect(componentStatus('exporters', 'loki', 'contrib', '0.122.1').status).toBe(
    'other-distribution',
  );
  expect(componentStatus('exporters', 'loki', 'contrib', '0.123.1').status).toBe('present');
});

test('Jaeger has its own components and none of Kubernetes', () => {
  expect(componentStatus('extensions', 'jaeger_query', 'jaeger', '2.20.0').status).toBe('present');
  expect(componentStatus('exporters', 'otlp_grpc', 'jaeger', '2.20.0').status).toBe('present');
  expect(componentStatus('processors', 'k8sattributes', 'jaeger', '2.20.0').status).toBe(
    'other-distribution',
  );
  expect(componentStatus('extensions', 'jaeger_whatever', 'jaeger', '2.21.0').status).toBe(
    'unsure',
  );
  expect(componentStatus('extensions', 'jaeger_queri', 'jaeger', '2.20.0')).toEqual({
    status: 'unknown-id',
    nearest: 'jaeger_query',
  });
  expect(componentStatus('extensions', 'jaeger_query', 'contrib', '0.126.0').status).toBe(
    'unknown-id',
  );
});

test('memory_ballast is ignored until it is gone', () => {
  const status = (version: string) =>
    componentStatus('extensions', 'memory_ballast', 'core', version);
  expect(status(ballastIgnored.from).status).toBe('present');
  expect(status(ballastIgnored.until)).toMatchObject({
    status: 'removed',
    since: ballastIgnored.until,
  });
});

test.each([
  ['extensions', 'jaeger_mcp', '2.13.0', { status: 'not-yet', since: '2.15.0' }],
  ['extensions', 'jaeger_mcp', '2.15.0', { status: 'present' }],
  ['extensions', 'jaeger_mcp', '2.20.0', { status: 'removed', since: '2.20.0' }],
  [
    'exporters',
    'otlp_grpc',
    '2.13.0',
    { status: 'id-too-new', since: '2.15.0', replacement: 'otlp' },
  ],
  ['exporters', 'otlp', '2.20.0', { status: 'present' }],
  [
    'connectors',
    'span_metrics',
    '2.17.0',
    { status: 'id-too-new', since: '2.18.0', replacement: 'spanmetrics' },
  ],
] as const)('%s %s of Jaeger %s', (kind, type, version, status) => {
  expect(componentStatus(kind, type, 'jaeger', version)).toMatchObject(status);
});
