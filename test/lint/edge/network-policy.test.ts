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
    `${toJaeger} blocks egress from OpenTelemetryCollector otel to port 4317 of jaeger-collector:4317`,
    'Jaeger/tracing/jaeger spec.storage.options.es.server-urls: NetworkPolicy tracing/p0 blocks egress from Jaeger jaeger to port 9200 of es.example.com:9200',
  ]);
  policies = 0;
  expect(found(policy(denyIn), collector(), jaeger)).toEqual([
    `${toJaeger} blocks ingress from OpenTelemetryCollector otel to port 4317 of jaeger-collector:4317`,
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

// Kubernetes v1.36 pkg/apis/networking/v1/defaults.go: without types, a policy is about egress if it has rules for that
test('an empty list of egress rules denies nothing by itself', () => {
  const ingress = 'ingress: [{}]';
  expect(found(policy(`{ podSelector: {}, ${ingress}, egress: [] }`), collector(), jaeger)).toEqual(
    [],
  );
  const rules = 'egress: [{ ports: [{ port: 53, protocol: UDP }] }]';
  expect(found(policy(`{ podSelector: {}, ${ingress}, ${rules} }`), collector())).toHaveLength(1);
});

const workload = (ports: string, more = '') => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: gateway, namespace: tracing }
spec:
  selector: { matchLabels: { app: gateway } }
  template:
    metadata: { labels: { app: gateway } }
    spec:
      ${more}
      containers: [{ name: gateway, image: 'example.com/gateway:1', ports: [${ports}] }]
---
apiVersion: v1
kind: Service
metadata: { name: jaeger-collector, namespace: tracing }
spec: { selector: { app: gateway }, ports: [{ port: 4317, targetPort: otlp }] }
---`;

test('ports by name are those of the pod, of the transport', () => {
  const byName = policy(selected('ingress', '{ ports: [{ port: otlp }] }'));
  const port = (number: number, protocol: string) =>
    `{ name: otlp, containerPort: ${number}, protocol: ${protocol} }`;
  expect(found(policy(denyIn), byName, collector(), workload(port(14317, 'TCP')))).toEqual([]);
  const both = `${port(14318, 'UDP')}, ${port(14317, 'TCP')}`;
  expect(found(policy(denyIn), byName, collector(), workload(both))).toEqual([]);
  const byNumber = policy(selected('ingress', '{ ports: [{ port: 4317 }] }'));
  expect(found(policy(denyIn), byNumber, collector(), workload(port(14317, 'TCP')))).toEqual([
    expect.stringContaining('to port 14317 of jaeger-collector:4317'),
  ]);
  // the port behind the Service is not known, and may be any
  const unnamed = '{ containerPort: 14317 }';
  expect(found(policy(denyIn), byNumber, collector(), workload(unnamed))).toEqual([]);
  expect(found(policy(denyIn), collector(), workload(unnamed))).toHaveLength(1);
});

test('the port of a Service of others may be another one than that of its pods', () => {
  const elastic = (host: string) => jaeger.replace('es.example.com:9200', host);
  const pods = policy(selected('egress', '{ ports: [{ port: 9200 }] }'));
  for (const host of ['elastic:80', 'elastic.search:80', 'elastic.search.svc.cluster.local:80']) {
    expect(found(policy(denyOut), pods, elastic(host))).toEqual([]);
    expect(found(policy(denyOut), elastic(host))).toHaveLength(1);
  }
  expect(found(policy(denyOut), pods, elastic('elastic.example.com:80'))).toHaveLength(1);
});

test('fields that are null are not set', () => {
  const nulls =
    '{ from: [{ podSelector: {}, ipBlock: null, namespaceSelector: null }], ports: [{ protocol: null, port: null, endPort: null }] }';
  expect(found(policy(denyIn), policy(selected('ingress', nulls)), collector(), jaeger)).toEqual(
    [],
  );
});

test('a policy without a namespace may go to any', () => {
  const open = policy(selected('ingress', '{ from: [{ podSelector: {} }] }'));
  const anywhere = open.replace(', namespace: tracing', '');
  expect(found(policy(denyIn), anywhere, collector(), jaeger)).toEqual([]);
  expect(found(policy(denyIn).replace(', namespace: tracing', ''), collector(), jaeger)).toEqual(
    [],
  );
});

test('of a Namespace that is not here, the name counts in expressions, too', () => {
  const named = (operator: string, name: string) =>
    policy(
      selected(
        'ingress',
        `{ from: [{ namespaceSelector: { matchExpressions: [{ key: kubernetes.io/metadata.name, operator: ${operator}, values: [${name}] }] } }] }`,
      ),
    );
  const judged = (open: string) => found(policy(denyIn), open, collector(), jaeger);
  expect(judged(named('In', 'tracing'))).toEqual([]);
  expect(judged(named('NotIn', 'shop'))).toEqual([]);
  expect(judged(named('In', 'shop'))).toHaveLength(1);
});

test('what comes from a pod itself, or from its node, gets through', () => {
  const itself = collector().replace('jaeger-collector:4317', 'otel-collector:4317');
  expect(found(policy(denyIn), itself)).toEqual([]);
  expect(found(policy(denyIn), collector('hostNetwork: true'), jaeger)).toEqual([]);
  const onNode = workload('{ name: otlp, containerPort: 4317 }', 'hostNetwork: true');
  expect(found(policy(denyOut), collector(), onNode)).toEqual([]);
});
