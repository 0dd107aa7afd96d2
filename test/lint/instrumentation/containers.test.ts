import { expect, test } from 'vitest';
import { containerNames } from '../../../src/lint/instrumentation/container-names/rule.ts';
import { goAgent } from '../../../src/lint/instrumentation/go-agent/rule.ts';
import { ignoredContainerNames } from '../../../src/lint/instrumentation/ignored-container-names/rule.ts';
import { notEnabled } from '../../../src/lint/instrumentation/not-enabled/rule.ts';
import { sharedContainer } from '../../../src/lint/instrumentation/shared-container/rule.ts';
import { check } from '../check.ts';
import { all, instrumentationOf, namespaceOf, podsWith } from './pods.ts';

const prefix = 'instrumentation.opentelemetry.io';
const location = 'Deployment/t/d spec.template.metadata.annotations';
const two = '[{name: a, image: "x:1"}, {name: b, image: "y:1"}]';
const java = `${prefix}/inject-java: "true"`;
const python = `${prefix}/inject-python: "true"`;
const pods = (annotations: string, containers?: string) =>
  all(instrumentationOf('i'), podsWith(annotations, containers));

test.each([
  [
    pods(`${java}, ${prefix}/container-names: c`, two),
    `${location}["${prefix}/container-names"]: ${prefix}/container-names must name containers of the pods (a, b), got 'c'`,
  ],
  [
    pods(`${java}, ${prefix}/java-container-names: "a,cart"`, two),
    `${location}["${prefix}/java-container-names"]: ${prefix}/java-container-names must name containers of the pods (a, b), got 'cart'`,
  ],
  [
    pods(
      `${prefix}/inject-nginx: "true", ${prefix}/inject-nginx-container-names: nginx`,
      '[{name: web, image: "nginx:1"}]',
    ),
    `${location}["${prefix}/inject-nginx-container-names"]: ${prefix}/inject-nginx-container-names must name containers of the pods (web), got 'nginx'`,
  ],
])('a container that is not there is told', (yaml, message) => {
  expect(check(yaml, containerNames)).toEqual([message]);
});

test.each([
  pods(`${java}, ${prefix}/container-names: "a,b"`, two),
  pods(`${prefix}/inject-java: "false", ${prefix}/container-names: c`, two),
  all(
    namespaceOf('t', `${prefix}/container-names: "c"`),
    instrumentationOf('i'),
    podsWith(java, two),
  ),
])('containers that are there, or may be meant for other pods, are let be', (yaml) => {
  expect(check(yaml, containerNames)).toEqual([]);
});

test('a list that the operator cannot read is told, also for what nothing asks for', () => {
  const told = (annotation: string) =>
    `${location}["${prefix}/${annotation}"]: ${prefix}/${annotation} must be names with commas and no spaces between them, got 'a, b'`;
  for (const annotation of ['container-names', 'java-container-names', 'go-container-names']) {
    const yaml = pods(`${java}, ${prefix}/${annotation}: "a, b"`, two);
    expect(check(yaml, containerNames)).toEqual([told(annotation)]);
  }
  const namespace = namespaceOf('t', `${prefix}/container-names: "a; b"`);
  const yaml = all(namespace, instrumentationOf('i'), podsWith(java, two));
  expect(check(yaml, containerNames)).toEqual([
    `Namespace//t metadata.annotations["${prefix}/container-names"]: ${prefix}/container-names must be names with commas and no spaces between them, got 'a; b'`,
  ]);
});

const unnamed = (language: string) =>
  `${location}["${prefix}/inject-${language}"]: ${prefix}/inject-${language} needs the names of its containers, because 2 agents are requested and no annotation says which container is for ${language}`;
const again = `${location}["${prefix}/inject-python"]: ${prefix}/inject-python must be for another container than ${prefix}/inject-java, both are for 'a'`;

