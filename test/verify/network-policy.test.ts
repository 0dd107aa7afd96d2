import { expect, test } from 'vitest';
import { record } from '../../src/upstream/values/unknown.ts';
import { denying } from '../../src/verify/edge/network-policy.ts';
import { parseYaml } from '../../src/yaml.ts';

const pod = (namespace: string, app: string, podIP: string) => ({
  metadata: { namespace, name: app, labels: { app } },
  spec: { containers: [{ ports: [{ name: 'otlp', containerPort: 4317 }] }] },
  status: { podIP },
});
const from = pod('monitoring', 'thanos', '10.1.2.3');
const to = pod('tracing', 'collector', '10.1.9.9');
const namespaces = new Map([
  ['monitoring', { name: 'monitoring' }],
  ['tracing', { name: 'tracing' }],
]);

function verdict(...specs: string[]): string[] {
  const policies = specs.map((spec, index) =>
    record(
      parseYaml(
        `metadata: { name: p${index}, namespace: ${spec.includes('egress') ? 'monitoring' : 'tracing'} }\nspec: ${spec}`,
        'p',
      )[0]?.value,
    ),
  );
  return denying({ from, to, port: 4317 }, { policies, namespaces });
}

test.each([
  ['no policy'],
  ['one for other pods', '{ podSelector: { matchLabels: { app: web } } }'],
  ['all allowed', '{ podSelector: {}, ingress: [{}] }'],
  [
    'the namespace',
    '{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: { matchLabels: { name: monitoring } } }] }] }',
  ],
  [
    'the pod in any namespace',
    '{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: {}, podSelector: { matchLabels: { app: thanos } } }] }] }',
  ],
  ['the port by number', '{ podSelector: {}, ingress: [{ ports: [{ port: 4317 }] }] }'],
  ['the port by name', '{ podSelector: {}, ingress: [{ ports: [{ port: otlp }] }] }'],
  [
    'a range of ports',
    '{ podSelector: {}, ingress: [{ ports: [{ port: 4000, endPort: 5000 }] }] }',
  ],
  ['the address', '{ podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: 10.1.0.0/16 } }] }] }'],
  ['egress alone, of the other pod', '{ podSelector: {}, policyTypes: [Egress], ingress: [] }'],
  ['one of two', '{ podSelector: {} }', '{ podSelector: {}, ingress: [{}] }'],
  [
    'egress to the pod',
    '{ podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ namespaceSelector: {} }] }] }',
  ],
])('%s lets it pass', (_, ...specs) => {
  expect(verdict(...specs)).toEqual([]);
});

test.each([
  ['nothing is allowed', '{ podSelector: {} }'],
  ['another port', '{ podSelector: {}, ingress: [{ ports: [{ port: 4318 }] }] }'],
  [
    'another transport',
    '{ podSelector: {}, ingress: [{ ports: [{ protocol: UDP, port: 4317 }] }] }',
  ],
  [
    'pods of its own namespace',
    '{ podSelector: {}, ingress: [{ from: [{ podSelector: { matchLabels: { app: thanos } } }] }] }',
  ],
  [
    'another namespace',
    '{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: { matchLabels: { name: web } } }] }] }',
  ],
  [
    'an address that is taken out',
    '{ podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.0/8, except: [10.1.2.0/24] } }] }] }',
  ],
  ['no egress', '{ podSelector: {}, policyTypes: [Egress], egress: [] }'],
])('%s does not', (_, ...specs) => {
  expect(verdict(...specs)).toHaveLength(1);
});

test('pods in the network of a node are not reached by policies, and no pod is kept from itself', () => {
  const policies = [
    record(
      parseYaml('metadata: { name: p, namespace: tracing }\nspec: { podSelector: {} }', 'p')[0]
        ?.value,
    ),
  ];
  const denied = (one: object, other: object) =>
    denying({ from: record(one), to: record(other), port: 4317 }, { policies, namespaces });
  const onNode = (one: typeof from) => ({ ...one, spec: { ...one.spec, hostNetwork: true } });
  expect(denied(from, to)).toEqual(['tracing/p']);
  expect(denied(onNode(from), to)).toEqual([]);
  expect(denied(from, onNode(to))).toEqual([]);
  expect(denied(to, to)).toEqual([]);
});
