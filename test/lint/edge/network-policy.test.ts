import { expect, test } from 'vitest';
import { networkPolicy } from '../../../src/lint/edge/network-policy/rule.ts';
import { check } from '../check.ts';

const collector = (spec = '') => `
apiVersion: opentelemetry.io/v1beta1
kind: OpenTelemetryCollector
metadata: { name: otel, namespace: tracing, labels: { team: a } }
spec:
  networkPolicy: { enabled: false }
  ${spec}
  config:
    receivers: { otlp: { protocols: { grpc: { endpoint: 0.0.0.0:4317 } } } }
    exporters: { otlp_grpc: { endpoint: 'jaeger-collector:4317', tls: { insecure: true } } }
    service: { pipelines: { traces: { receivers: [otlp], exporters: [otlp_grpc] } } }
---`;

const jaeger = `
apiVersion: jaegertracing.io/v1
kind: Jaeger
metadata: { name: jaeger, namespace: tracing }
spec:
  strategy: production
  storage: { type: elasticsearch, options: { es: { server-urls: 'http://es.example.com:9200' } } }
---`;

let policies = 0;

const policy = (spec: string, kind = 'networking.k8s.io/v1', namespace = 'tracing') => `
apiVersion: ${kind}
kind: NetworkPolicy
metadata: { name: p${policies++}, namespace: ${namespace} }
spec: ${spec}
---`;

const found = (...texts: string[]) => {
  policies = 0;
  return check(texts.join('\n'), networkPolicy);
};

const toJaeger =
  'OpenTelemetryCollector/tracing/otel spec.config.exporters.otlp_grpc.endpoint: NetworkPolicy tracing/p0';
const denyIn = '{ podSelector: {}, policyTypes: [Ingress] }';
const denyOut = '{ podSelector: {}, policyTypes: [Egress] }';
const selected = (direction: 'ingress' | 'egress', rule: string, labels = '{}') =>
  `{ podSelector: { matchLabels: ${labels} }, policyTypes: [${direction === 'ingress' ? 'Ingress' : 'Egress'}], ${direction}: [${rule}] }`;

test('a default-deny policy beside a collector is not silent', () => {
  policies = 0;
  expect(found(policy(denyOut), collector(), jaeger)).toEqual([
    `${toJaeger} lets nobody out from OpenTelemetryCollector otel to port 4317 of jaeger-collector:4317`,
    'Jaeger/tracing/jaeger spec.storage.options.es.server-urls: NetworkPolicy tracing/p0 lets nobody out from Jaeger jaeger to port 9200 of es.example.com:9200',
  ]);
  policies = 0;
  expect(found(policy(denyIn), collector(), jaeger)).toEqual([
    `${toJaeger} lets nobody in from OpenTelemetryCollector otel to port 4317 of jaeger-collector:4317`,
  ]);
});

// Kubernetes api networking/v1: what one policy allows, no other takes away
test.each([
  selected('ingress', '{}'),
  selected('ingress', '{ ports: [{ port: 4317 }] }'),
  selected('ingress', '{ ports: [{ port: 4000, endPort: 5000 }] }'),
  selected('ingress', '{ from: [{ podSelector: {} }] }'),
  selected('ingress', '{ from: [{ podSelector: { matchLabels: { team: a } } }] }'),
  selected('ingress', '{ from: [{ namespaceSelector: {} }] }'),
  selected(
    'ingress',
    '{ from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: tracing } } }] }',
  ),
  // not known: addresses of pods, labels of a Namespace that is not here, names of ports, labels of controllers
  selected('ingress', '{ from: [{ ipBlock: { cidr: 10.0.0.0/8 } }] }'),
  selected('ingress', '{ from: [{ namespaceSelector: { matchLabels: { team: a } } }] }'),
  selected('ingress', '{ ports: [{ port: otlp-grpc }] }'),
  selected('ingress', '{ from: [{ podSelector: { matchLabels: { pod-template-hash: a } } }] }'),
])('one that lets the connection in is enough: %s', (spec) => {
  expect(found(policy(denyIn), policy(spec), collector(), jaeger)).toEqual([]);
});

test.each([
  selected('ingress', '{ ports: [{ port: 4318 }] }'),
  selected('ingress', '{ ports: [{ port: 4317, protocol: UDP }] }'),
  selected('ingress', '{ from: [{ podSelector: { matchLabels: { team: b } } }] }'),
  selected(
    'ingress',
    '{ from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: shop } } }] }',
  ),
  selected('ingress', '{}', '{ app.kubernetes.io/component: query }'),
])('one that lets something else in is not: %s', (spec) => {
  expect(found(policy(denyIn), policy(spec), collector(), jaeger)).toHaveLength(1);
});

test('a policy is about the pods that it selects, in its namespace', () => {
  const query = '{ app.kubernetes.io/component: query }';
  const only = `{ podSelector: { matchLabels: ${query} }, policyTypes: [Ingress] }`;
  expect(found(policy(only), collector(), jaeger)).toEqual([]);
  expect(found(policy(denyIn, undefined, 'shop'), collector(), jaeger)).toEqual([]);
  // without types it is about what it has rules for, and ingress
  expect(found(policy('{ podSelector: {} }'), collector(), jaeger)).toHaveLength(1);
});

test("the operator's own policy for a collector lets everybody in", () => {
  const sender = `
apiVersion: opentelemetry.io/v1beta1
kind: OpenTelemetryCollector
metadata: { name: agent, namespace: tracing }
spec:
  networkPolicy: { enabled: false }
  config:
    receivers: { otlp: { protocols: { grpc: { endpoint: 0.0.0.0:4317 } } } }
    exporters: { otlp_grpc: { endpoint: 'gateway-collector:4317', tls: { insecure: true } } }
    service: { pipelines: { traces: { receivers: [otlp], exporters: [otlp_grpc] } } }
---`;
  const gateway = (enabled: boolean) =>
    sender
      .replace('name: agent', 'name: gateway')
      .replace("'gateway-collector:4317'", "'tempo.example.com:4317'")
      .replace('enabled: false', `enabled: ${enabled}`);
  expect(found(policy(denyIn), sender, gateway(true))).toEqual([]);
  expect(found(policy(denyIn), sender, gateway(false))).toHaveLength(1);
});

test('nothing is certain beside policies of other systems, and of pods in the network of a node', () => {
  const cilium = policy('{}', 'cilium.io/v2').replace(
    'kind: NetworkPolicy',
    'kind: CiliumNetworkPolicy',
  );
  expect(found(policy(denyIn), cilium, collector(), jaeger)).toEqual([]);
  expect(found(policy(denyOut), collector('hostNetwork: true'))).toEqual([]);
});

test('what is outside is judged by its port alone', () => {
  const port = (number: number) => selected('egress', `{ ports: [{ port: ${number} }] }`);
  const block = selected(
    'egress',
    '{ to: [{ ipBlock: { cidr: 10.0.0.0/8 } }], ports: [{ port: 9200 }] }',
  );
  const open = policy(
    selected('egress', '{}', '{ app.kubernetes.io/component: opentelemetry-collector }'),
  );
  expect(found(policy(denyOut), policy(port(9200)), open, collector(), jaeger)).toEqual([]);
  expect(found(policy(denyOut), policy(block), open, collector(), jaeger)).toEqual([]);
  expect(found(policy(denyOut), policy(port(443)), open, collector(), jaeger)).toHaveLength(1);
});
