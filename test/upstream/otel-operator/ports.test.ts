import { expect, test } from 'vitest';
import {
  enabledComponents,
  inferredCollectorPorts,
  metricsPort,
  portOfEndpoint,
  receiverServicePorts,
} from '../../../src/upstream/otel-operator/ports.ts';
import { config, otlp } from '../collector/pipeline-config.ts';

test('all jaeger protocols are opened, two of them over UDP', () => {
  const protocols = { grpc: {}, thrift_http: {}, thrift_compact: {}, thrift_binary: {} };
  const ports = inferredCollectorPorts(config({ jaeger: { protocols } }));
  expect(ports.map(({ name, port, transport: protocol }) => `${name} ${port}/${protocol}`)).toEqual(
    ['jaeger-grpc 14250/TCP', 'port-14268 14268/TCP', 'port-6831 6831/UDP', 'port-6832 6832/UDP'],
  );
});

test('a receiver that no pipeline names opens nothing', () => {
  const idle = { ...config(otlp), receivers: { ...otlp, zipkin: {} } };
  expect(inferredCollectorPorts(idle).map((port) => port.port)).toEqual([4317, 4318]);
});

test('an endpoint overrides the default port, and IPv6 is misread as the operator does', () => {
  expect(portOfEndpoint('0.0.0.0:55690')).toBe(55690);
  expect(portOfEndpoint('[::1]:4317')).toBe(1);
  expect(portOfEndpoint('localhost')).toBeUndefined();
  const moved = config({ 'otlp/b': { protocols: { grpc: { endpoint: '0.0.0.0:5317' } } } });
  expect(inferredCollectorPorts(moved)).toMatchObject([{ name: 'otlp-b-grpc', port: 5317 }]);
});

test('unknown receivers open the port of their endpoint, scrapers none', () => {
  expect(
    receiverServicePorts('webhookevent', { endpoint: '0.0.0.0:8080' }, '0.158.0'),
  ).toMatchObject([{ name: 'webhookevent', port: 8080, transport: 'TCP', protocol: 'other' }]);
  expect(receiverServicePorts('webhookevent', {}, '0.158.0')).toEqual([]);
  expect(receiverServicePorts('redis', { endpoint: 'redis:6379' }, '0.158.0')).toEqual([]);
  expect(
    receiverServicePorts('udplog', { listen_address: '0.0.0.0:54526' }, '0.158.0'),
  ).toMatchObject([{ port: 54526, transport: 'UDP' }]);
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

test('configurations of wrong types open nothing', () => {
  const wrong = { receivers: 7, service: { extensions: 'x', pipelines: { traces: ['otlp'] } } };
  expect(inferredCollectorPorts(wrong)).toEqual([]);
  expect(
    enabledComponents(
      { service: { pipelines: { t: { receivers: [1, 'b', 'a', 'b'] } } } },
      'receivers',
    ),
  ).toEqual(['a', 'b']);
});
