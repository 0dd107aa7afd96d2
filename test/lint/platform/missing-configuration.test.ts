import { expect, test } from 'vitest';
import { missingConfiguration } from '../../../src/lint/platform/missing-configuration/rule.ts';
import { check, fixes } from '../check.ts';
import { all } from '../jaeger/jaeger-of.ts';

const configuration = (name: string, namespace = 'shop', group = 'dapr.io/v1alpha1') =>
  `{apiVersion: ${group}, kind: Configuration, metadata: {name: ${name}, namespace: ${namespace}}}`;
const pod = (annotations: string, namespace = 'shop') =>
  `{apiVersion: apps/v1, kind: Deployment, metadata: {name: cart, namespace: ${namespace}}, spec: {template: {metadata: {annotations: {${annotations}}}, spec: {containers: []}}}}`;
const asking = (name: string, enabled = '"true"') =>
  pod(`dapr.io/enabled: ${enabled}, dapr.io/config: ${name}`);

const place =
  'Deployment/shop/cart spec.template.metadata.annotations["dapr.io/config"]: dapr.io/config must name a Configuration of namespace shop, where the pod runs,';

test.each([
  ['tracing', configuration('tracing', 'default'), 'which is in default', undefined],
  ['tracin', configuration('tracing'), 'while there is tracing', 'tracing'],
  ['other', configuration('tracing'), 'while there is tracing', undefined],
])('a Configuration %s that the namespace lacks is told', (name, other, known, fix) => {
  const yaml = all(other, asking(name));
  expect(check(yaml, missingConfiguration)).toEqual([`${place} got '${name}', ${known}`]);
  expect(fixes(yaml, missingConfiguration)).toEqual([fix]);
});

test.each([
  [configuration('tracing'), asking('tracing')],
  [asking('tracing')],
  [configuration('other', 'default'), asking('tracing')],
  // in whichever namespace kubectl is told
  [configuration('tracing', '""'), configuration('other'), asking('tracing')],
  [
    configuration('tracing', 'default'),
    pod('dapr.io/enabled: "true", dapr.io/config: tracing', '""'),
  ],
  // that of Knative
  [configuration('tracing', 'default', 'serving.knative.dev/v1'), asking('tracing')],
  [configuration('other'), asking('tracing', '"false"')],
  [configuration('other'), pod('dapr.io/enabled: "true"')],
  [configuration('other'), pod('dapr.io/config: tracing')],
])('a Configuration that is there, or may be, is let be: %#', (...objects) => {
  expect(check(all(...objects), missingConfiguration)).toEqual([]);
});
