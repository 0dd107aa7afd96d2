import type { Operator } from '../../../model/operator/installed.ts';
import { type StackOperator, seesOnly } from '../../../upstream/operator/watching.ts';
import { listed } from '../../../upstream/values/shown.ts';
import type { Rule } from '../../rule.ts';

/** A custom resource in a namespace that its operator does not watch. */
export const unwatchedNamespace: Rule = {
  id: 'operator/unwatched-namespace',
  severity: 'error',
  rationale:
    'the operator does not watch the namespace of the resource, so it creates nothing for it',
  source:
    'jaeger-operator v1.65.0 pkg/cmd/start/bootstrap.go; opentelemetry-operator#2589 (a single namespace has an effect from v0.94.0 on)',
  ignoreWhen:
    'another operator, which is not in the manifests, watches the namespace of the resource',
  visit({ operators }) {
    const watched = new Map([
      ['jaegertracing.io Jaeger', watchedNamespaces('jaeger', operators)],
      ['opentelemetry.io OpenTelemetryCollector', watchedNamespaces('opentelemetry', operators)],
    ]);
    return {
      *object({ kind, group, namespace, name }) {
        const namespaces = watched.get(`${group} ${kind}`);
        if (!namespaces || namespace === '' || namespaces.has(namespace)) return;
        const message = `${kind} ${namespace}/${name} must be in a namespace that its operator watches (${listed(namespaces, ' or ')})`;
        yield { path: ['metadata', 'namespace'], message };
      },
    };
  },
};

/** Namespaces that the operators of a kind see; undefined when there are none, or one of them sees all. */
function watchedNamespaces(
  kind: StackOperator,
  operators: readonly Operator[],
): ReadonlySet<string> | undefined {
  const seen = operators.filter((operator) => operator.kind === kind);
  const everywhere = seen.some(
    ({ watchNamespaces, version }) =>
      watchNamespaces === undefined || !seesOnly(kind, watchNamespaces, version),
  );
  if (seen.length === 0 || everywhere) return undefined;
  return new Set(seen.flatMap(({ watchNamespaces = [] }) => watchNamespaces));
}
