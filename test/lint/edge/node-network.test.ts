import { expect, test } from 'vitest';
import { exampleOf } from '../../../scripts/rule-examples.ts';
import { hostDns } from '../../../src/lint/edge/host-dns/rule.ts';
import { hostPort } from '../../../src/lint/edge/host-port/rule.ts';
import { check } from '../check.ts';

const dns = exampleOf(hostDns).wrong;
const port = exampleOf(hostPort).wrong;

test('a pod on the network of its node must ask the DNS of the cluster for a Service', () => {
  expect(check(dns, hostDns)).toEqual([
    'DaemonSet/tracing/agent spec.template.spec.dnsPolicy: dnsPolicy must be ClusterFirstWithHostNet with hostNetwork: true, or the name gateway-collector.tracing is not found',
  ]);
  expect(check(dns.replace('hostNetwork: true', 'hostNetwork: false'), hostDns)).toEqual([]);
});

test.each(['dnsConfig: { nameservers: [10.96.0.10] }', 'hostAliases: [{ ip: 10.0.0.1 }]'])(
  'a pod with %s finds names in its own way',
  (field) => {
    expect(check(dns.replace('hostNetwork: true', `$&\n      ${field}`), hostDns)).toEqual([]);
  },
);

test('what sends to no Service of the manifests is not judged', () => {
  expect(check(dns.replace('gateway-collector.tracing', 'otlp.example.com'), hostDns)).toEqual([]);
});

test('a port of the node must be open on it', () => {
  expect(check(port, hostPort)).toEqual([
    'Deployment/shop/cart spec.template.spec.containers[0].env[1].value: container cart sends to port 4317 of its node, but OpenTelemetryCollector agent opens it only in its own pods: it has no hostPort: 4317',
  ]);
});

test('a port that nothing is known to listen on is not judged', () => {
  expect(
    check(port.replace(':4317\n            - name', ':4318\n            - name'), hostPort),
  ).toEqual([]);
  expect(check(port.replace('mode: daemonset', 'mode: deployment'), hostPort)).toEqual([]);
});

const other = (spec: string) => `---
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: other, namespace: other }
spec: { template: { spec: { ${spec} } } }
`;

test('another pod may open the port', () => {
  const ports = (entry: string) => `containers: [{ name: other, image: other, ports: [${entry}] }]`;
  expect(check(port + other(ports('{ containerPort: 1, hostPort: 4317 }')), hostPort)).toEqual([]);
  expect(check(port + other(`hostNetwork: true, ${ports('')}`), hostPort)).toEqual([]);
  expect(check(port + other(ports('{ containerPort: 4317 }')), hostPort)).toHaveLength(1);
});
