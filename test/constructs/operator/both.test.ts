import { Chart, Testing } from 'cdk8s';
import { expect, test } from 'vitest';
import { JaegerOperator } from '../../../src/constructs/jaeger/v1/operator.ts';
import { OperatorCrds } from '../../../src/constructs/operator/crds.ts';
import { OtelOperator } from '../../../src/constructs/otel-operator/operator.ts';
import { bundle, certificate } from '../../certificate.ts';

// each with the number of its CRDs, and of places that name a CA: webhooks and conversions
const operators = [
  { name: 'OpenTelemetry', Operator: OtelOperator, crds: 4, cas: 14 },
  { name: 'Jaeger', Operator: JaegerOperator, crds: 1, cas: 3 },
];

test.each(operators)('CRDs of the $name operator can be put elsewhere', ({ Operator, crds }) => {
  const app = Testing.app();
  const [elsewhere, operators] = [new Chart(app, 'crds'), new Chart(app, 'operators')];
  const operator = new Operator(operators, 'Operator', { namespace: 'tracing', crds: false });
  new OperatorCrds(elsewhere, 'Crds', { operator, labels: { team: 'a' } });
  expect(
    Testing.synth(elsewhere).map(({ kind, metadata }) => [kind, metadata.labels.team]),
  ).toEqual(Array(crds).fill(['CustomResourceDefinition', 'a']));
  expect(Testing.synth(operators).map(({ kind }) => kind)).not.toContain(
    'CustomResourceDefinition',
  );
});

test.each(operators)(
  'an existing certificate takes the place of cert-manager for the $name operator',
  ({ Operator, cas }) => {
    const caBundle = bundle(certificate);
    const chart = Testing.chart();
    new Operator(chart, 'Operator', {
      namespace: 'tracing',
      certificate: { secretName: 'webhook-tls', caBundle },
    });
    const objects = Testing.synth(chart);
    const text = JSON.stringify(objects);
    expect(text).not.toContain('cert-manager.io');
    expect(objects.map(({ kind }) => kind)).not.toContain('Issuer');
    const [deployment] = objects.filter(({ kind }) => kind === 'Deployment');
    expect(deployment.metadata.annotations).toEqual({
      'cdk8s-tracing/requires': 'secret/webhook-tls',
    });
    expect(deployment.spec.template.spec.volumes).toEqual([
      { name: 'cert', secret: { defaultMode: 420, secretName: 'webhook-tls' } },
    ]);
    expect([...text.matchAll(/"caBundle":"([^"]*)"/g)].map(([, found]) => found)).toEqual(
      Array(cas).fill(caBundle),
    );
  },
);
