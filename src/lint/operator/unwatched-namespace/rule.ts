import type { KubeObject } from '../../../model/kubernetes/objects.ts';
import type { Model } from '../../../model/model.ts';
import type { Operator } from '../../../model/operator/installed.ts';
import { isAtLeast } from '../../../upstream/values/version.ts';
import type { Rule } from '../../rule.ts';

/** A custom resource in a namespace that its operator does not watch. */
export const unwatchedNamespace: Rule = {
  id: 'operator/unwatched-namespace',
  severity: 'error',
  rationale: 'the operator never sees the resource, and nothing is created for it',
  source:
    'jaeger-operator v1.65.0 pkg/cmd/start/bootstrap.go; opentelemetry-operator#2589 (a single namespace has an effect from v0.94.0 on)',
  *check(model) {
    for (const kind of ['opentelemetry', 'jaeger'] as const) {
      const operators = model.operators.filter((operator) => operator.kind === kind);
      if (operators.length === 0 || operators.some((operator) => !narrows(operator))) continue;
      const watched = new Set(operators.flatMap(({ watchNamespaces = [] }) => watchNamespaces));
      for (const object of resources(model, kind)) {
        if (object.namespace === '' || watched.has(object.namespace)) continue;
        yield {
          object,
          path: ['metadata', 'namespace'],
          message: `${object.kind} ${object.namespace}/${object.name} must be in a namespace that its operator watches, ${[...watched].join(' or ')}`,
        };
      }
    }
  },
};

function narrows({ kind, version, watchNamespaces }: Operator): boolean {
  if (watchNamespaces === undefined) return false;
  if (kind === 'jaeger' || watchNamespaces.length > 1) return true;
  return version !== undefined && isAtLeast(version, '0.94.0');
}

function resources({ objects }: Model, kind: 'opentelemetry' | 'jaeger'): readonly KubeObject[] {
  return kind === 'jaeger'
    ? objects.ofKind('Jaeger', 'jaegertracing.io')
    : objects.ofKind('OpenTelemetryCollector', 'opentelemetry.io');
}
