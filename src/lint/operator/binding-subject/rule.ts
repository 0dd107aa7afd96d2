import { namespacesByName, onlyElsewhere } from '../../../model/kubernetes/name-index.ts';
import type { KubeObject } from '../../../model/kubernetes/objects.ts';
import type { Problem } from '../../../upstream/values/problem.ts';
import { list, own, text } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** Rights for a ServiceAccount of a name that the manifests create in another namespace. */
export const bindingSubject: Rule = {
  id: 'operator/binding-subject',
  severity: 'error',
  rationale:
    "the ServiceAccount of the operator's pod gets no rights, so the operator can do nothing",
  source: 'opentelemetry-operator v0.158.0 and jaeger-operator v1.65.0 release manifests',
  ignoreWhen:
    'the binding is for a ServiceAccount that is created elsewhere, and only happens to share its name with one in another namespace',
  visit({ objects }) {
    const accounts = namespacesByName(objects, 'ServiceAccount', '');
    return {
      *object(object) {
        if (bindings.includes(object.kind)) yield* misplaced(object, accounts);
      },
    };
  },
};

const bindings = ['RoleBinding', 'ClusterRoleBinding'];

function* misplaced(
  { kind, name: binding, value }: KubeObject,
  accounts: ReadonlyMap<string, readonly string[]>,
): Iterable<Problem> {
  for (const [index, subject] of list(value.subjects).entries()) {
    if (own(subject, 'kind') !== 'ServiceAccount') continue;
    const name = text(own(subject, 'name')) ?? '';
    const namespace = text(own(subject, 'namespace')) ?? '';
    const others = onlyElsewhere(accounts, namespace, name) ?? [];
    const [only] = others;
    // of two accounts neither need be the one that is meant
    if (only === undefined || others.length > 1) continue;
    const message = `${kind} ${binding} gives its rights to ServiceAccount ${namespace}/${name}, but that account is in namespace ${only}`;
    yield { path: ['subjects', index, 'namespace'], message, fix: only };
  }
}
