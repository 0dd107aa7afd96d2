import { expect, test } from 'vitest';
import {
  collectorServicePorts,
  derivedCollectorServices,
  enabledComponents,
  metricsPort,
  portOfEndpoint,
  receiverServicePorts,
} from '../../src/upstream/otel-operator-ports.ts';
import type { UnknownRecord } from '../../src/upstream/unknown.ts';

function config(receivers: UnknownRecord, rest: UnknownRecord = {}): UnknownRecord {
  return {
    receivers,
    exporters: { debug: {} },
    service: { pipelines: { traces: { receivers: Object.keys(receivers), exporters: ['debug'] } } },
    ...rest,
  };
}

const otlp = { otlp: { protocols: { grpc: null, http: null } } };

test.each(['0.88.0', '0.158.0'])(
  'operator %s makes three Services for an otlp collector',
  (operatorVersion) => {
    const services = derivedCollectorServices({
      name: 'otel-collector',
      namespace: 'tracing',
      config: config(otlp),
      operatorVersion,
    });
    expect(
      services.map((service) => [service.name, service.ports.map((port) => port.port)]),
    ).toEqual([
      ['otel-collector-collector', [4317, 4318]],
      ['otel-collector-collector-headless', [4317, 4318]],
      ['otel-collector-collector-monitoring', [8888]],
    ]);
    expect(services[0]?.ports[0]).toEqual({
      name: 'otlp-grpc',
      port: 4317,
      protocol: 'TCP',
      appProtocol: 'grpc',
      wire: 'otlp-grpc',
      component: 'otlp',
    });
  },
);

test('all jaeger protocols are opened, two of them over UDP', () => {
  const protocols = { grpc: {}, thrift_http: {}, thrift_compact: {}, thrift_binary: {} };
  const ports = collectorServicePorts(config({ jaeger: { protocols } }), undefined);
  expect(ports.map(({ name, port, protocol }) => `${name} ${port}/${protocol}`)).toEqual([
    'jaeger-grpc 14250/TCP',
    'port-14268 14268/TCP',
    'port-6831 6831/UDP',
    'port-6832 6832/UDP',
  ]);
});

test('a receiver that no pipeline names opens nothing', () => {
  const idle = { ...config(otlp), receivers: { ...otlp, zipkin: {} } };
  expect(collectorServicePorts(idle, undefined).map((port) => port.port)).toEqual([4317, 4318]);
});

test('an endpoint overrides the default port, and IPv6 is misread as the operator does', () => {
  expect(portOfEndpoint('0.0.0.0:55690')).toBe(55690);
  expect(portOfEndpoint('[::1]:4317')).toBe(1);
  expect(portOfEndpoint('localhost')).toBeUndefined();
  const moved = config({ 'otlp/b': { protocols: { grpc: { endpoint: '0.0.0.0:5317' } } } });
  expect(collectorServicePorts(moved, undefined)).toMatchObject([
    { name: 'otlp-b-grpc', port: 5317 },
  ]);
});

test('unknown receivers open the port of their endpoint, scrapers none', () => {
  expect(
    receiverServicePorts('webhookevent', { endpoint: '0.0.0.0:8080' }, '0.158.0'),
  ).toMatchObject([{ name: 'webhookevent', port: 8080, protocol: 'TCP', wire: 'other' }]);
  expect(receiverServicePorts('webhookevent', {}, '0.158.0')).toEqual([]);
  expect(receiverServicePorts('redis', { endpoint: 'redis:6379' }, '0.158.0')).toEqual([]);
  expect(
    receiverServicePorts('udplog', { listen_address: '0.0.0.0:54526' }, '0.158.0'),
  ).toMatchObject([{ port: 54526, protocol: 'UDP' }]);
});

test('empty protocols open all ports with new operators and none with old ones', () => {
  expect(receiverServicePorts('otlp', {}, '0.158.0').map((port) => port.port)).toEqual([
    4317, 4318,
  ]);
  expect(receiverServicePorts('otlp', null, '0.88.0')).toEqual([]);
});

test('opencensus is unknown from operator v0.132.0 on', () => {
  expect(receiverServicePorts('opencensus', {}, '0.131.0')).toMatchObject([{ port: 55678 }]);
  expect(receiverServicePorts('opencensus', {}, '0.132.0')).toEqual([]);
});

