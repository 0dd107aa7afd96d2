import { expect, test } from 'vitest';
import { annotationKey } from '../../../src/lint/instrumentation/annotation-key/rule.ts';
import { annotationPlace } from '../../../src/lint/instrumentation/annotation-place/rule.ts';
import { annotationValue } from '../../../src/lint/instrumentation/annotation-value/rule.ts';
import { lint } from '../../../src/lint/lint.ts';
import { modelOf } from '../../model/model-of.ts';
import { check } from '../check.ts';
import { all, namespaceOf, podsWith } from './pods.ts';

const prefix = 'instrumentation.opentelemetry.io';

test.each([
  [`${prefix}/inject-node`, `${prefix}/inject-nodejs`],
  [`${prefix}/inject-golang`, `${prefix}/inject-go`],
  [`${prefix}/inject-pyhton`, `${prefix}/inject-python`],
  [`${prefix}/java`, `${prefix}/inject-java`],
  [`${prefix}/inject-java-container-names`, `${prefix}/java-container-names`],
  [`${prefix}/nginx-container-names`, `${prefix}/inject-nginx-container-names`],
  [`${prefix}/container-name`, `${prefix}/container-names`],
  [`${prefix}/inject`, undefined],
  [`${prefix}/inject-ruby`, undefined],
  ['instrumentation.opentelemtry.io/inject-java', `${prefix}/inject-java`],
  ['opentelemetry.io/inject-java', `${prefix}/inject-java`],
  ['sidecar.opentelemetry.io/inject-java', `${prefix}/inject-java`],
  ['sidecar.opentelemtry.io/inject', 'sidecar.opentelemetry.io/inject'],
  ['sidecar.opentelemetry.io/injects', 'sidecar.opentelemetry.io/inject'],
  ['instrumentation.otel.io/inject-java', `${prefix}/inject-java`],
])('the operator does not read the annotation %s', (key, fix) => {
  const findings = lint(modelOf(podsWith(`${key}: "true"`)), [annotationKey]);
  expect(findings.map((finding) => [finding.message, finding.path.at(-1), finding.fix])).toEqual([
    [`the operator reads no annotation '${key}'`, key, fix],
  ]);
});

test.each([
  `${prefix}/inject-java: "true"`,
  `${prefix}/inject-nginx-container-names: a`,
  `${prefix}/otel-go-auto-target-exe: /app`,
  'sidecar.opentelemetry.io/inject: "true"',
  'sidecar.opentelemetry.io/injected: t.sidecar',
  'sidecar.istio.io/inject: "true"',
  'sidecar.jaegertracing.io/inject: "true"',
  'resource.opentelemetry.io/service.name: cart',
  'example.com/inject-java: "true"',
  'inject-java: "true"',
])('%s is let be', (annotation) => {
  expect(check(podsWith(annotation), annotationKey)).toEqual([]);
  expect(check(namespaceOf('t', annotation), annotationKey)).toEqual([]);
});

const java = `${prefix}/inject-java`;

test.each([
  [
    `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: d, namespace: t, annotations: {${java}: "true"}}
spec: {template: {spec: {containers: []}}}`,
    `StatefulSet/t/d metadata.annotations["${java}"]: ${java} must be an annotation of the pods (spec.template.metadata.annotations), it is an annotation of the StatefulSet itself`,
  ],
  [
    `apiVersion: batch/v1
kind: CronJob
metadata: {name: d, namespace: t}
spec: {jobTemplate: {metadata: {annotations: {sidecar.opentelemetry.io/inject: agent}}, spec: {template: {spec: {}}}}}`,
    `CronJob/t/d spec.jobTemplate.metadata.annotations["sidecar.opentelemetry.io/inject"]: sidecar.opentelemetry.io/inject must be an annotation of the pods (spec.jobTemplate.spec.template.metadata.annotations), it is an annotation of the CronJob itself`,
  ],
  [
    `apiVersion: apps/v1
kind: Deployment
metadata: {name: d, namespace: t}
spec: {template: {metadata: {labels: {${java}: "true"}}, spec: {}}}`,
    `Deployment/t/d spec.template.metadata.labels["${java}"]: ${java} must be an annotation of the pods (spec.template.metadata.annotations), it is a label of the Deployment`,
  ],
  [
    `apiVersion: v1
kind: Namespace
metadata: {name: t, labels: {${java}: "true"}}`,
    `Namespace//t metadata.labels["${java}"]: ${java} must be an annotation of the Namespace, it is a label`,
  ],
])('an annotation in the wrong place is told', (yaml, message) => {
  expect(check(yaml, annotationPlace)).toEqual([message]);
});

test.each([
  podsWith(`${java}: "true"`),
  namespaceOf('t', `${java}: "true"`),
  podsWith(`${java}: "true"`).replace('name: d,', `name: d, annotations: {${java}: "true"},`),
  podsWith('').replace('name: d,', `name: d, annotations: {${java}: "false"},`),
  podsWith('').replace('name: d,', `name: d, labels: {app: inject-java},`),
  `apiVersion: v1
kind: Pod
metadata: {name: p, annotations: {${java}: "true"}}`,
])('an annotation in its place, or one that asks for nothing, is let be', (yaml) => {
  expect(check(yaml, annotationPlace)).toEqual([]);
});

const location = 'Deployment/t/d spec.template.metadata.annotations';

test.each([
  [`${java}: true`, `${location}["${java}"]: ${java} must be a string in quotes, got true`],
  [`${java}: [a]`, `${location}["${java}"]: ${java} must be a string in quotes, got ["a"]`],
  [`${java}: ""`, `${location}["${java}"]: ${java} is empty and requests nothing`],
  [
    `${prefix}/otel-dotnet-auto-runtime: musl`,
    `${location}["${prefix}/otel-dotnet-auto-runtime"]: ${prefix}/otel-dotnet-auto-runtime must be linux-x64 or linux-musl-x64, got 'musl'`,
  ],
])('the value of %s is told', (annotation, message) => {
  expect(check(podsWith(annotation), annotationValue)).toEqual([message]);
});

test('values that ask for something are let be', () => {
  const yaml = all(
    podsWith(
      `${java}: "True", ${prefix}/inject-sdk: a/b, ${prefix}/otel-python-platform: musl, other: x`,
    ),
    namespaceOf('t', `${java}: "false"`),
  );
  expect(check(yaml, annotationValue)).toEqual([]);
});
