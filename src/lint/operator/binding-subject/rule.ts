import { namespacesByName, onlyElsewhere } from '../../../model/kubernetes/name-index.ts';
import type { KubeObject } from '../../../model/kubernetes/objects.ts';
import { list, own, text } from '../../../upstream/values/unknown.ts';
import type { Finding, Rule } from '../../rule.ts';

/** Rights for a ServiceAccount of a name that the manifests create in another namespace. */
export const bindingSubject: Rule = {
  id: 'operator/binding-subject',
  severity: 'error',
  rationale: 'the ServiceAccount that runs gets no rights, and its operator can do nothing',
  source: 'opentelemetry-operator v0.158.0 and jaeger-operator v1.65.0 release manifests',
  *check(model) {
    const accounts = namespacesByName(model.objects, 'ServiceAccount', '');
    for (const kind of ['RoleBinding', 'ClusterRoleBinding']) {
      for (const object of model.objects.ofKind(kind)) yield* misplaced(object, accounts);
    }
  },
};

function* misplaced(
  object: KubeObject,
  accounts: ReadonlyMap<string, readonly string[]>,
): Generator<Finding> {
  for (const [index, subject] of list(object.value.subjects).entries()) {
    if (own(subject, 'kind') !== 'ServiceAccount') continue;
    const name = text(own(subject, 'name')) ?? '';
    const namespace = text(own(subject, 'namespace')) ?? '';
    const others = onlyElsewhere(accounts, namespace, name) ?? [];
    const [only] = others;
    // of two accounts neither need be the one that is meant
    if (only === undefined || others.length > 1) continue;
    yield {
      object,
      path: ['subjects', index, 'namespace'],
      message: `${object.kind} ${object.name} gives its rights to ServiceAccount ${namespace}/${name}, but that account is in namespace ${only}`,
      fix: only,
    };
  }
}
