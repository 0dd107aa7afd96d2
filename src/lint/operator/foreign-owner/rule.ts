import type { Rule } from '../../rule.ts';

const label = 'jaegertracing.io/operated-by';

/** A Jaeger that carries the mark of an operator which is not the one that the manifests install. */
export const foreignOwner: Rule = {
  id: 'operator/foreign-owner',
  severity: 'error',
  rationale:
    'the Jaeger operator silently skips a Jaeger that is marked as the work of another operator',
  source: 'jaeger-operator v1.51.0 pkg/controller/jaeger/jaeger_controller.go',
  *check({ operators, jaegers }) {
    const identities = operators.flatMap(({ kind, namespace, container }) => {
      if (kind !== 'jaeger' || namespace === '') return [];
      const name = container.env.find((entry) => entry.name === 'OPERATOR_NAME')?.value;
      return [`${namespace}.${name ?? 'jaeger-operator'}`];
    });
    if (identities.length === 0) return;
    for (const { object } of jaegers) {
      const owner = object.labels[label];
      if (owner === undefined || identities.includes(owner)) continue;
      yield {
        object,
        path: ['metadata', 'labels', label],
        message: `Jaeger ${object.namespace}/${object.name} is marked as the work of ${owner}, but the operator is ${identities.join(' or ')}; leave the label to the operator`,
      };
    }
  },
};
