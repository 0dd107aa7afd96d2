import { expect, test } from 'vitest';
import { brokenRelease } from '../../../src/lint/collector/broken-release/rule.ts';
import { check } from '../check.ts';

interface Parts {
  readonly receivers?: string;
  readonly exporters?: string;
  readonly pipeline?: string;
  readonly telemetry?: string;
}

function collector(image: string, parts: Parts): string {
  const {
    receivers = '{otlp: {protocols: {grpc: null}}}',
    exporters = '{debug: null}',
    pipeline = '{receivers: [otlp], exporters: [debug]}',
    telemetry = '{}',
  } = parts;
  return `{apiVersion: opentelemetry.io/v1beta1, kind: OpenTelemetryCollector, metadata: {name: c, namespace: t}, spec: {image: "${image}", config: {receivers: ${receivers}, exporters: ${exporters}, service: {telemetry: ${telemetry}, pipelines: {traces: ${pipeline}}}}}}`;
}

const contrib = (release: string, parts: Parts) =>
  check(collector(`otel/opentelemetry-collector-contrib:${release}`, parts), brokenRelease);
const at = (path: string) => `OpenTelemetryCollector/t/c spec.config.${path}: `;

const balancing = (otlp: string): Parts => ({
  exporters: `{loadbalancing: {protocol: {otlp: ${otlp}}, resolver: {dns: {hostname: a}}}, debug: null}`,
  pipeline: '{receivers: [otlp], exporters: [loadbalancing]}',
});
const authenticated = (auth: string): Parts => ({
  receivers: `{otlp: {protocols: {http: {endpoint: "0.0.0.0:4318", ${auth}}}}}`,
});
const reading = (exporter: string): Parts => ({
  telemetry: `{metrics: {readers: [{pull: {exporter: ${exporter}}}]}}`,
});
const queueing = (queue: string): Parts => ({
  exporters: `{otlp: {endpoint: "a:4317", sending_queue: ${queue}}}`,
  pipeline: '{receivers: [otlp], exporters: [otlp]}',
});
const bytes = queueing('{sizer: bytes, batch: {max_size: 3500000}}');
const off = queueing('{sizer: items, batch: {enabled: false}}');

test.each<[string, string, Parts, string, string]>([
  [
    '0.95.0',
    '0.96.0',
    balancing('{tls: {insecure: true}}'),
    'exporters.loadbalancing',
    'fails to start with a loadbalancing exporter without protocol.otlp.endpoint; 0.96.0 fixes it (opentelemetry-collector-contrib#31371)',
  ],
  [
    '0.106.0',
    '0.106.1',
    authenticated('auth: {authenticator: basicauth}'),
    'receivers.otlp.protocols.http.auth',
    'fails to start with auth under protocols.http of an otlp receiver; 0.106.1 fixes it (opentelemetry-collector#10750)',
  ],
  [
    '0.130.0',
    '0.130.1',
    reading('{prometheus: {host: 0.0.0.0, port: 8888}}'),
    'service.telemetry.metrics.readers',
    'renames its own metrics, for example to otelcol_exporter_sent_spans__spans__total, when a prometheus reader does not set without_units: true; 0.130.1 fixes it (opentelemetry-collector#13449)',
  ],
  [
    '0.144.0',
    '0.145.0',
    bytes,
    'exporters.otlp.sending_queue.batch',
    'counts min_size and max_size in items, because batch does not inherit sizer: bytes from sending_queue; 0.145.0 fixes it (opentelemetry-collector#14500)',
  ],
  [
    '0.153.0',
    '0.154.0',
    off,
    'exporters.otlp.sending_queue.batch',
    'fails to start when sending_queue sets a sizer and batch.enabled is false; 0.154.0 fixes it (opentelemetry-collector#15393)',
  ],
])('collector %s has a fault that %s has not', (release, mended, parts, path, message) => {
  expect(contrib(release, parts)).toEqual([`${at(path)}collector ${release} ${message}`]);
  expect(contrib(mended, parts)).toEqual([]);
});

test.each<[string, string, Parts]>([
  ['the release before', '0.94.0', balancing('{tls: {insecure: true}}')],
  ['an endpoint', '0.95.0', balancing('{endpoint: "x:1"}')],
  [
    'a balancer that no pipeline names',
    '0.95.0',
    { exporters: '{loadbalancing: {}, debug: null}' },
  ],
  ['no authenticator', '0.106.0', authenticated('include_metadata: true')],
  ['the release before, with authenticator', '0.105.0', authenticated('auth: {authenticator: a}')],
  [
    'an authenticator over gRPC',
    '0.106.0',
    { receivers: '{otlp: {protocols: {grpc: {auth: {authenticator: a}}}}}' },
  ],
  ['without_units', '0.130.0', reading('{prometheus: {port: 8888, without_units: true}}')],
  ['readers of others', '0.130.0', reading('{otlp: {endpoint: "a"}}')],
  ['the default reader', '0.130.0', {}],
  [
    'a sizer of the batches',
    '0.142.0',
    queueing('{sizer: bytes, batch: {sizer: bytes, max_size: 9}}'),
  ],
  ['items', '0.142.0', queueing('{sizer: items, batch: {max_size: 9}}')],
  ['no sizes', '0.142.0', queueing('{sizer: bytes, batch: {flush_timeout: 1s}}')],
  ['no queue', '0.142.0', queueing('{enabled: false, sizer: bytes, batch: {max_size: 9}}')],
  ['batches that are off, and no sizer', '0.150.0', queueing('{batch: {enabled: false}}')],
  ['batches that are on', '0.150.0', queueing('{sizer: items, batch: {min_size: 9}}')],
  ['the release before, with batches that are off', '0.144.0', off],
  ['a release that nobody knows', 'latest', off],
])('nothing is said of %s', (_, release, parts) => {
  expect(contrib(release, parts)).toEqual([]);
});

const storing = (release: string, exporters: string, signal = 'traces') =>
  check(
    `{apiVersion: opentelemetry.io/v1beta1, kind: OpenTelemetryCollector, metadata: {name: c, namespace: t}, spec: {image: "jaegertracing/jaeger:${release}", config: {receivers: {otlp: {protocols: {grpc: null}}}, connectors: {spanmetrics: null}, exporters: {debug: null, jaeger_storage_exporter: {trace_storage: a}}, service: {pipelines: {${signal}: {receivers: [otlp], exporters: ${exporters}}}}}}}`,
    brokenRelease,
  );

test('of readers that nothing is made of, none keeps a collector from its start', () => {
  const readers = 'readers: [{periodic: {exporter: {otlp: {protocol: grpc}}}}]';
  const found = (level: string) =>
    contrib('0.122.0', { telemetry: `{metrics: {level: ${level}, ${readers}}}` });
  expect(found('normal')).toHaveLength(1);
  expect(found('none')).toEqual([]);
});

test('Jaeger v2 before 2.8.0 ends at some spans, where others get them, too', () => {
  const both = '[jaeger_storage_exporter, spanmetrics]';
  expect(storing('2.7.0', both)).toEqual([
    `${at('service.pipelines.traces.exporters')}Jaeger 2.7.0 crashes on a span without service.name in a pipeline with several exporters; 2.8.0 fixes it (jaeger#7221)`,
  ]);
  expect(storing('2.8.0', both)).toEqual([]);
  expect(storing('2.7.0', '[jaeger_storage_exporter]')).toEqual([]);
  expect(storing('2.7.0', '[debug, spanmetrics]')).toEqual([]);
});
