import type { Rule } from '../../../rule.ts';

/** An object that is applied before its Namespace. */
export const namespaceLast: Rule = {
  id: 'order/namespace-last',
  severity: 'error',
  rationale:
    'kubectl applies documents one after the other, and an object in a namespace that is not there yet is refused',
  source: 'kubectl apply; kubernetes admission plugin NamespaceLifecycle',
  *check({ objects }) {
    const declared = new Map(
      objects.ofKind('Namespace', '').map(({ name, order }) => [name, order]),
    );
    for (const object of objects.all) {
      const order = declared.get(object.namespace);
      if (order === undefined || order < object.order) continue;
      yield {
        object,
        path: ['metadata', 'namespace'],
        message: `${object.kind} ${object.namespace}/${object.name} must be applied after Namespace ${object.namespace}, which comes later`,
      };
    }
  },
};
