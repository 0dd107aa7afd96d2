import { Testing } from 'cdk8s';
import type { Construct } from 'constructs';
import { expect, test } from 'vitest';
import { JaegerOperator } from '../../src/constructs/jaeger/v1/operator.ts';
import { OtelOperator } from '../../src/constructs/otel-operator/operator.ts';
import {
  jaegerOperatorDifferences,
  type OperatorDifference,
  otelOperatorDifferences,
  prerequisite,
  secured,
} from '../../src/upstream/operator/differences.ts';
import { otelOperatorReleases } from '../../src/upstream/operator/otel-releases.ts';
import { versions } from '../../src/upstream/operator/versions.ts';
import { cannotHave, upstreamManifest, upstreamPath } from './manifests.ts';
import { judge, objectDifferences, type PlainObject, report } from './object-differences.ts';

const namespace = 'tracing';

const operators = [
  ...otelOperatorReleases.map((version) => ({
    file: `opentelemetry-operator-v${version}.ns-${namespace}.yaml`,
    install: (scope: Construct) => new OtelOperator(scope, 'Operator', { namespace, version }),
    differences: otelOperatorDifferences[version],
  })),
  {
    file: `jaeger-operator-v${versions.jaegerOperator}.ns-${namespace}.yaml`,
    install: (scope: Construct) => new JaegerOperator(scope, 'Operator', { namespace }),
    differences: jaegerOperatorDifferences,
  },
];

test.for(operators)(
  'our operator is $file, save for the differences listed',
  ({ file, install, differences }, context) => {
    context.skip(cannotHave(file) !== '', cannotHave(file));
    const chart = Testing.chart();
    install(chart);
    const ours: PlainObject[] = Testing.synth(chart);
    const found = objectDifferences(
      (upstreamManifest(file) as PlainObject[]).map(withoutSchemas),
      ours.map(withoutSchemas),
    );
    expect(report(judge(found, differences))).toBe('');
  },
);

const withoutNamespace: OperatorDifference = {
  object: 'Namespace',
  path: 'kind',
  upstream: 'Namespace',
  reason: 'the stack has one of its own',
};

const withProxy = (deployment: string): OperatorDifference => ({
  object: `Deployment ${deployment}`,
  path: 'spec.template.spec.containers[1].image',
  upstream: 'gcr.io/kubebuilder/kube-rbac-proxy:v0.13.1',
  ours: 'quay.io/brancz/kube-rbac-proxy:v0.13.1',
  reason: 'deleted from gcr.io',
});

const otel = 'opentelemetry-operator-controller-manager';
const securedJaeger = [
  ...secured('jaeger-operator', 0, 'allowPrivilegeEscalation'),
  ...secured('jaeger-operator', 1),
];

const otelCertificate = prerequisite('opentelemetry-operator-serving-cert');
const jaegerCertificate = prerequisite('jaeger-operator-serving-cert');

test.each([
  [
    'opentelemetry-operator-v0.158.0',
    OtelOperator,
    [withoutNamespace, otelCertificate, ...secured(otel, 0)],
  ],
  [
    'opentelemetry-operator-v0.88.0',
    OtelOperator,
    [withoutNamespace, otelCertificate, withProxy(otel), ...secured(otel, 0), ...secured(otel, 1)],
  ],
  [
    'jaeger-operator-v1.65.0',
    JaegerOperator,
    [jaegerCertificate, withProxy('jaeger-operator'), ...securedJaeger],
  ],
  [
    'jaeger-operator-v1.51.0',
    JaegerOperator,
    [jaegerCertificate, withProxy('jaeger-operator'), ...securedJaeger],
  ],
] as const)(
  '%s.yaml, given as manifest, is installed as upstream would build it for the namespace',
  (release, Operator, accepted) => {
    const chart = Testing.chart();
    new Operator(chart, 'Operator', { namespace, manifest: upstreamPath(`${release}.yaml`) });
    const upstream = upstreamManifest(`${release}.ns-${namespace}.yaml`) as PlainObject[];
    const found = objectDifferences(upstream, Testing.synth(chart));
    expect(report(judge(found, accepted))).toBe('');
  },
);

/** The versions of CRDs are compared by what they accept, in crds.test.ts. */
function withoutSchemas(object: PlainObject): PlainObject {
  if (object.kind !== 'CustomResourceDefinition') return object;
  const { versions: _, ...spec } = object.spec as Record<string, unknown>;
  return { ...object, spec };
}
