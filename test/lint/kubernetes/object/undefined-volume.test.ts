import { expect, test } from 'vitest';
import { undefinedVolume } from '../../../../src/lint/kubernetes/object/undefined-volume/rule.ts';
import { check } from '../../check.ts';

const of = (apiVersion: string, kind: string, spec: string) =>
  `{apiVersion: ${apiVersion}, kind: ${kind}, metadata: {name: x, namespace: t}, spec: ${spec}}`;

const jaeger = (spec: string) => of('jaegertracing.io/v1', 'Jaeger', spec);
const collector = (spec: string) => of('opentelemetry.io/v1beta1', 'OpenTelemetryCollector', spec);

const volume = 'volumes: [{name: a, emptyDir: {}}]';
const mount = (name: string) => `volumeMounts: [{name: ${name}, mountPath: /m}]`;

const message = "volumeMount names volume 'b', which volumes do not define";

test.each([
  [
    of('apps/v1', 'Deployment', `{template: {spec: {${volume}, containers: [{${mount('b')}}]}}}`),
    'Deployment/t/x spec.template.spec.containers[0].volumeMounts[0].name',
  ],
  [
    collector(`{${volume}, ${mount('b')}, config: {}}`),
    'OpenTelemetryCollector/t/x spec.volumeMounts[0].name',
  ],
  [jaeger(`{${volume}, ${mount('b')}}`), 'Jaeger/t/x spec.volumeMounts[0].name'],
  [jaeger(`{allInOne: {${mount('b')}}}`), 'Jaeger/t/x spec.allInOne.volumeMounts[0].name'],
  [
    jaeger(
      `{strategy: production, storage: {type: elasticsearch}, ${mount('b')}, collector: {volumes: [{name: b}]}}`,
    ),
    'Jaeger/t/x spec.volumeMounts[0].name',
  ],
])('%s is told', (yaml, place) => {
  expect(check(yaml, undefinedVolume)).toEqual([`${place}: ${message}`]);
});

test.each([
  jaeger(`{${volume}, ${mount('a')}}`),
  jaeger(`{${volume}, allInOne: {${mount('a')}}}`),
  collector(`{${mount('otc-internal')}, config: {}}`),
  collector(
    `{configmaps: [{name: extra, mountpath: /e}], ${mount('configmap-extra')}, config: {}}`,
  ),
  // a volume's name has no dots, which the name of a ConfigMap may have
  collector(`{configmaps: [{name: extra.v2}], ${mount('configmap-extra-v2')}, config: {}}`),
  of(
    'apps/v1',
    'StatefulSet',
    `{volumeClaimTemplates: [{metadata: {name: b}}], template: {spec: {containers: [{${mount('b')}}]}}}`,
  ),
])('%s is let be', (yaml) => {
  expect(check(yaml, undefinedVolume)).toEqual([]);
});
