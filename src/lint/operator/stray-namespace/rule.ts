import type { Rule } from '../../rule.ts';

const label = 'app.kubernetes.io/name';

/** The Namespace of an operator's manifest, left empty when the operator moved. */
export const strayNamespace: Rule = {
  id: 'operator/stray-namespace',
  severity: 'warning',
  rationale:
    'a Namespace is created in which nothing runs: a sign that the operator was moved in part only',
  source: 'opentelemetry-operator v0.158.0 release manifest',
  *check({ objects, operators }) {
    const moved = operators.find(({ kind, namespace }) => kind === 'opentelemetry' && namespace);
    if (!moved) return;
    const used = new Set(objects.all.map((object) => object.namespace));
    for (const object of objects.ofKind('Namespace', '')) {
      if (object.labels[label] !== 'opentelemetry-operator' || used.has(object.name)) continue;
      yield {
        object,
        path: ['metadata', 'name'],
        message: `Namespace ${object.name} is that of the operator, which is in ${moved.namespace}; nothing else is in it`,
        fix: 'leave it out',
      };
    }
  },
};
