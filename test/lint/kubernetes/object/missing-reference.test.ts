import { expect, test } from 'vitest';
import { missingReference } from '../../../../src/lint/kubernetes/object/missing-reference/rule.ts';
import { check } from '../../check.ts';

const secret = (namespace: string, data = '{ca.crt: eA==, tls.key: eA==}') =>
  `---\n{apiVersion: v1, kind: Secret, metadata: {name: s, namespace: ${namespace}}, data: ${data}}\n`;
const pod = (spec: string) =>
  `---\n{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: t}, spec: ${spec}}\n`;
const env = (reference: string) =>
  pod(`{containers: [{name: c, env: [{name: X, valueFrom: {secretKeyRef: ${reference}}}]}]}`);

test.each([
  [
    'an environment variable',
    env('{name: s, key: ca.crt}'),
    'containers[0].env[0].valueFrom.secretKeyRef.name',
  ],
  [
    'envFrom',
    pod('{containers: [{name: c, envFrom: [{secretRef: {name: s}}]}]}'),
    'containers[0].envFrom[0].secretRef.name',
  ],
  [
    'a volume',
    pod('{volumes: [{name: v, secret: {secretName: s}}]}'),
    'volumes[0].secret.secretName',
  ],
  [
    'a projected volume',
    pod('{volumes: [{name: v, projected: {sources: [{secret: {name: s}}]}}]}'),
    'volumes[0].projected.sources[0].secret.name',
  ],
])('%s that names a Secret of another namespace is told', (_, manifest, path) => {
  expect(check(secret('u') + manifest, missingReference)).toEqual([
    `Pod/t/p spec.${path}: Secret s must be in namespace t, where the pod runs, but it is in u`,
  ]);
});

test('a key that the Secret does not have is told', () => {
  expect(check(secret('t') + env('{name: s, key: ca.cert}'), missingReference)).toEqual([
    "Pod/t/p spec.containers[0].env[0].valueFrom.secretKeyRef.key: Secret t/s has no key 'ca.cert', only ca.crt, tls.key",
  ]);
  const volume = pod(
    '{volumes: [{name: v, secret: {secretName: s, items: [{key: ca.crt}, {key: tls.crt}]}}]}',
  );
  expect(check(secret('t') + volume, missingReference)).toEqual([
    "Pod/t/p spec.volumes[0].secret.items[1].key: Secret t/s has no key 'tls.crt', only ca.crt, tls.key",
  ]);
});

test('custom resources that make pods are judged as pods are', () => {
  const collector = `---
{apiVersion: opentelemetry.io/v1beta1, kind: OpenTelemetryCollector, metadata: {name: o, namespace: t}, spec: {
  config: {receivers: {x: {secret: {secretName: s}}}}, volumes: [{name: v, configMap: {name: m}}]}}
---
{apiVersion: v1, kind: ConfigMap, metadata: {name: m, namespace: u}}`;
  expect(check(secret('u') + collector, missingReference)).toEqual([
    'OpenTelemetryCollector/t/o spec.volumes[0].configMap.name: ConfigMap m must be in namespace t, where the pod runs, but it is in u',
  ]);
});

test.each([
  ['a key that is there', secret('t') + env('{name: s, key: ca.crt}')],
  ['a Secret that is nowhere among the manifests', env('{name: s, key: ca.crt}')],
  ['an optional one', secret('u') + env('{name: s, key: ca.crt, optional: true}')],
  ['an empty one that somebody fills', secret('t', '{}') + env('{name: s, key: ca.crt}')],
])('%s is fine', (_, manifests) => {
  expect(check(manifests, missingReference)).toEqual([]);
});
