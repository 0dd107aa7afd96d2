import { expect, test } from 'vitest';
import { optionOf, optionValue } from '../../../src/model/jaeger/roles.ts';
import { modelOf, placeOf } from '../model-of.ts';

const deployment = (image: string, rest: string) => `apiVersion: apps/v1
kind: Deployment
metadata: {name: jaeger, namespace: tracing}
spec:
  template:
    spec:
      volumes: [{name: v, emptyDir: {}}]
      containers: [{name: main, image: "${image}", volumeMounts: [{name: v, mountPath: /v}], ${rest}}]
`;

const roleOf = (...yaml: [string, ...string[]]) => {
  const [role, ...others] = modelOf(...yaml).jaegerRoles;
  expect(others).toEqual([]);
  if (!role) throw new Error('no role');
  return role;
};

test('arguments win over the environment, and both are placed', () => {
  const role = roleOf(
    deployment(
      'docker.io/jaegertracing/jaeger-collector:1.57.0',
      `env: [{name: SPAN_STORAGE_TYPE, value: elasticsearch}, {name: ES_INDEX_PREFIX, value: a}, {name: ES_HOST, value: es}, {name: ES_NUM_SHARDS, value: ""}],
       args: [--es.index-prefix=b, --es.tls.enabled, "--es.server-urls", "http://$(ES_HOST):9200"]`,
    ),
  );
  expect(role).toMatchObject({
    name: 'collector',
    label: 'main',
    namespace: 'tracing',
    storage: 'elasticsearch',
    version: '1.57.0',
    complete: true,
    volumes: [{ name: 'v' }],
    volumeMounts: [{ mountPath: '/v' }],
  });
  expect(Object.fromEntries(role.options)).toEqual({
    'span-storage.type': 'elasticsearch',
    'es.index-prefix': 'b',
    'es.tls.enabled': 'true',
    'es.server-urls': 'http://es:9200',
  });
  const place = optionOf(role, 'es.index-prefix');
  expect(place && placeOf(place)).toBe(
    'Deployment/tracing/jaeger spec.template.spec.containers[0].args[0] 9:15',
  );
  expect(optionValue(role, 'es.index-date-separator', '-')).toBe('-');
});

test('variables of ConfigMaps among the manifests are read, in their place', () => {
  const map = `apiVersion: v1
kind: ConfigMap
metadata: {name: settings, namespace: tracing}
data:
  SPAN_STORAGE_TYPE: badger
`;
  const rest = 'envFrom: [{configMapRef: {name: settings}}]';
  const role = roleOf(map, deployment('jaegertracing/all-in-one:1.60.0', rest));
  expect(role.storage).toBe('badger');
  const place = optionOf(role, 'span-storage.type');
  expect(place && placeOf(place)).toBe('ConfigMap/tracing/settings data.SPAN_STORAGE_TYPE 5:3');
});

test.each([
  ['env: [{name: ES_INDEX_PREFIX, valueFrom: {secretKeyRef: {name: s, key: k}}}]', true],
  ['env: [{name: ES_INDEX_PREFIX, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]', true],
  ['args: ["--es.index-prefix=$(PREFIX)"]', true],
  ['envFrom: [{secretRef: {name: s}}]', false],
  ['args: [--config-file=/etc/jaeger.yaml]', false],
  ['args: ["$(FLAGS)"]', false],
])('what %s gives is not told', (rest, complete) => {
  const role = roleOf(deployment('jaegertracing/jaeger-query:1.57.0', rest));
  expect(role.complete).toBe(complete);
  expect(optionValue(role, 'es.index-prefix')).toBeUndefined();
  expect(role.storage).toBe(complete ? 'cassandra' : undefined);
});

test('agents, shells, init containers and other images are no roles', () => {
  const none = [
    deployment('jaegertracing/jaeger-agent:1.60.0', 'args: []'),
    deployment('jaegertracing/all-in-one:1.60.0', 'command: [sh, -c, "exec all-in-one"]'),
    deployment('example.com/all-in-one:1.60.0', 'args: []'),
    deployment('jaegertracing/all-in-one:1.60.0', '').replace('containers:', 'initContainers:'),
  ];
  for (const yaml of none) expect(modelOf(yaml).jaegerRoles).toEqual([]);
});

test('components of a Jaeger are roles, with the storage that each writes to', () => {
  const { jaegerRoles } = modelOf(
    '{apiVersion: jaegertracing.io/v1, kind: Jaeger, metadata: {name: j, namespace: t}, spec: {strategy: streaming, storage: {type: elasticsearch}, query: {image: "jaegertracing/jaeger-query:1.60.0"}}}',
  );
  expect(jaegerRoles.map(({ name, storage, version }) => [name, storage, version])).toEqual([
    ['collector', 'kafka', undefined],
    ['ingester', 'elasticsearch', undefined],
    ['query', 'elasticsearch', '1.60.0'],
  ]);
  expect(jaegerRoles.every(({ jaeger }) => jaeger?.name === 'j')).toBe(true);
});
