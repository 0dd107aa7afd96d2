import { expect, test } from 'vitest';
import { missingInstrumentation } from '../../../src/lint/instrumentation/missing-instrumentation/rule.ts';
import { missingSidecar } from '../../../src/lint/instrumentation/missing-sidecar/rule.ts';
import { severalInstrumentations } from '../../../src/lint/instrumentation/several-instrumentations/rule.ts';
import { lint } from '../../../src/lint/lint.ts';
import { modelOf } from '../../model/model-of.ts';
import { check } from '../check.ts';
import { all, collectorOf, instrumentationOf, namespaceOf, podsWith } from './pods.ts';

const java = 'instrumentation.opentelemetry.io/inject-java';
const sidecar = 'sidecar.opentelemetry.io/inject';
const location = 'Deployment/t/d spec.template.metadata.annotations';
const found = (yaml: string) =>
  lint(modelOf(yaml), [missingInstrumentation, missingSidecar]).map(({ message, fix }) => [
    message.replace(/^\S+ /, ''),
    fix,
  ]);

test.each([
  [
    all(instrumentationOf('i', 'other'), podsWith(`${java}: "true"`)),
    "must name an Instrumentation, namespace t has none for 'true'; there is other/i",
    'other/i',
  ],
  [
    all(collectorOf('c', 'deployment'), podsWith(`${java}: "true"`)),
    "must name an Instrumentation, namespace t has none for 'true'",
    undefined,
  ],
  [
    all(instrumentationOf('default'), podsWith(`${java}: defualt`)),
    "must name an Instrumentation, there is no 'defualt' in namespace t",
    'default',
  ],
  [
    all(instrumentationOf('default', 'other'), podsWith(`${java}: default`)),
    "must name an Instrumentation, there is no 'default' in namespace t",
    'other/default',
  ],
  [
    all(instrumentationOf('default', 'other'), podsWith(`${java}: other/defualt`)),
    "must name an Instrumentation, there is no 'defualt' in namespace other",
    'other/default',
  ],
  [
    all(instrumentationOf('default'), podsWith(`${java}: "yes"`)),
    "must name an Instrumentation, there is no 'yes' in namespace t",
    'true',
  ],
  [
    all(collectorOf('c', 'sidecar', 'other'), podsWith(`${sidecar}: "true"`)),
    "must lead to a collector of mode sidecar, namespace t has none for 'true'",
    'other/c',
  ],
  [
    all(collectorOf('c', 'deployment'), podsWith(`${sidecar}: "true"`)),
    "must lead to a collector of mode sidecar, namespace t has none for 'true'",
    undefined,
  ],
  [
    all(collectorOf('c', 'daemonset'), podsWith(`${sidecar}: c`)),
    'must lead to a collector of mode sidecar, c has mode daemonset',
    undefined,
  ],
  [
    all(collectorOf('agent', 'sidecar'), podsWith(`${sidecar}: agnet`)),
    "must lead to a collector of mode sidecar, there is no 'agnet' in namespace t",
    'agent',
  ],
  [
    all(collectorOf('a', 'sidecar'), collectorOf('b', 'sidecar'), podsWith(`${sidecar}: "true"`)),
    "must name one of the sidecars of namespace t (a, b), got 'true'",
    undefined,
  ],
])('an annotation that leads nowhere is told, with what was meant', (yaml, message, fix) => {
  expect(found(yaml)).toEqual([[message, fix]]);
});

test('an annotation of a Namespace is told once for all of its pods', () => {
  const yaml = all(
    namespaceOf('t', `${java}: "true"`),
    instrumentationOf('i', 'other'),
    podsWith(''),
    podsWith('').replace('name: d', 'name: e'),
  );
  expect(check(yaml, missingInstrumentation)).toEqual([
    `Namespace//t metadata.annotations["${java}"]: ${java} must name an Instrumentation, namespace t has none for 'true'; there is other/i`,
  ]);
});

test('several Instrumentations leave no choice to the operator', () => {
  const two = [instrumentationOf('a'), instrumentationOf('b')];
  expect(check(all(...two, podsWith(`${java}: "TRUE"`)), severalInstrumentations)).toEqual([
    `${location}["${java}"]: ${java} must name one of the Instrumentations of namespace t (a, b), got 'TRUE'`,
  ]);
  expect(check(all(...two, podsWith(`${java}: b`)), severalInstrumentations)).toEqual([]);
});

test.each([
  all(podsWith(`${java}: "true", ${sidecar}: "true"`)),
  all(instrumentationOf('i'), podsWith(`${java}: "true"`)),
  all(instrumentationOf('i', 'other'), podsWith(`${java}: other/i`)),
  all(instrumentationOf('i', 'other'), podsWith(`${java}: "false"`)),
  all(instrumentationOf('i', 'other'), podsWith(`${java}: elsewhere/i`)),
  all(instrumentationOf('i', '""'), podsWith(`${java}: "true"`)),
  all(collectorOf('c', 'sidecar'), collectorOf('d', 'deployment'), podsWith(`${sidecar}: "true"`)),
  all(collectorOf('c', 'sidecar', 'other'), podsWith(`${sidecar}: other/c`)),
  all(
    namespaceOf('t', `${java}: other/i`),
    instrumentationOf('i', 'other'),
    podsWith(`${java}: "true"`),
  ),
])('an annotation that leads somewhere, or out of the manifests, is let be', (yaml) => {
  expect(found(yaml)).toEqual([]);
});
