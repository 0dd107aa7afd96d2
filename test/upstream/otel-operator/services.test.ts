import { expect, test } from 'vitest';
import {
  collectorServicePorts,
  derivedCollectorServices,
} from '../../../src/upstream/otel-operator/services.ts';
import { config, otlp } from '../collector/pipeline-config.ts';

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
      transport: 'TCP',
      appProtocol: 'grpc',
      protocol: 'otlp-grpc',
      component: 'otlp',
    });
  },
);

test('a written port hides the inferred one of its number and renames the one of its name', () => {
  const ports = collectorServicePorts(config(otlp), [
    { name: 'ingest', port: 4317 },
    { name: 'otlp-http', port: 9999, targetPort: 4318, protocol: 'TCP' },
  ]);
  expect(ports).toEqual([
    { name: 'ingest', port: 4317, transport: 'TCP', protocol: 'otlp-grpc', component: 'otlp' },
    { name: 'otlp-http', port: 9999, transport: 'TCP', protocol: 'otlp-http', component: 'otlp' },
    {
      name: 'port-4318',
      port: 4318,
      transport: 'TCP',
      appProtocol: 'http',
      protocol: 'otlp-http',
      component: 'otlp',
    },
  ]);
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
      { name: 'jaeger-query', port: 16686, protocol: 'jaeger-query' },
      { name: 'jaeger-query-2', port: 16685, protocol: 'jaeger-query-grpc' },
    ],
  });
  const before = derivedCollectorServices({ ...input, operatorVersion: '0.151.0' });
  expect(before.find(({ role }) => role === 'extension')?.ports.map(({ port }) => port)).toEqual([
    16686,
  ]);
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

test('ports and configurations of wrong types open nothing', () => {
  const wrong = { receivers: 7, service: { extensions: 'x', pipelines: { traces: ['otlp'] } } };
  expect(collectorServicePorts(wrong, 'x')).toEqual([]);
});
