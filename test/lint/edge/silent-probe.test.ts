import { expect, test } from 'vitest';
import { silentProbe } from '../../../src/lint/edge/silent-probe/rule.ts';
import { check, fixes } from '../check.ts';
import { workload } from '../collector/at.ts';

const collecting = (extensions: string, probe: string, more = '') =>
  workload(
    `extensions: {${extensions}}
receivers: {otlp: {protocols: {grpc: {endpoint: "0.0.0.0:4317"}}}}
exporters: {debug: {}}
service: {extensions: [${extensions.split(':')[0]}], pipelines: {traces: {receivers: [otlp], exporters: [debug]}}}`,
    `livenessProbe: {${probe}}\n${more}`,
  );
const at = 'Deployment/tracing/otel spec.template.spec.containers[0].livenessProbe';

test.each([
  ['zpages: {}', 'httpGet: {path: /, port: 13133}', 'httpGet', 13133],
  ['health_check: {endpoint: "0.0.0.0:8080"}', 'httpGet: {port: 13133}', 'httpGet', 13133],
  ['zpages: {}', 'tcpSocket: {port: 4318}', 'tcpSocket', 4318],
  ['zpages: {}', 'grpc: {port: 14250}', 'grpc', 14250],
])('a probe that nobody answers is told: {%s} {%s}', (extensions, probe, handler, port) => {
  const found = check(collecting(extensions, probe), silentProbe);
  expect(found).toEqual([
    expect.stringContaining(
      `${at}.${handler}.port: livenessProbe asks port ${port}, on which otel does not listen`,
    ),
  ]);
});

test('a probe may ask a port by its name', () => {
  const named = (port: number) =>
    collecting(
      'zpages: {}',
      'tcpSocket: {port: health}',
      `ports: [{name: health, containerPort: ${port}}]`,
    );
  expect(check(named(13133), silentProbe)).toHaveLength(1);
  expect(check(named(4317), silentProbe)).toEqual([]);
});

const sidecar = (yaml: string) =>
  yaml.replace('      containers:\n', '      containers:\n        - {name: proxy, image: envoy}\n');
const silent = 'httpGet: {path: /, port: 13133}';

test.each([
  ['the extension', collecting('health_check: {endpoint: "0.0.0.0:13133"}', silent)],
  ['its own metrics', collecting('zpages: {}', 'httpGet: {path: /metrics, port: 8888}')],
  ['a diagnostic page', collecting('zpages: {}', 'tcpSocket: {port: 55679}')],
  ['a command', collecting('zpages: {}', 'exec: {command: [/otelcol]}')],
  ['another host', collecting('zpages: {}', 'httpGet: {host: example.com, port: 13133}')],
  ['a container beside it', sidecar(collecting('zpages: {}', silent))],
  ['an extension of somebody', collecting('mine: {}', silent)],
  [
    'the node',
    collecting('zpages: {}', silent).replace('    spec:\n', '    spec:\n      hostNetwork: true\n'),
  ],
])('a probe of %s is fine', (_, yaml) => {
  expect(check(yaml, silentProbe)).toEqual([]);
});

const jaeger = (component: string, port: string, more = '') => `apiVersion: apps/v1
kind: Deployment
metadata: {name: j, namespace: t}
spec:
  template:
    spec:
      containers:
        - name: j
          image: jaegertracing/${component}:1.60.0
          readinessProbe: {httpGet: {path: /, port: ${port}}}
          ports: [{name: admin, containerPort: 14269}]
${more}`;
const moved = '          args: [--admin.http.host-port=:14270]\n';

test.each([
  ['jaeger-query', '14269', '', '16687'],
  ['jaeger-query', 'admin', '', '16687'],
  ['jaeger-ingester', '14269', '', '14270'],
  ['all-in-one', '16687', '', '14269'],
  ['jaeger-collector', '14269', moved, '14270'],
])('%s does not answer at %s %s', (component, port, more, right) => {
  expect(fixes(jaeger(component, port, more), silentProbe)).toEqual([right]);
});

test.each([
  ['jaeger-collector', '14269', ''],
  ['jaeger-collector', '14270', moved],
  ['jaeger-query', '16686', ''],
  ['jaeger-query', '14269', '          envFrom: [{configMapRef: {name: flags}}]\n'],
  [
    'jaeger-query',
    '14269',
    '        - {name: collector, image: "jaegertracing/jaeger-collector:1.60.0"}\n',
  ],
])('%s is asked at %s, and may answer %s', (component, port, more) => {
  expect(check(jaeger(component, port, more), silentProbe)).toEqual([]);
});
