import { misspeltName, namesByNamespace } from '../../../../model/kubernetes/name-index.ts';
import type { KubeObject, ObjectIndex } from '../../../../model/kubernetes/objects.ts';
import type { Certificate } from '../../../../model/operator/webhooks.ts';
import type { Problem } from '../../../../upstream/values/problem.ts';
import { at, list, own, text } from '../../../../upstream/values/unknown.ts';
import type { Path } from '../../../../yaml/locate.ts';
import type { Rule } from '../../../rule.ts';
import { type Account, accountOfPods, accountOfResource } from '../account.ts';

/** A reference to an account, a role or an issuer that is not there, while one has nearly its name. */
export const misspeltReference: Rule = {
  id: 'object/misspelt-reference',
  severity: 'error',
  rationale:
    'pods are not created without their ServiceAccount, and a ServiceAccount without its roles has no rights',
  source:
    'kubernetes v1.27 admission plugin ServiceAccount and authorizer rbac; cert-manager v1 API, issuerRef',
  ignoreWhen: 'the cluster has the object of this name, which only resembles one in the manifests',
  visit({ objects }) {
    const misspelt = misspellings(objects);
    return {
      workload: (workload) =>
        misspelt(ofAccount(accountOfPods(workload), workload.object.namespace)),
      *object(object) {
        yield* misspelt(ofAccount(accountOfResource(object), object.namespace));
        if (bindings.includes(object.kind)) yield* misspelt(ofBinding(object));
      },
      certificate: (certificate) => misspelt(ofCertificate(certificate)),
    };
  },
};

const bindings = ['RoleBinding', 'ClusterRoleBinding'];

const groups = {
  ServiceAccount: '',
  Role: 'rbac.authorization.k8s.io',
  ClusterRole: 'rbac.authorization.k8s.io',
  Issuer: 'cert-manager.io',
  ClusterIssuer: 'cert-manager.io',
};

/** A name in an object that stands for another object. */
interface Reference {
  readonly kind: keyof typeof groups;
  /** Namespace of the other object; empty when that has none. */
  readonly namespace: string;
  readonly name: string;
  readonly path: Path;
}

/** A finder of references to nothing, which have nearly the name of something. */
function misspellings(objects: ObjectIndex) {
  const names = new Map(
    Object.entries(groups).map(([kind, group]) => [kind, namesByNamespace(objects, kind, group)]),
  );
  return function* (references: Iterable<Reference>): Iterable<Problem> {
    for (const { kind, namespace, name, path } of references) {
      if (objects.find(kind, namespace, name)) continue;
      const meant = misspeltName(name, names.get(kind)?.get(namespace) ?? []);
      if (meant === undefined) continue;
      const where = namespace === '' ? '' : ` in namespace ${namespace}`;
      yield {
        path,
        message: `there is no ${kind} ${name}${where}; did you mean ${meant}?`,
        fix: meant,
      };
    }
  };
}

function* ofAccount(account: Account | undefined, namespace: string): Iterable<Reference> {
  if (account) yield { kind: 'ServiceAccount', namespace, ...account };
}

function* ofBinding({ value, namespace: home }: KubeObject): Iterable<Reference> {
  const kind = text(at(value, 'roleRef', 'kind'));
  const role = text(at(value, 'roleRef', 'name'));
  if (role && (kind === 'Role' || kind === 'ClusterRole')) {
    const namespace = kind === 'Role' ? home : '';
    yield { kind, namespace, name: role, path: ['roleRef', 'name'] };
  }
  for (const [index, subject] of list(value.subjects).entries()) {
    const name = text(own(subject, 'name'));
    const namespace = text(own(subject, 'namespace'));
    if (own(subject, 'kind') !== 'ServiceAccount' || !name || namespace === undefined) continue;
    yield { kind: 'ServiceAccount', namespace, name, path: ['subjects', index, 'name'] };
  }
}

function* ofCertificate({ object, issuer }: Certificate): Iterable<Reference> {
  const kind = issuer?.kind;
  if (kind !== 'Issuer' && kind !== 'ClusterIssuer') return;
  const namespace = kind === 'Issuer' ? object.namespace : '';
  yield { kind, namespace, name: issuer?.name ?? '', path: ['spec', 'issuerRef', 'name'] };
}