test.each([
  [pods(`${java}, ${python}`, two), [unnamed('java'), unnamed('python')]],
  [pods(`${java}, ${python}, ${prefix}/java-container-names: a`, two), [unnamed('python')]],
  [pods(`${java}, ${python}, ${prefix}/container-names: a`, two), [again]],
  [
    pods(
      `${java}, ${python}, ${prefix}/java-container-names: "a,b", ${prefix}/python-container-names: a`,
      two,
    ),
    [again],
  ],
])('agents that share a container are told', (yaml, messages) => {
  expect(check(yaml, sharedContainer)).toEqual(messages);
});

test.each([
  pods(java, two),
  pods(`${java}, ${prefix}/inject-python: "false"`, two),
  pods(
    `${java}, ${python}, ${prefix}/java-container-names: a, ${prefix}/python-container-names: b`,
    two,
  ),
  pods(`${java}, ${prefix}/container-names: a, ${prefix}/java-container-names: b`, two),
])('agents with containers of their own are let be', (yaml) => {
  expect(check(yaml, sharedContainer)).toEqual([]);
});

const twice = (annotations: string) =>
  `${location}["${prefix}/inject-java"]: ${prefix}/inject-java must have each container named once, ${annotations} name 'a' twice`;

test('the names of a language are added to the common ones', () => {
  const common = `${prefix}/container-names: a`;
  expect(
    check(pods(`${java}, ${common}, ${prefix}/java-container-names: "b,a"`, two), sharedContainer),
  ).toEqual([twice(`${prefix}/container-names and ${prefix}/java-container-names`)]);
  expect(check(pods(`${java}, ${prefix}/container-names: "a,a"`, two), sharedContainer)).toEqual([
    twice(`${prefix}/container-names`),
  ]);
  const both = `${java}, ${python}, ${common}, ${prefix}/java-container-names: b`;
  expect(check(pods(both, two), sharedContainer)).toEqual([again]);
});

test('container names that count for nothing are told', () => {
  const own = `${prefix}/java-container-names: a`;
  const other = pods(`${java}, ${prefix}/go-container-names: a`, two);
  expect(check(all(namespaceOf('t'), other), ignoredContainerNames)).toEqual([
    `${location}["${prefix}/go-container-names"]: ${prefix}/go-container-names has no effect without ${prefix}/inject-go`,
  ]);
  expect(check(other, ignoredContainerNames)).toEqual([]);
  expect(check(pods(`${java}, ${own}`, two), ignoredContainerNames)).toEqual([]);
});

const go = `${prefix}/inject-go: "true"`;
const executable = `${prefix}/otel-go-auto-target-exe: /app`;

test.each([
  [
    pods(go),
    `${location}["${prefix}/inject-go"]: ${prefix}/inject-go needs ${prefix}/otel-go-auto-target-exe with the path of the executable, got none`,
  ],
  [
    pods(`${go}, ${executable}, ${prefix}/go-container-names: "a,b"`, two),
    `${location}["${prefix}/go-container-names"]: ${prefix}/go-container-names must name one container for the Go agent, got 'a,b'`,
  ],
  [
    pods(`${go}, ${executable}`).replace(
      '{containers:',
      '{shareProcessNamespace: false, containers:',
    ),
    `${location}["${prefix}/inject-go"]: ${prefix}/inject-go needs shareProcessNamespace: true, got false`,
  ],
])('a pod that the Go agent cannot work in is told', (yaml, message) => {
  expect(check(yaml, goAgent)).toEqual([message]);
});

test.each([
  pods(`${go}, ${executable}`),
  all(
    instrumentationOf('i', 't', '{go: {env: [{name: OTEL_GO_AUTO_TARGET_EXE, value: /app}]}}'),
    podsWith(go),
  ),
  all(namespaceOf('t', executable), instrumentationOf('i'), podsWith(go)),
  pods(`${go}, ${executable}`, two),
  pods(`${go}, ${executable}, ${prefix}/go-container-names: b`, two),
  // which counts for other agents alone
  pods(`${go}, ${executable}, ${prefix}/container-names: "a,b"`, two),
  pods(java, two),
])('a pod that the Go agent can work in is let be', (yaml) => {
  expect(check(yaml, goAgent)).toEqual([]);
});

