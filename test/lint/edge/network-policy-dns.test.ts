import { expect, test } from 'vitest';
import { networkPolicyDns } from '../../../src/lint/edge/network-policy-dns/rule.ts';
import { check } from '../check.ts';

const collector = (endpoint = 'jaeger.example.com:4317', spec = '') => `
apiVersion: opentelemetry.io/v1beta1
kind: OpenTelemetryCollector
metadata: { name: otel, namespace: tracing }
spec:
  networkPolicy: { enabled: false }
  ${spec}
  config:
    receivers: { otlp: { protocols: { grpc: { endpoint: 0.0.0.0:4317 } } } }
    exporters: { otlp_grpc: { endpoint: '${endpoint}', tls: { insecure: true } } }
    service: { pipelines: { traces: { receivers: [otlp], exporters: [otlp_grpc] } } }
---`;

const policy = (egress: string, name = 'out') => `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: ${name}, namespace: tracing }
spec: { podSelector: {}, policyTypes: [Egress], egress: ${egress} }
---`;

const found = (...texts: string[]) => check(texts.join('\n'), networkPolicyDns);

const onlyPort = '[{ ports: [{ port: 4317 }] }]';
const silenced = [
  'NetworkPolicy/tracing/out spec.egress: NetworkPolicy tracing/out blocks the DNS queries of OpenTelemetryCollector otel for jaeger.example.com',
];

test('a policy that lets spans out and forgets DNS is told of', () => {
  expect(found(policy(onlyPort), collector())).toEqual(silenced);
});

test('what may be a way to DNS is one', () => {
  for (const rule of [
    '{ ports: [{ port: 53, protocol: UDP }] }',
    // a resolver asks by TCP where it is told to
    '{ ports: [{ port: 53 }] }',
    // of OpenShift
    '{ ports: [{ port: 5353, protocol: UDP }] }',
    '{ ports: [{ port: dns, protocol: UDP }] }',
    '{ ports: [{ port: 1, endPort: 65535, protocol: UDP }] }',
    '{ to: [{ ipBlock: { cidr: 10.96.0.10/32 } }] }',
    '{ to: [{ namespaceSelector: {} }] }',
    // of a cluster that has it elsewhere
    '{ to: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: shop } } }], ports: [{ port: 53, protocol: UDP }] }',
    '{ to: [{ namespaceSelector: { matchLabels: { role: system } } }] }',
    '{ to: [{ namespaceSelector: {}, podSelector: { matchLabels: { k8s-app: kube-dns } } }] }',
    '{}',
  ]) {
    expect(found(policy(`[{ ports: [{ port: 4317 }] }, ${rule}]`), collector()), rule).toEqual([]);
  }
  // what one policy allows, no other takes away
  expect(
    found(
      policy(onlyPort),
      policy('[{ ports: [{ port: 53, protocol: UDP }] }]', 'dns'),
      collector(),
    ),
  ).toEqual([]);
});

test('no other port and no other namespace is a way to DNS', () => {
  for (const rule of [
    '{ ports: [{ port: 53, protocol: SCTP }] }',
    '{ ports: [{ port: 54, endPort: 1000, protocol: UDP }] }',
    '{ to: [{ podSelector: {} }] }',
    '{ to: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: monitoring } } }] }',
  ]) {
    expect(found(policy(`[{ ports: [{ port: 4317 }] }, ${rule}]`), collector()), rule).toEqual(
      silenced,
    );
  }
});

test('a client that needs no DNS of the cluster is left alone', () => {
  expect(found(policy(onlyPort), collector('192.0.2.1:4317'))).toEqual([]);
  expect(found(policy(onlyPort), collector('[2001:db8::1]:4317'))).toEqual([]);
  expect(found(policy(onlyPort), collector(`\${env:BACKEND}:4317`))).toEqual([]);
  // in the network of the node no policy reaches it
  expect(found(policy(onlyPort), collector(undefined, 'hostNetwork: true'))).toEqual([]);
});

test('a connection that is denied itself is told of by another rule', () => {
  expect(found(policy('[]'), collector())).toEqual([]);
});

test('policies of other systems may allow it', () => {
  const cilium = `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: dns, namespace: tracing }
spec: {}
---`;
  expect(found(policy(onlyPort), cilium, collector())).toEqual([]);
});
