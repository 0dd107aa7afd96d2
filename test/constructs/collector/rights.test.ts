import { expect, test } from 'vitest';
import type { OtelCollectorProps } from '../../../src/constructs/collector/props.ts';
import { findings, synth } from './synth.ts';

const image = 'otel/opentelemetry-collector-k8s:0.158.0';
const roles = (props: Partial<OtelCollectorProps>) =>
  synth({ image, ...props }).filter(({ kind }) => /Role/.test(kind));
const subject = (name: string) => [{ kind: 'ServiceAccount', name, namespace: 'tracing' }];

test('a collector that asks the API server for nothing has no rights', () => {
  expect(
    roles({ processors: { attributes: { actions: [{ key: 'a', action: 'delete' }] } } }),
  ).toEqual([]);
});

test('what is asked for in all namespaces is a ClusterRole of the account that the operator makes', () => {
  const [role, binding] = roles({
    labels: { team: 'observability' },
    processors: {
      k8s_attributes: {
        extract: {
          metadata: ['k8s.deployment.uid', 'k8s.node.uid'],
          labels: [{ from: 'namespace' }],
        },
      },
    },
  });
  const metadata = { name: 'otel-collector-collector.tracing', labels: { team: 'observability' } };
  expect(role).toEqual({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata,
    rules: [
      { apiGroups: [''], resources: ['pods', 'nodes', 'namespaces'], verbs: ['list', 'watch'] },
      { apiGroups: ['apps'], resources: ['replicasets'], verbs: ['list', 'watch'] },
    ],
  });
  expect(binding).toEqual({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata,
    roleRef: {
      apiGroup: 'rbac.authorization.k8s.io',
      kind: 'ClusterRole',
      name: 'otel-collector-collector.tracing',
    },
    subjects: subject('otel-collector-collector'),
  });
});

test('what is asked for in one namespace is a Role in it, by release', () => {
  const settings = {
    protocol: { otlp: { tls: { insecure: true } } },
    resolver: { k8s: { service: 'sampler-collector-headless.sampling' } },
  };
  const [role, binding, ...others] = roles({
    exportTo: [],
    exporters: { load_balancing: settings },
  });
  expect(others).toEqual([]);
  expect(role).toMatchObject({
    kind: 'Role',
    metadata: { name: 'otel-collector-collector.tracing', namespace: 'sampling' },
    rules: [
      { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['list', 'watch'] },
    ],
  });
  expect(binding).toMatchObject({
    kind: 'RoleBinding',
    metadata: { namespace: 'sampling' },
    subjects: subject('otel-collector-collector'),
  });
  const older = roles({
    exportTo: [],
    exporters: { loadbalancing: settings },
    image: 'otel/opentelemetry-collector-k8s:0.139.0',
  });
  expect(older[0].rules).toEqual([
    { apiGroups: [''], resources: ['endpoints'], verbs: ['list', 'watch'] },
  ]);
});

test('rights to objects of some names are for these names', () => {
  const [role] = roles({ processors: { resource_detection: { detectors: ['kubeadm'] } } });
  expect(role).toMatchObject({
    kind: 'Role',
    metadata: { namespace: 'kube-system' },
    rules: [
      { resources: ['configmaps'], resourceNames: ['kubeadm-config'], verbs: ['get'] },
      { resources: ['namespaces'], resourceNames: ['kube-system'], verbs: ['get'] },
    ],
  });
});

const asking: Partial<OtelCollectorProps> = { processors: { k8s_attributes: {} } };

test.each<[string, Partial<OtelCollectorProps>, string]>([
  ['one of its own', { serviceAccountName: 'mine' }, 'mine'],
  ['the one that pulls', { imagePullSecrets: ['registry'] }, 'otel-collector-pods'],
  ['one of the escape hatch', { extraSpec: { serviceAccount: 'given' } }, 'given'],
])('rights are those of the account that pods run as: %s', (_, props, account) => {
  const [, binding] = roles({ ...asking, ...props });
  expect(binding.subjects).toEqual(subject(account));
});

test('who looks after rights elsewhere has none made, and a sidecar has none', () => {
  expect(roles({ ...asking, createRoles: false })).toEqual([]);
  expect(roles({ ...asking, mode: 'sidecar' })).toEqual([]);
});

test('a component that asks which node it is on is told', () => {
  const filtering: Partial<OtelCollectorProps> = {
    image,
    mode: 'daemonset',
    processors: {
      k8s_attributes: { filter: { node_from_env_var: 'KUBE_NODE_NAME' } },
      resource_detection: { detectors: ['env', 'k8s_api'] },
    },
  };
  const nodeName = { fieldRef: { fieldPath: 'spec.nodeName' } };
  const env = (props: Partial<OtelCollectorProps>) =>
    synth(props).find(({ kind }) => kind === 'OpenTelemetryCollector').spec.env;
  expect(env(filtering)).toEqual([
    { name: 'KUBE_NODE_NAME', valueFrom: nodeName },
    { name: 'K8S_NODE_NAME', valueFrom: nodeName },
  ]);
  const own = { name: 'KUBE_NODE_NAME', value: 'node-1' };
  expect(env({ ...filtering, env: [own] })).toEqual([
    { name: 'K8S_NODE_NAME', valueFrom: nodeName },
    own,
  ]);
});

test.each<[string, Partial<OtelCollectorProps>]>([
  ['k8s_attributes', asking],
  [
    'everything that k8s_attributes tells',
    {
      processors: {
        k8s_attributes: {
          extract: {
            metadata: ['k8s.deployment.name', 'k8s.cronjob.uid', 'k8s.cluster.uid', 'k8s.node.uid'],
            labels: [{ from: 'deployment', tag_name: 'a', key: 'a' }],
            annotations: [{ from: 'statefulset', tag_name: 'b', key: 'b' }],
          },
        },
      },
    },
  ],
  ['detectors', { processors: { resource_detection: { detectors: ['k8s_api', 'kubeadm'] } } }],
  [
    'objects and targets',
    {
      receivers: {
        k8s_objects: { objects: [{ name: 'pods' }, { name: 'events', mode: 'watch' }] },
        prometheus: {
          config: {
            scrape_configs: [{ job_name: 'pods', kubernetes_sd_configs: [{ role: 'pod' }] }],
          },
        },
      },
      pipelines: {
        logs: { receivers: ['k8s_objects'], exporters: ['otlp_grpc'] },
        metrics: { receivers: ['prometheus'], exporters: ['otlp_grpc'] },
      },
    },
  ],
  [
    'a receiver of events that elects a leader',
    {
      receivers: {
        k8s_events: { namespaces: ['a', 'b'], k8s_leader_elector: 'k8s_leader_elector' },
      },
      extensions: {
        k8s_leader_elector: { lease_name: 'events', lease_namespace: 'tracing' },
      },
      pipelines: { logs: { receivers: ['k8s_events'], exporters: ['otlp_grpc'] } },
    },
  ],
])('the linter misses no right for %s', (_, props) => {
  expect(findings(synth({ image, ...props }))).toEqual([]);
});
