import { expect, test } from 'vitest';
import { silentPort } from '../../../src/lint/edge/silent-port/rule.ts';
import { check } from '../check.ts';
import { collectorExample } from '../collector/example.ts';
import { jaegerExample } from './examples.ts';

const offering = (ports: string, more = '', parts = {}) =>
  collectorExample({ spec: `ports: ${ports}\n${more}`, ...parts });
const place = 'OpenTelemetryCollector/tracing/otel spec.ports[0]';
const silence = (port: number) =>
  `nothing listens on port ${port} in the pods of otel, which listens on 4317`;

test('a port of a collector that nothing listens on is told, by the port of the pod', () => {
  expect(check(offering('[{name: http, port: 4318}]'), silentPort)).toEqual([
    `${place}: ${silence(4318)}`,
  ]);
  expect(check(offering('[{name: grpc, port: 4317, targetPort: 55680}]'), silentPort)).toEqual([
    `${place}: ${silence(55680)}`,
  ]);
});

const pprof = {
  extensions: 'pprof: {}',
  service: 'extensions: [pprof]\npipelines: {traces: {receivers: [otlp], exporters: [debug]}}',
};
const unknown = {
  receivers: 'otlp: {protocols: {grpc: {}}}\nown: {}',
  service: 'pipelines: {traces: {receivers: [otlp, own], exporters: [debug]}}',
};

const piped = (service = '') =>
  `${service}\npipelines: {traces: {receivers: [otlp], exporters: [debug]}}`;
const received = (receiver: string, signal = 'traces') => ({
  receivers: receiver,
  service: `pipelines: {${signal}: {receivers: [${receiver.split(':')[0]}], exporters: [debug]}}`,
});
const readers = (...ports: string[]) => ({
  service: piped(
    `telemetry: {metrics: {readers: [${ports.map((port) => `{pull: {exporter: {prometheus: {host: 0.0.0.0, port: ${port}}}}}`).join(', ')}]}}`,
  ),
});
const tapped = {
  processors: 'remotetap: {endpoint: "0.0.0.0:12001"}',
  service: 'pipelines: {traces: {receivers: [otlp], processors: [remotetap], exporters: [debug]}}',
};
const healthy = {
  extensions: 'health_check: {use_v2: true, grpc: {endpoint: "0.0.0.0:13132"}}',
  service: piped('extensions: [health_check]'),
};
const api = received(
  'prometheus: {api_server: {enabled: true, server_config: {endpoint: "0.0.0.0:9090"}}}',
  'metrics',
);

test.each([
  ['the second of two readers', '[{name: a, port: 9997}]', '', readers('9998', '9997')],
  ['a reader by variable', '[{name: a, port: 9997}]', '', readers(`"\${env:PORT}"`)],
  ['an API of Prometheus', '[{name: a, port: 9090}]', '', api],
  ['a tap', '[{name: tap, port: 12001}]', '', tapped],
  ['health over gRPC', '[{name: health, port: 13132}]', '', healthy],
  [
    'a port by variable',
    '[{name: a, port: 9317}]',
    '',
    received(`otlp: {protocols: {grpc: {endpoint: "0.0.0.0:\${env:PORT}"}}}`),
  ],
  [
    'settings by variable',
    '[{name: a, port: 9317}]',
    '',
    received(`otlp: "\${file:/etc/otlp.yaml}"`),
  ],
  [
    'a protocol by variable',
    '[{name: a, port: 9317}]',
    '',
    received(`otlp: {protocols: {grpc: "\${env:GRPC}"}}`),
  ],
  [
    'what an argument sets',
    '[{name: http, port: 4318}]',
    'args: {set: "receivers.otlp.protocols.http.endpoint=0.0.0.0:4318"}',
    {},
  ],
  ['another proxy of a mesh', '[{name: admin, port: 4191}]', '', {}],
  ['a port that is listened on', '[{name: grpc, port: 80, targetPort: 4317}]', '', {}],
  ['metrics of its own', '[{name: metrics, port: 8888}]', '', {}],
  ['the profiler', '[{name: pprof, port: 1777}]', '', pprof],
  ['datagrams', '[{name: statsd, port: 8125, protocol: UDP}]', '', {}],
  ['a name', '[{name: http, port: 4318, targetPort: web}]', '', {}],
  ['a proxy of the mesh', '[{name: stats, port: 15020}]', '', {}],
  [
    'a pod of several',
    '[{name: a, port: 9}]',
    'additionalContainers: [{name: a, image: "a:1"}]',
    {},
  ],
  ['a sidecar', '[{name: http, port: 4318}]', 'mode: sidecar', {}],
  ['a receiver that nobody knows', '[{name: own, port: 7}]', '', unknown],
])('nothing is said of %s', (_, ports, more, parts) => {
  expect(check(offering(ports, more, parts), silentPort)).toEqual([]);
});

const service = (selector: string, target: string | number) => `apiVersion: v1
kind: Service
metadata: {name: front, namespace: tracing}
spec:
  selector: {${selector}}
  ports: [{port: 4317, targetPort: ${target}}]
---
`;
const ofCollector = 'app.kubernetes.io/instance: tracing.otel';
const ofJaeger = 'app.kubernetes.io/instance: jaeger';
const front = 'Service/tracing/front spec.ports[0]';

test('a Service in the manifests is told, for a collector and a Jaeger', () => {
  const collector = offering('[]');
  expect(check(service(ofCollector, 4318) + collector, silentPort)).toEqual([
    `${front}: ${silence(4318)}`,
  ]);
  expect(check(service(ofCollector, 4317) + collector, silentPort)).toEqual([]);
  expect(check(service(ofJaeger, 55680) + jaegerExample, silentPort)).toEqual([
    `${front}: nothing listens on port 55680 in the pods of Jaeger jaeger`,
  ]);
  expect(check(service(ofJaeger, 4317) + jaegerExample, silentPort)).toEqual([]);
  const moved = jaegerExample.replace(
    '  ingress:',
    '  allInOne: {options: {collector.otlp.grpc.host-port: ":55680"}}\n  ingress:',
  );
  expect(check(service(ofJaeger, 55680) + moved, silentPort)).toEqual([]);
});

test('one of several that answers is enough', () => {
  const second = offering('[]', '', {
    receivers: 'otlp: {protocols: {http: {endpoint: "0.0.0.0:4318"}}}',
  }).replace('name: otel', 'name: newer');
  const selector = 'app.kubernetes.io/managed-by: opentelemetry-operator';
  const both = `${offering('[]')}---\n${second}`;
  expect(check(service(selector, 4318) + both, silentPort)).toEqual([]);
  expect(check(service(selector, 4320) + both, silentPort)).toHaveLength(1);
});
