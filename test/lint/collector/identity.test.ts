import { expect, test } from 'vitest';
import { image } from '../../../src/lint/collector/image/rule.ts';
import { name } from '../../../src/lint/collector/name/rule.ts';
import { nullValue } from '../../../src/lint/collector/null-value/rule.ts';
import { opampBridge } from '../../../src/lint/collector/opamp-bridge/rule.ts';
import { operatorLabel } from '../../../src/lint/collector/operator-label/rule.ts';
import { check } from '../check.ts';
import { config, operator, spec } from './at.ts';
import { collectorExample } from './example.ts';

const imaged = (reference: string) => collectorExample({ spec: `image: '${reference}'` });
const label = (value: string, reference: string) =>
  `the operator derives label app.kubernetes.io/version=${value} from image '${reference}', which Kubernetes rejects`;

test.each([
  [
    'otel/opentelemetry-collector:latest',
    "image must name a release, not latest, got 'otel/opentelemetry-collector:latest'",
  ],
  [
    'otel/opentelemetry-collector',
    "image must name a release by tag or digest, got 'otel/opentelemetry-collector'",
  ],
  ['registry:5000/otel/collector', label('5000/otel/collector', 'registry:5000/otel/collector')],
  [
    `registry:5000/collector@sha256:${'a'.repeat(64)}`,
    label('5000/collector', `registry:5000/collector@sha256:${'a'.repeat(64)}`),
  ],
])('image %s', (reference, message) => {
  expect(check(imaged(reference), image)).toEqual([`${spec}image: ${message}`]);
});

test.each([
  'otel/opentelemetry-collector:0.120.0',
  'registry:5000/otel/collector:0.120.0',
  `otel/opentelemetry-collector@sha256:${'a'.repeat(64)}`,
  `otel/opentelemetry-collector:0.120.0@sha256:${'a'.repeat(64)}`,
  '{{ .Values.image }}',
  '',
])('nothing is said of image %j', (reference) => {
  expect(check(imaged(reference), image)).toEqual([]);
});

const named = (text: string) => collectorExample({}).replace('name: otel', `name: ${text}`);

test('long names are cut, dots become dashes, and a digit begins no Service', () => {
  const long = 'a-collector-for-all-the-traces-of-all-our-shops';
  expect(check(named(long), name)).toEqual([
    `OpenTelemetryCollector/tracing/${long} metadata.name: collector name must be at most 42 characters, or its Service names are cut, got '${long}' (47); the operator changes it to ${long}-collector`,
  ]);
  expect(check(named('my.col'), name)).toEqual([
    "OpenTelemetryCollector/tracing/my.col metadata.name: collector name must be lower-case letters, digits and '-', beginning with a letter, got 'my.col'; the operator changes it to my-col-collector",
  ]);
  expect(check(named('my-col'), name)).toEqual([]);
});

test('two names that become one are found at the second', () => {
  expect(check(`${named('my-col')}---\n${named('my.col')}`, name)).toEqual([
    'OpenTelemetryCollector/tracing/my.col metadata.name: the operator derives the same name, my-col-collector, from my.col and from my-col',
  ]);
});

const labelled = (text: string, release: string, namespace = 'operators') =>
  collectorExample({}).replace(
    'namespace: tracing',
    `namespace: ${namespace}\n  labels:\n    app.kubernetes.io/name: ${text}`,
  ) + operator(release);

test('the label of the operator brings a collector under its NetworkPolicy', () => {
  expect(check(labelled('opentelemetry-operator', '0.158.0'), operatorLabel)).toEqual([
    'OpenTelemetryCollector/operators/otel metadata.labels["app.kubernetes.io/name"]: label app.kubernetes.io/name must not be opentelemetry-operator in the operator\'s namespace, where the operator\'s own NetworkPolicy then applies to this collector',
  ]);
  expect(check(labelled('opentelemetry-operator', '0.157.0'), operatorLabel)).toEqual([]);
  expect(check(labelled('opentelemetry-operator', '0.158.0', 'tracing'), operatorLabel)).toEqual(
    [],
  );
  expect(check(labelled('otel', '0.158.0'), operatorLabel)).toEqual([]);
});

