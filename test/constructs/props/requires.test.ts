import { ApiObject, Testing } from 'cdk8s';
import { expect, test } from 'vitest';
import { TracingNamespace } from '../../../src/constructs/kubernetes/namespace.ts';
import { requires } from '../../../src/constructs/props/requires.ts';

const key = 'cdk8s-tracing/requires';

test('requirements stand on the object of a construct, each once, behind those that are there', () => {
  const chart = Testing.chart();
  const annotations = { [key]: 'cert-manager,something-else' };
  const construct = new TracingNamespace(chart, 'Namespace', { name: 'tracing', annotations });
  requires(construct, 'jaeger-operator');
  requires(construct, 'cert-manager', 'namespace/monitoring');
  expect(Testing.synth(chart)[0].metadata.annotations).toEqual({
    [key]: 'cert-manager, something-else, jaeger-operator, namespace/monitoring',
  });
});

test('no requirement is no annotation', () => {
  const chart = Testing.chart();
  const object = new ApiObject(chart, 'Object', { apiVersion: 'v1', kind: 'ConfigMap' });
  requires(object);
  expect(Testing.synth(chart)[0].metadata).not.toHaveProperty('annotations');
});
