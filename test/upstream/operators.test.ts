import { Testing } from 'cdk8s';
import type { Construct } from 'constructs';
import { expect, test } from 'vitest';
import { JaegerOperator } from '../../src/constructs/jaeger-operator.ts';
import { OtelOperator } from '../../src/constructs/otel-operator.ts';
import {
  jaegerOperatorDifferences,
  otelOperatorDifferences,
} from '../../src/upstream/operator-differences.ts';
import { versions } from '../../src/upstream/versions.ts';
import { upstreamManifest } from './manifests.ts';
import { judge, objectDifferences, type PlainObject, report } from './object-differences.ts';

const namespace = 'tracing';

const operators = [
  {
    file: `opentelemetry-operator-v${versions.otelOperator}.ns-${namespace}.yaml`,
    install: (scope: Construct) => new OtelOperator(scope, 'Operator', { namespace }),
    differences: otelOperatorDifferences,
  },
  {
    file: `jaeger-operator-v${versions.jaegerOperator}.ns-${namespace}.yaml`,
    install: (scope: Construct) => new JaegerOperator(scope, 'Operator', { namespace }),
    differences: jaegerOperatorDifferences,
  },
];

test.each(operators)(
  'our operator is $file, save for the differences listed',
  ({ file, install, differences }) => {
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

/** The versions of CRDs are compared by what they accept, in crds.test.ts. */
function withoutSchemas(object: PlainObject): PlainObject {
  if (object.kind !== 'CustomResourceDefinition') return object;
  const { versions: _, ...spec } = object.spec as Record<string, unknown>;
  return { ...object, spec };
}