test.each([
  ['0.103.0', 1],
  ['0.108.0', 0],
  ['0.118.0', 1],
])('operator %s opens %d ports for a receiver without settings', (release, count) => {
  expect(receiverServicePorts('zipkin', null, release)).toHaveLength(count);
  expect(receiverServicePorts('zipkin', {}, release)).toHaveLength(1);
});

test('a written port hides the inferred one of its number and renames the one of its name', () => {
  const ports = collectorServicePorts(config(otlp), [
    { name: 'ingest', port: 4317 },
    { name: 'otlp-http', port: 9999, targetPort: 4318, protocol: 'TCP' },
  ]);
  expect(ports).toEqual([
    { name: 'ingest', port: 4317, protocol: 'TCP', wire: 'otlp-grpc', component: 'otlp' },
    { name: 'otlp-http', port: 9999, protocol: 'TCP', wire: 'otlp-http', component: 'otlp' },
    {
      name: 'port-4318',
      port: 4318,
      protocol: 'TCP',
      appProtocol: 'http',
      wire: 'otlp-http',
      component: 'otlp',
    },
  ]);
});

test.each([
  [{}, 8888],
  [{ address: '0.0.0.0:9999' }, 9999],
  [{ readers: [{ pull: { exporter: { prometheus: { host: '0.0.0.0', port: 8889 } } } }] }, 8889],
])('the metrics port of %j is %d', (metrics, port) => {
  expect(metricsPort({ service: { telemetry: { metrics } } })).toBe(port);
});

const reader = (prometheus: object) => ({ pull: { exporter: { prometheus } } });

test.each([
  ['0.119.0', { address: '0.0.0.0:9999', readers: [reader({ port: 8889 })] }, 9999],
  ['0.122.0', { address: '0.0.0.0:9999', readers: [reader({ port: 8889 })] }, 8888],
  ['0.136.0', { readers: [reader({ port: 8889 })] }, 8888],
  ['0.137.0', { address: '0.0.0.0:9999', readers: [reader({ port: 8889 })] }, 8889],
  ['0.148.0', { readers: [{ periodic: {} }, reader({}), reader({ port: 8889 })] }, 8888],
  ['0.148.0', { address: '0.0.0.0:9999', readers: [{ periodic: {} }] }, 8888],
])('operator %s takes of %j the metrics port %d', (release, metrics, port) => {
  expect(metricsPort({ service: { telemetry: { metrics } } }, release)).toBe(port);
});

test('jaeger_query gets an extension Service, its gRPC port only when written', () => {
  const extensions = { jaeger_query: { grpc: { endpoint: '0.0.0.0:16685' } }, healthcheckv2: {} };
  const service = {
    extensions: ['jaeger_query', 'healthcheckv2'],
    pipelines: { traces: { receivers: ['otlp'], exporters: ['debug'] } },
  };
  const input = {
    name: 'jaeger',
    namespace: 'tracing',
    config: config(otlp, { extensions, service }),
  };
  const services = derivedCollectorServices(input);
  expect(services.find(({ role }) => role === 'extension')).toMatchObject({
    name: 'jaeger-collector-extension',
    ports: [
      { name: 'jaeger-query', port: 16686, wire: 'jaeger-query' },
      { name: 'jaeger-query-2', port: 16685, wire: 'jaeger-query-grpc' },
    ],
  });
  const old = derivedCollectorServices({ ...input, operatorVersion: '0.110.0' });
  expect(old.some(({ role }) => role === 'extension')).toBe(false);
});

test('a sidecar of current operators has no Service, and a collector without ports has its monitoring Service alone', () => {
  const input = { name: 'side', namespace: 'apps', config: config(otlp) };
  expect(derivedCollectorServices({ ...input, mode: 'sidecar' })).toEqual([]);
  const old = derivedCollectorServices({ ...input, mode: 'sidecar', operatorVersion: '0.148.0' });
  expect(old.map(({ role }) => role)).toEqual(['collector', 'headless', 'monitoring']);
  expect(derivedCollectorServices({ ...input, config: {} }).map(({ role }) => role)).toEqual([
    'monitoring',
  ]);
});

test('configurations of wrong types open nothing', () => {
  const wrong = { receivers: 7, service: { extensions: 'x', pipelines: { traces: ['otlp'] } } };
  expect(collectorServicePorts(wrong, 'x')).toEqual([]);
  expect(
    enabledComponents(
      { service: { pipelines: { t: { receivers: [1, 'b', 'a', 'b'] } } } },
      'receivers',
    ),
  ).toEqual(['a', 'b']);
});