const operator = (args: string, version = '0.158.0', env = '') => `apiVersion: apps/v1
kind: Deployment
metadata: {name: o, namespace: ops}
spec: {template: {spec: {containers: [{name: m, image: "ghcr.io/open-telemetry/opentelemetry-operator/opentelemetry-operator:${version}", args: [${args}], env: [${env}]}]}}}`;

const goVariable = (value: string) => `{name: ENABLE_GO_AUTO_INSTRUMENTATION, ${value}}`;

test.each([
  ['', 'go'],
  ['--enable-go-instrumentation=false', 'go'],
  ['--enable-go-instrumentation', 'nginx'],
  ['--feature-gates=-operator.autoinstrumentation.go', 'go'],
])('an operator with %s injects no agent for %s', (args, language) => {
  const yaml = all(operator(args), pods(`${prefix}/inject-${language}: "true"`));
  expect(check(yaml, notEnabled)).toEqual([
    `${location}["${prefix}/inject-${language}"]: ${prefix}/inject-${language} needs --enable-${language}-instrumentation of the operator, which Deployment o does not set`,
  ]);
});

test('an operator that a variable switches off injects no agent', () => {
  const yaml = all(operator('', '0.158.0', goVariable('value: "false"')), pods(go));
  expect(check(yaml, notEnabled)).toEqual([
    `${location}["${prefix}/inject-go"]: ${prefix}/inject-go needs --enable-go-instrumentation of the operator, which Deployment o does not set`,
  ]);
});

test.each([
  all(operator('', '0.158.0', goVariable('value: "true"')), pods(go)),
  all(
    operator('', '0.158.0', goVariable('valueFrom: {configMapKeyRef: {name: c, key: k}}')),
    pods(go),
  ),
  all(operator('--enable-go-instrumentation'), pods(go)),
  all(operator('--enable-go-instrumentation=true'), pods(go)),
  all(operator('--feature-gates=+operator.autoinstrumentation.go', '0.88.0'), pods(go)),
  all(operator('"--feature-gates=a,operator.autoinstrumentation.go"', '0.88.0'), pods(go)),
  all(operator(''), pods(java)),
  pods(go),
])('an operator that injects it, or is not among the manifests, is let be', (yaml) => {
  expect(check(yaml, notEnabled)).toEqual([]);
});

test.each([operator('', '0.88.0'), operator('--enable-multi-instrumentation=false')])(
  'an operator that injects one language only counts the common names for the Go agent',
  (text) => {
    const judge = (names: string) =>
      check(all(text, pods(`${go}, ${executable}, ${names}`, two)), goAgent);
    expect(judge(`${prefix}/go-container-names: "a,b"`)).toEqual([]);
    expect(judge(`${prefix}/container-names: "a,b"`)).toEqual([
      `${location}["${prefix}/container-names"]: ${prefix}/container-names must name one container for the Go agent, got 'a,b'`,
    ]);
  },
);

test.each([operator('', '0.109.0'), operator('--enable-multi-instrumentation=false')])(
  'an operator that injects one language only does not read the names of a language',
  (text) => {
    const names = `${prefix}/container-names: a, ${prefix}/java-container-names: "a, c"`;
    const yaml = all(text, pods(`${java}, ${names}`, two));
    expect(check(yaml, containerNames)).toEqual([]);
    expect(check(yaml, sharedContainer)).toEqual([]);
  },
);

test.each([
  operator('', '0.110.0'),
  operator('--enable-multi-instrumentation', '0.109.0'),
  operator('--feature-gates=operator.autoinstrumentation.multi-instrumentation', '0.88.0'),
])('an operator that injects several languages reads the names of each', (text) => {
  const names = `${prefix}/java-container-names: c`;
  expect(check(all(text, pods(`${java}, ${names}`, two)), containerNames)).toEqual([
    `${location}["${prefix}/java-container-names"]: ${prefix}/java-container-names must name containers of the pods (a, b), got 'c'`,
  ]);
});
