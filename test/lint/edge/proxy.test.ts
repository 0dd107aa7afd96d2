import { expect, test } from 'vitest';
import { networkPolicy } from '../../../src/lint/edge/network-policy/rule.ts';
import { proxy } from '../../../src/lint/edge/proxy/rule.ts';
import { check } from '../check.ts';

const by = 'http://proxy.example.com:3128';

const collector = (env: string, endpoint = 'otel-collector.shop:4317') => `
apiVersion: opentelemetry.io/v1beta1
kind: OpenTelemetryCollector
metadata: { name: agent, namespace: tracing }
spec:
  networkPolicy: { enabled: false }
  env: [${env}]
  config:
    receivers: { otlp: { protocols: { grpc: { endpoint: 0.0.0.0:4317 } } } }
    exporters: { otlp_grpc: { endpoint: '${endpoint}', tls: { insecure: true } } }
    service: { pipelines: { traces: { receivers: [otlp], exporters: [otlp_grpc] } } }
---
apiVersion: v1
kind: Service
metadata: { name: otel-collector, namespace: shop }
spec: { selector: { app: otel }, ports: [{ port: 4317 }] }
---`;
const set = (name: string, value = by) => `{ name: ${name}, value: '${value}' }`;

test('what is inside goes by a proxy, unless NO_PROXY has it', () => {
  expect(check(collector(set('HTTPS_PROXY')), proxy)).toEqual([
    `OpenTelemetryCollector/tracing/agent spec.config.exporters.otlp_grpc.endpoint: otlp_grpc connects through the proxy ${by}, because NO_PROXY does not contain otel-collector.shop`,
  ]);
  expect(check(collector(set('https_proxy')), proxy)).toHaveLength(1);
  // the first name goes before the second one
  const both = `${set('https_proxy')}, ${set('HTTPS_PROXY', '')}`;
  expect(check(collector(both), proxy)).toEqual([]);
});

// golang.org/x/net http/httpproxy: Config.NoProxy
test.each([
  ['otel-collector.shop', 0],
  ['shop', 0],
  ['.shop', 0],
  ['*.shop', 0],
  ['a.example.com, OTEL-collector.shop:4317', 0],
  ['*', 0],
  ['otel-collector.shop:4318', 1],
  ['.svc', 1],
  ['10.0.0.0/8', 1],
  ['hop', 1],
  ['', 1],
])('NO_PROXY %j', (none, findings) => {
  const env = `${set('HTTPS_PROXY')}, ${set('NO_PROXY', none)}`;
  expect(check(collector(env), proxy)).toHaveLength(findings);
});

test('gRPC knows no HTTP_PROXY, and a variable out of a Secret is not known', () => {
  expect(check(collector(set('HTTP_PROXY')), proxy)).toEqual([]);
  const secret =
    '{ name: NO_PROXY, valueFrom: { secretKeyRef: { name: proxy, key: none, optional: true } } }';
  expect(check(collector(`${set('HTTPS_PROXY')}, ${secret}`), proxy)).toEqual([]);
});

test('what goes by a proxy is no connection that a policy denies', () => {
  const policy = `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: out, namespace: tracing }
spec: { podSelector: {}, policyTypes: [Egress], egress: [{ ports: [{ port: 3128 }] }] }
---`;
  const outside = (env: string) => collector(env, 'tempo.example.com:4317');
  expect(check(`${policy}${outside(set('HTTPS_PROXY'))}`, networkPolicy)).toEqual([]);
  expect(check(`${policy}${outside('')}`, networkPolicy)).toHaveLength(1);
});

test('an operator asks the API server by its number', () => {
  const operator = (env: string) => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: operator, namespace: operators }
spec:
  selector: { matchLabels: { app: operator } }
  template:
    metadata: { labels: { app: operator } }
    spec: { containers: [{ name: manager, image: 'opentelemetry-operator:0.158.0', env: [${env}] }] }
---`;
  expect(check(operator(set('HTTPS_PROXY')), proxy)).toEqual([
    `Deployment/operators/operator spec.template.spec.containers[0].env[0]: container manager reaches the API server through the proxy ${by}, because NO_PROXY does not contain $(KUBERNETES_SERVICE_HOST)`,
  ]);
  const none = set('NO_PROXY', '$(KUBERNETES_SERVICE_HOST),.svc');
  expect(check(operator(`${set('HTTPS_PROXY')}, ${none}`), proxy)).toEqual([]);
});
