import { expect, test } from 'vitest';
import { carrierVariable } from '../../../src/lint/instrumentation/carrier-variable/rule.ts';
import { endlessJob } from '../../../src/lint/instrumentation/endless-job/rule.ts';
import { variableOrder } from '../../../src/lint/instrumentation/variable-order/rule.ts';
import { check } from '../check.ts';
import { operator } from '../collector/at.ts';
import { all, collectorOf, instrumentationOf, namespaceOf, podsWith } from './pods.ts';

const prefix = 'instrumentation.opentelemetry.io';
const inject = (language: string) => `${prefix}/inject-${language}: "true"`;
const usesAddress = (own: string, common: string) =>
  instrumentationOf(
    'i',
    't',
    `{env: [${common}], java: {env: [${own}{name: OTEL_EXPORTER_OTLP_ENDPOINT, value: "http://$(ADDRESS):4318"}]}}`,
  );
const address = '{name: ADDRESS, value: a.example.com}';

test('variables of a language stand before those of all', () => {
  expect(check(usesAddress('', address), variableOrder)).toEqual([
    'Instrumentation/t/i spec.java.env[0].value: OTEL_EXPORTER_OTLP_ENDPOINT must not use $(ADDRESS), which the operator sets later, from spec.env.0: $(ADDRESS) stays literal',
  ]);
  expect(check(usesAddress(`${address}, `, ''), variableOrder)).toEqual([]);
  // whoever sets it nowhere may mean a variable of the container
  expect(check(usesAddress('', ''), variableOrder)).toEqual([]);
  const pods = podsWith(inject('java'), `[{name: a, image: "x:1", env: [${address}]}]`);
  expect(check(all(usesAddress('', address), pods), variableOrder)).toEqual([]);
  const ip = instrumentationOf(
    'i',
    't',
    '{env: [{name: A, value: "$(OTEL_NODE_IP)"}, {name: OTEL_NODE_IP, value: x}]}',
  );
  expect(check(ip, variableOrder)).toEqual([]);
});

test('among those of all, what is used stands before, too', () => {
  const common = (order: string) => instrumentationOf('i', 't', `{env: [${order}]}`);
  const user = '{name: B, value: "$(ADDRESS)"}';
  expect(check(common(`${user}, ${address}`), variableOrder)).toHaveLength(1);
  expect(check(common(`${address}, ${user}`), variableOrder)).toEqual([]);
  expect(check(common(`{name: B, value: "$$(ADDRESS)"}, ${address}`), variableOrder)).toEqual([]);
});

const job = (annotation: string, kind: 'Job' | 'CronJob' = 'Job') => {
  const template = `{metadata: {annotations: {${annotation}}}, spec: {containers: [{name: a, image: "x:1"}]}}`;
  const spec =
    kind === 'Job' ? `{template: ${template}}` : `{jobTemplate: {spec: {template: ${template}}}}`;
  return `{apiVersion: batch/v1, kind: ${kind}, metadata: {name: j, namespace: t}, spec: ${spec}}`;
};

test.each([
  ['0.120.0', 1],
  ['0.158.0', 0],
])(
  'a sidecar of operator %s keeps a Job from its end as long as the cluster does not end it',
  (release, count) => {
    const sidecar = job('sidecar.opentelemetry.io/inject: "true"');
    const yaml = all(collectorOf('c', 'sidecar'), sidecar, operator(release));
    expect(check(yaml, endlessJob)).toHaveLength(count);
  },
);

test.each([
  ['operator.sidecarcontainers.native', 0],
  ['operator.golang.flags,+operator.sidecarcontainers.native', 0],
  ['-operator.sidecarcontainers.native', 1],
])(
  'with the feature gates %s, an older operator has the cluster end sidecars or not',
  (gates, count) => {
    const told = `${operator('0.120.0')}          args: ['--feature-gates=${gates}']`;
    const sidecar = job('sidecar.opentelemetry.io/inject: "true"');
    expect(check(all(collectorOf('c', 'sidecar'), sidecar, told), endlessJob)).toHaveLength(count);
  },
);

test.each([
  ['operator.golang.flags', 1],
  ['operator.autoinstrumentation.injector', 0],
])('with the feature gate %s, an agent is written into a variable or not', (gate, count) => {
  const told = `${operator('0.158.0')}          args: ['--feature-gates=${gate}']`;
  const env = '[{name: NODE_OPTIONS, valueFrom: {configMapKeyRef: {name: n, key: o}}}]';
  const pods = podsWith(inject('nodejs'), `[{name: a, image: "x:1", env: ${env}}]`);
  const yaml = all(namespaceOf('t'), instrumentationOf('i'), pods, told);
  expect(check(yaml, carrierVariable)).toHaveLength(count);
});
