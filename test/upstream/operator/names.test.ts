import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  dnsName,
  inferredPortName,
  portNameProblem,
  truncate,
} from '../../../src/upstream/operator/names.ts';

test('a name that fits is only trimmed at its ends', () => {
  expect(truncate(63, (name) => `${name}-collector`, 'otel')).toBe('otel-collector');
  expect(truncate(63, (name) => `${name}-collector`, '')).toBe('collector');
});

test('the first part is cut first, from its end', () => {
  expect(truncate(8, (ns, name) => `${ns}.${name}`, 'tracing', 'otel')).toBe('tra.otel');
  expect(truncate(4, (ns, name) => `${ns}.${name}`, 'tracing', 'otel')).toBe('ote');
});

test('a fixed part that is too long is cut hard', () => {
  expect(truncate(5, (name) => `${name}-collector`, 'otel')).toBe('-coll');
});

test('a truncated name is never longer than asked', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: 80 }), (name, max) => {
      expect(
        truncate(max, (part) => `${part}-collector-headless`, name).length,
      ).toBeLessThanOrEqual(max);
    }),
  );
});

test.each([
  ['My.Col-collector', 'my-col-collector'],
  ['.otel_', 'aotela'],
  ['otel', 'otel'],
])('the DNS name of %s is %s', (name, dns) => {
  expect(dnsName(name)).toBe(dns);
});

test.each([
  ['otlp-grpc', 4317, 'otlp-grpc'],
  ['otlp/foo-grpc', 4317, 'otlp-foo-grpc'],
  ['jaeger-thrift_http', 14268, 'port-14268'],
  ['splunk_hec', 8088, 'splunk-hec'],
  ['_x', 80, 'port-80'],
])('the port of %s is named by id or number', (id, port, name) => {
  expect(inferredPortName(id, port)).toBe(name);
});

test.each([
  [
    'jaeger-thrift-compact',
    "port name must be at most 15 characters, got 'jaeger-thrift-compact' (21)",
  ],
  ['OTLP', "port name must be of lower-case letters, digits and '-', got 'OTLP'"],
  ['4317', "port name must have at least one letter, got '4317'"],
  ['otlp--grpc', "port name must not have '--', got 'otlp--grpc'"],
  ['-otlp', "port name must not begin or end with '-', got '-otlp'"],
])('%s is no port name', (name, problem) => {
  expect(portNameProblem(name)).toBe(problem);
});

test('a port name has no problem', () => {
  expect(portNameProblem('jaeger-compact')).toBeUndefined();
});
