import { expect, test } from 'vitest';
import { remoteWrite } from '../../../src/lint/edge/remote-write/rule.ts';
import { check } from '../check.ts';
import { collectorExample } from './examples.ts';

const collector = (url: string) =>
  collectorExample({
    exporter: `prometheusremotewrite:\n  endpoint: ${url}`,
    namespace: 'm',
  }).replace('traces:', 'metrics:');

const operated = (spec: string, name = 'k8s', kind = 'Prometheus') =>
  `{apiVersion: monitoring.coreos.com/v1, kind: ${kind}, metadata: {name: ${name}, namespace: m}, spec: {${spec}}}`;

const service = (selector: string, targetPort = '9090') =>
  `{apiVersion: v1, kind: Service, metadata: {name: prom, namespace: m}, spec: {selector: {${selector}}, ports: [{port: 9090, targetPort: ${targetPort}}]}}`;

const workload = (args: string, more = '') =>
  `{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: p, namespace: m}, spec: {template: {metadata: {labels: {app: p}}, spec: {containers: [
    {name: p, image: "prom/prometheus:v3.0.0", args: [${args}], ports: [{containerPort: 9090}]${more}}]}}}}`;

const found = (url: string, ...yaml: string[]) =>
  check([collector(url), ...yaml].join('\n---\n'), remoteWrite);

const own = 'http://prometheus-operated.m.svc:9090/api/v1/write';
const written = 'http://prom:9090/api/v1/write';

test.each([
  [own, operated('replicas: 1'), 'Prometheus k8s', 'enableRemoteWriteReceiver: true'],
  [
    'http://prometheus-agent-operated:9090/api/v1/write',
    operated('', 'a', 'PrometheusAgent'),
    'PrometheusAgent a',
    'enableRemoteWriteReceiver: true',
  ],
  [
    'http://prometheus-operated:9090/prefix/api/v1/write',
    operated('enableRemoteWriteReceiver: false'),
    'Prometheus k8s',
    'enableRemoteWriteReceiver: true',
  ],
  [
    written,
    `${operated('podMetadata: {labels: {tier: a}}')}\n---\n${service('prometheus: k8s, tier: a', 'web')}`,
    'Prometheus k8s',
    'enableRemoteWriteReceiver: true',
  ],
  [
    written,
    `${workload('--config.file=/c.yaml, --agent')}\n---\n${service('app: p')}`,
    'StatefulSet p',
    '--web.enable-remote-write-receiver',
  ],
])('%s to %s is told', (url, yaml, name, setting) => {
  expect(found(url, yaml)).toEqual([
    `OpenTelemetryCollector/m/otel spec.config.exporters.prometheusremotewrite.endpoint: prometheusremotewrite must not write to ${name}, which takes no remote write without ${setting}`,
  ]);
});

test.each([
  [own, operated('enableRemoteWriteReceiver: true')],
  [own, operated('additionalArgs: [{name: web.enable-remote-write-receiver}]')],
  [own, operated('enableFeatures: [remote-write-receiver]')],
  // containers of their own may take or change anything
  [own, operated('containers: [{name: prometheus, args: [a]}]')],
  // any of the two may answer
  [own, `${operated('')}\n---\n${operated('enableRemoteWriteReceiver: true', 'b')}`],
  ['http://prometheus-operated.other:9090/api/v1/write', operated('')],
  ['http://thanos-receive:19291/api/v1/receive', operated('')],
  ['http://mimir:8080/api/v1/write', operated('')],
  [written, `${operated('')}\n---\n${service('prometheus: other')}`],
  [written, `${workload('--web.enable-remote-write-receiver')}\n---\n${service('app: p')}`],
  [written, `${workload('"--enable-feature=a,remote-write-receiver"')}\n---\n${service('app: p')}`],
  [written, `${workload('$(FLAGS)')}\n---\n${service('app: p')}`],
  [written, `${workload('', ', command: [sh, -c, a]')}\n---\n${service('app: p')}`],
  // a proxy in the pod
  [written, `${workload('')}\n---\n${service('app: p', '8443')}`],
])('%s to %s is let be', (url, yaml) => {
  expect(found(url, yaml)).toEqual([]);
});
