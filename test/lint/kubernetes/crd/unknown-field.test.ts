import { expect, test } from 'vitest';
import { unknownField } from '../../../../src/lint/kubernetes/crd/unknown-field/rule.ts';
import { check, fixes, places } from '../../check.ts';

const jaeger = (spec: string) =>
  `{apiVersion: jaegertracing.io/v1, kind: Jaeger, metadata: {name: j, namespace: t}, spec: ${spec}}`;

const collector = (version: string, spec: string) =>
  `{apiVersion: opentelemetry.io/${version}, kind: OpenTelemetryCollector, metadata: {name: c, namespace: t}, spec: ${spec}}`;

const operator = (version: string) => `
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: operator, namespace: otel}
spec:
  template:
    spec:
      containers:
        - {name: manager, image: "ghcr.io/open-telemetry/opentelemetry-operator/opentelemetry-operator:${version}"}
`;

test.each([
  ['{storage: {option: {}}}', 'spec.storage.option'],
  ['{storage: {esIndexCleaner: {numberOfDay: 7}}}', 'spec.storage.esIndexCleaner.numberOfDay'],
  ['{collector: {env: []}}', 'spec.collector.env'],
  ['{ingress: {host: a.example.com}}', 'spec.ingress.host'],
])('a field that no release of the Jaeger operator has is told: %s', (spec, path) => {
  expect(check(jaeger(spec), unknownField)).toEqual([
    `Jaeger/t/j ${path}: ${path} is not a field of Jaeger jaegertracing.io/v1: it is rejected or dropped`,
  ]);
});

test('a slip of the pen in a collector is told, and the field of a newer operator is not', () => {
  expect(check(collector('v1beta1', '{serviceAccountName: a}'), unknownField)).toEqual([
    'OpenTelemetryCollector/t/c spec.serviceAccountName: spec.serviceAccountName is not a field of OpenTelemetryCollector opentelemetry.io/v1beta1: it is rejected or dropped',
  ]);
  expect(check(collector('v1beta1', '{futureFeature: {}}'), unknownField)).toEqual([]);
});

test('the field of another version of the kind is told', () => {
  expect(check(collector('v1beta1', '{maxReplicas: 3}'), unknownField)).toEqual([
    'OpenTelemetryCollector/t/c spec.maxReplicas: spec.maxReplicas is not a field of OpenTelemetryCollector opentelemetry.io/v1beta1, only opentelemetry.io/v1alpha1 has it: it is rejected or dropped',
  ]);
  expect(
    check(collector('v1alpha1', '{config: "", readinessProbe: {}}'), unknownField),
  ).toHaveLength(1);
});

test('any unknown field is told when the operator is not newer than the known schema', () => {
  const wrong = collector('v1beta1', '{futureFeature: {}}');
  expect(check(wrong + operator('0.126.0'), unknownField)).toHaveLength(1);
  expect(check(wrong + operator('0.200.0'), unknownField)).toEqual([]);
});

test('the CRD among the manifests decides', () => {
  const crd = (spec: string) => `
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: jaegers.jaegertracing.io}
spec:
  group: jaegertracing.io
  names: {kind: Jaeger}
  versions: [{name: v1, served: true, schema: {openAPIV3Schema: {properties: {spec: ${spec}}}}}]
`;
  const wrong = jaeger('{strategy: allInOne, mine: 1}');
  const typed = '{type: object, properties: {strategy: {type: string}, mine: {type: integer}}}';
  expect(check(wrong + crd(typed), unknownField)).toEqual([]);
  expect(
    check(wrong + crd('{type: object, x-kubernetes-preserve-unknown-fields: true}'), unknownField),
  ).toHaveLength(1);
});

test.each([
  jaeger('{storage: {options: {any: {thing: 1}}}, collector: {options: {a.b: c}}}'),
  jaeger('{sampling: {options: {default_strategy: {type: probabilistic}}}}'),
  jaeger('{agent: null}'),
  collector('v1beta1', '{config: {receivers: {any: {}}, extra: {}}, resources: {anything: 1}}'),
  collector('v1alpha1', '{minReplicas: 1, config: ""}'),
  '{apiVersion: example.com/v1, kind: Jaeger, metadata: {name: j}, spec: {storage: {option: 1}}}',
])('what the schema leaves open is let be: %s', (yaml) => {
  expect(check(yaml, unknownField)).toEqual([]);
});

test('the finding stands at the field', () => {
  const yaml = `apiVersion: jaegertracing.io/v1
kind: Jaeger
metadata: {name: j}
spec:
  storage:
    option:
      es: {}
`;
  expect(places(yaml, unknownField)).toEqual(['6:5']);
});

test.each([
  ['v1beta1', 'updateStrategy', 'daemonSetUpdateStrategy'],
  ['v1alpha1', 'daemonSetUpdateStrategy', 'updateStrategy'],
])('in %s, %s is called %s', (version, field, name) => {
  const config = version === 'v1beta1' ? '{}' : "''";
  const yaml = collector(version, `{config: ${config}, ${field}: {type: OnDelete}}`);
  expect(fixes(yaml, unknownField)).toEqual([name]);
});