const run = (more: string) => `${labelled('opentelemetry-operator', '0.158.0')}          ${more}\n`;

test.each([
  'args: [--feature-gates=-operator.networkpolicy]',
  'args: ["--feature-gates=a,-operator.networkpolicy"]',
  'env: [{name: FEATURE_GATES, value: "-operator.networkpolicy"}]',
  'env: [{name: FEATURE_GATES, valueFrom: {configMapKeyRef: {name: c, key: k}}}]',
  'envFrom: [{configMapRef: {name: c}}]',
])('an operator that may make no NetworkPolicy for itself covers nobody: %s', (more) => {
  expect(check(run(more), operatorLabel)).toEqual([]);
});

test.each([
  'args: [--feature-gates=-operand.networkpolicy]',
  'args: [--feature-gates=operator.networkpolicy]',
  'env: [{name: FEATURE_GATES, value: a}]',
])('an operator with other gates does: %s', (more) => {
  expect(check(run(more), operatorLabel)).toHaveLength(1);
});

const zipkin = (value: string, api = 'v1beta1') =>
  collectorExample({
    receivers: `zipkin: ${value}`,
    service:
      'pipelines:\n  traces:\n    receivers: [zipkin]\n    processors: []\n    exporters: [debug]',
  }).replace('v1beta1', api);

test.each([
  ['null', '0.110.0', true],
  ['null', '0.117.0', true],
  ['null', '0.118.0', false],
  ['null', '0.109.0', false],
  ['{}', '0.113.0', false],
])('whether a receiver that is %s stops operator %s: %s', (value, release, wrong) => {
  expect(check(zipkin(value) + operator(release), nullValue)).toEqual(
    wrong
      ? [
          `${config}receivers.zipkin: receiver zipkin must not be null, operator ${release} rejects that`,
        ]
      : [],
  );
});

test('a pipeline without processors stops operators before 0.104.0', () => {
  expect(check(collectorExample({}) + operator('0.103.0'), nullValue)).toEqual([
    `${config}service.pipelines.traces: pipeline traces must have a list of processors, operator 0.103.0 rejects one without`,
  ]);
  expect(check(collectorExample({}) + operator('0.104.0'), nullValue)).toEqual([]);
  expect(
    check(collectorExample({ processors: 'batch: {}' }) + operator('0.103.0'), nullValue),
  ).toEqual([]);
  expect(check(collectorExample({}), nullValue)).toEqual([]);
});

const bridge = (text: string) => `apiVersion: opentelemetry.io/v1alpha1
kind: OpAMPBridge
metadata:
  name: bridge
  namespace: tracing
spec: ${text}
`;

test.each([
  ['{endpoint: "", capabilities: {}}', 'endpoint', "endpoint must name the OpAMP server, got ''"],
  [
    '{endpoint: "wss://a", tls: {insecure: true, insecure_skip_verify: true}}',
    'tls.insecure_skip_verify',
    'insecure_skip_verify must not come with insecure',
  ],
  [
    '{endpoint: "wss://a", capabilities: {ReportStatus: true}}',
    'capabilities.ReportStatus',
    "'ReportStatus' is not a capability",
  ],
])('a bridge with %s', (text, path, message) => {
  expect(check(bridge(text), opampBridge)).toEqual([
    `OpAMPBridge/tracing/bridge spec.${path}: ${message}`,
  ]);
});

test('a sound bridge passes, also with a capability that is not known', () => {
  const text =
    '{endpoint: "wss://a", tls: {insecure: true}, capabilities: {ReportsHealth: true, SomethingNew: true}}';
  expect(check(bridge(text), opampBridge)).toEqual([]);
});
