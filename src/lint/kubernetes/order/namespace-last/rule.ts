import type { Rule } from '../../../rule.ts';

/** An object that is applied before its Namespace. */
export const namespaceLast: Rule = {
  id: 'order/namespace-last',
  severity: 'error',
  rationale:
    'kubectl applies documents in order, and an object in a namespace that does not exist yet is rejected',
  source: 'kubectl apply; kubernetes admission plugin NamespaceLifecycle',
  ignoreWhen:
    'the namespace is already in the cluster, and the manifests only keep its labels, or a tool such as Argo CD sorts them by kind',
  visit({ objects }) {
    // of several the first creates it
    const declared = new Map(
      objects
        .ofKind('Namespace', '')
        .toReversed()
        .map(({ name, order }) => [name, order]),
    );
    return {
      *object({ kind, namespace, name, order }) {
        const place = declared.get(namespace);
        if (place === undefined || place < order) return;
        const message = `${kind} ${namespace}/${name} must be applied after Namespace ${namespace}, which comes later; put the Namespace before it, in a file whose name sorts first`;
        yield { path: ['metadata', 'namespace'], message };
      },
    };
  },
};
