import { expect, test } from 'vitest';
import { signal } from '../../../src/lint/edge/signal/rule.ts';
import { check } from '../check.ts';

const collector = (name: string, receivers: string, exporter: string) => `apiVersion: v1
kind: ConfigMap
metadata: {name: ${name}, namespace: tracing}
data:
  config.yaml: |
    receivers:
      otlp: {protocols: {grpc: {endpoint: "0.0.0.0:4317"}}}
    exporters:
      otlp: {endpoint: "${exporter}", tls: {insecure: true}}
    service:
      pipelines:
${receivers.replace(/^/gm, '        ')}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: tracing}
spec:
  template:
    metadata: {labels: {app: collector, name: ${name}}}
    spec:
      containers:
        - name: collector
          image: otel/opentelemetry-collector:0.158.0
          args: [--config=/etc/otel/config.yaml]
          volumeMounts: [{name: config, mountPath: /etc/otel}]
      volumes: [{name: config, configMap: {name: ${name}}}]
---
`;

const pipeline = (kind: string) => `${kind}: {receivers: [otlp], exporters: [otlp]}`;
const outside = 'traces.example.com:4317';
const agent = collector('agent', pipeline('metrics'), 'shared:4317').replace(
  'app: collector, name',
  'name',
);
const shared = `apiVersion: v1
kind: Service
metadata: {name: shared, namespace: tracing}
spec:
  selector: {app: collector}
  ports: [{name: otlp, port: 4317}]
`;
const place = 'ConfigMap/tracing/agent data["config.yaml"].exporters.otlp.endpoint';

test('every collector behind a shared Service that refuses a signal is named, and its signals', () => {
  const traces = collector('a', pipeline('traces'), outside);
  const logs = collector('b', pipeline('logs'), outside);
  const metrics = collector('b', pipeline('metrics'), outside);
  expect(check(agent + traces + logs + shared, signal)).toEqual([
    `${place}: otlp must not send metrics to Service shared, behind which collector a accepts only traces and collector b accepts only logs`,
  ]);
  for (const both of [traces + metrics, metrics + traces]) {
    expect(check(agent + both + shared, signal)).toEqual([
      `${place}: otlp must not send metrics to Service shared, behind which collector a accepts only traces`,
    ]);
  }
  expect(check(agent + metrics + shared, signal)).toEqual([]);
  expect(check(agent + traces + shared, signal)).toEqual([
    `${place}: otlp must not send metrics to Service shared, which accepts only traces`,
  ]);
});

const shop = (...env: readonly [string, string][]) => `apiVersion: apps/v1
kind: Deployment
metadata: {name: shop, namespace: tracing}
spec:
  template:
    spec:
      containers:
        - name: shop
          image: shop.example.com/shop:1.0.0
          env:
${env.map(([name, value]) => `            - {name: ${name}, value: "${value}"}`).join('\n')}
---
`;
const sent: [string, string] = ['OTEL_EXPORTER_OTLP_ENDPOINT', 'http://shared:4317'];
const traces = collector('a', pipeline('traces'), outside) + shared;

test('an SDK that is told to export by OTLP what the endpoint does not take is told', () => {
  const yaml = shop(
    sent,
    ['OTEL_METRICS_EXPORTER', 'otlp'],
    ['OTEL_LOGS_EXPORTER', 'console,otlp'],
  );
  expect(check(yaml + traces, signal)).toEqual([
    'Deployment/tracing/shop spec.template.spec.containers[0].env[0].value: container shop must not send metrics and logs to Service shared, which accepts only traces',
  ]);
});

test.each([
  [[sent]],
  [[sent, ['OTEL_METRICS_EXPORTER', 'none']]],
  [[sent, ['OTEL_METRICS_EXPORTER', 'prometheus']]],
  [
    [
      sent,
      ['OTEL_METRICS_EXPORTER', 'otlp'],
      ['OTEL_EXPORTER_OTLP_METRICS_ENDPOINT', 'http://m:4317'],
    ],
  ],
  [[sent, ['OTEL_METRICS_EXPORTER', 'otlp'], ['OTEL_SDK_DISABLED', 'true']]],
  [
    [
      ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'http://shared:4317'],
      ['OTEL_METRICS_EXPORTER', 'otlp'],
    ],
  ],
  // a program that hands it on does not choose its exporters by variables
  [
    [
      ['OTEL_EXPORTER_OTLP_ENDPOINT', 'shared:4317'],
      ['OTEL_METRICS_EXPORTER', 'otlp'],
    ],
  ],
] as [string, string][][][])('an SDK that sends spans there alone is let be: %j', (env) => {
  expect(check(shop(...env) + traces, signal)).toEqual([]);
});

test('an endpoint of its own for a signal may stand in an object that is not there', () => {
  const yaml = shop(sent, ['OTEL_METRICS_EXPORTER', 'otlp']);
  expect(check(yaml + traces, signal)).toHaveLength(1);
  const elsewhere = yaml.replace('env:', 'envFrom: [{secretRef: {name: x}}]\n          env:');
  expect(check(elsewhere + traces, signal)).toEqual([]);
});

test('agents of several languages are told apart by what each sends to one endpoint', () => {
  const told = (language: string, ...names: string[]) =>
    `${language}: {env: [${names.map((name) => `{name: ${name}, value: otlp}`).join(', ')}]}`;
  const yaml = (...languages: string[]) => `apiVersion: opentelemetry.io/v1alpha1
kind: Instrumentation
metadata: {name: auto, namespace: tracing}
spec:
  exporter: {endpoint: "http://shared:4317"}
  env: [{name: OTEL_EXPORTER_OTLP_PROTOCOL, value: grpc}]
  ${languages.join('\n  ')}
---
`;
  const [logs, metrics] = ['OTEL_LOGS_EXPORTER', 'OTEL_METRICS_EXPORTER'];
  const at = 'Instrumentation/tracing/auto spec.exporter.endpoint';
  const refused = (who: string, what: string) =>
    `${at}: agents of ${who} must not send ${what} to Service shared, which accepts only traces`;
  const languages = ['java: {}', told('nodejs', metrics), told('python', logs)];
  for (const order of [languages, languages.toReversed()]) {
    expect(check(yaml(...order) + traces, signal).toSorted()).toEqual([
      refused('nodejs', 'metrics'),
      refused('python', 'logs'),
    ]);
  }
  expect(check(yaml(told('java', logs), told('nodejs', logs)) + traces, signal)).toEqual([
    refused('java, nodejs', 'logs'),
  ]);
  expect(check(yaml('java: {}', 'python: {}') + traces, signal)).toEqual([]);
});
