import { expect, test } from 'vitest';
import { servicePort } from '../../../src/lint/collector/service-port/rule.ts';
import { shadowedPort } from '../../../src/lint/collector/shadowed-port/rule.ts';
import { check } from '../check.ts';
import { spec } from './at.ts';
import { collectorExample } from './example.ts';

const ports = (...entries: string[]) =>
  collectorExample({ spec: `ports: [${entries.join(', ')}]` });

test.each([
  [
    ['{name: otlp-grpc-from-afar, port: 4317}'],
    '[0].name',
    "port name must be at most 15 characters, got 'otlp-grpc-from-afar' (19)",
  ],
  [
    ['{name: OTLP, port: 4317}'],
    '[0].name',
    "port name must be of lower-case letters, digits and '-', got 'OTLP'",
  ],
  [['{port: 4317}'], '[0].name', "port name must be of lower-case letters, digits and '-', got ''"],
  [
    ['{name: a, port: 4317}', '{name: a, port: 4318}'],
    '[1].name',
    "port names must differ, got 'a' twice",
  ],
  [
    ['{name: a, port: 70000}'],
    '[0].port',
    'port must be a whole number from 1 to 65535, got 70000',
  ],
  [
    ['{name: a, port: 80, targetPort: 0}'],
    '[0].targetPort',
    'targetPort must be a whole number from 1 to 65535, got 0',
  ],
  [
    ['{name: a, port: 80}', '{name: b, port: 80}'],
    '[1].port',
    'ports must differ, got 80/TCP twice',
  ],
])('ports %j', (entries, path, message) => {
  expect(check(ports(...entries), servicePort)).toEqual([`${spec}ports${path}: ${message}`]);
});

test('names and numbers that Kubernetes takes pass, also one number over TCP and UDP', () => {
  const yaml = ports(
    '{name: a-1, port: 80, targetPort: http}',
    '{name: b, port: 80, protocol: UDP}',
  );
  expect(check(yaml, servicePort)).toEqual([]);
});

test('ports of an OpAMPBridge are checked, too', () => {
  const yaml = `apiVersion: opentelemetry.io/v1alpha1
kind: OpAMPBridge
metadata:
  name: bridge
  namespace: tracing
spec:
  ports: [{name: "-", port: 1}]
`;
  expect(check(yaml, servicePort)).toHaveLength(1);
});

test.each([
  [
    '{name: otlp-grpc, port: 4317, targetPort: 5317}',
    '[0].targetPort: port 4317 overrides the port of receiver otlp, and leads to 5317, where nothing listens',
  ],
  [
    '{name: otlp-grpc, port: 5317}',
    '[0].name: name otlp-grpc belongs to port 4317 of receiver otlp, which the operator renames to port-4317',
  ],
])('%s shadows an inferred port', (entry, message) => {
  expect(check(ports(entry), shadowedPort)).toEqual([`${spec}ports${message}`]);
});

test.each([
  '{name: otlp-grpc, port: 4317}',
  '{name: other, port: 4317, targetPort: 4317}',
  '{name: other, port: 4317, targetPort: otlp-grpc}',
  '{name: other, port: 80, targetPort: 4317}',
  '{name: otlp-grpc, port: 80, targetPort: 4317}',
  '{name: other, port: 4317, protocol: UDP}',
])('%s shadows nothing', (entry) => {
  expect(check(ports(entry), shadowedPort)).toEqual([]);
});

test('a receiver whose own port the operator infers is listened to there', () => {
  const yaml = collectorExample({
    spec: 'ports: [{name: lines, port: 54525}]',
    receivers: 'tcp_log: {listen_address: "0.0.0.0:54525"}',
    service: 'pipelines: {logs: {receivers: [tcp_log], exporters: [debug]}}',
  });
  expect(check(yaml, shadowedPort)).toEqual([]);
});

test('ports without a number are not compared', () => {
  expect(check(ports('{name: a}', '{name: b, port: x}'), servicePort)).toEqual([]);
});
