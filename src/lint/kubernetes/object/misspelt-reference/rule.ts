import { misspeltName, namesByNamespace } from '../../../../model/kubernetes/name-index.ts';
import type { Location } from '../../../../model/kubernetes/objects.ts';
import type { Model } from '../../../../model/model.ts';
import { at, list, own, text } from '../../../../upstream/values/unknown.ts';
import type { Rule } from '../../../rule.ts';

/** A reference to an account, a role or an issuer that is not there, while one has nearly its name. */
export const misspeltReference: Rule = {
  id: 'object/misspelt-reference',
  severity: 'error',
  rationale:
    'pods without their account are not created, and accounts without their roles may do nothing',
  source:
    'kubernetes v1.27 admission plugin ServiceAccount and authorizer rbac; cert-manager v1 API, issuerRef',
  *check(model) {
    const { objects } = model;
    const names = new Map(
      Object.entries(groups).map(([kind, group]) => [kind, namesByNamespace(objects, kind, group)]),
    );
    for (const { kind, namespace, name, object, path } of references(model)) {
      if (objects.find(kind, namespace, name)) continue;
      const meant = misspeltName(name, names.get(kind)?.get(namespace) ?? []);
      if (meant === undefined) continue;
      const where = namespace === '' ? '' : ` in namespace ${namespace}`;
      yield {
        object,
        path,
        message: `there is no ${kind} ${name}${where}, but ${meant}`,
        fix: meant,
      };
    }
  },
};

const groups = {
  ServiceAccount: '',
  Role: 'rbac.authorization.k8s.io',
  ClusterRole: 'rbac.authorization.k8s.io',
  Issuer: 'cert-manager.io',
  ClusterIssuer: 'cert-manager.io',
};

/** A name in an object that stands for another object. */
interface Reference extends Location {
  readonly kind: keyof typeof groups;
  /** Namespace of the other object; empty when that has none. */
  readonly namespace: string;
  readonly name: string;
}

function* references(model: Model): Generator<Reference> {
  yield* accountsOfPods(model);
  yield* bindings(model);
  yield* issuers(model);
}

function* accountsOfPods({ objects, workloads }: Model): Generator<Reference> {
  const kind = 'ServiceAccount';
  for (const { object, podPath, podSpec } of workloads) {
    const name = text(own(podSpec, 'serviceAccountName'));
    const path = [...podPath, 'spec', 'serviceAccountName'];
    if (name) yield { kind, namespace: object.namespace, name, object, path };
  }
  for (const object of ['OpenTelemetryCollector', 'Jaeger'].flatMap((of) => objects.ofKind(of))) {
    const name = text(at(object.value, 'spec', 'serviceAccount'));
    const path = ['spec', 'serviceAccount'];
    if (name) yield { kind, namespace: object.namespace, name, object, path };
  }
}

function* bindings({ objects }: Model): Generator<Reference> {
  const all = ['RoleBinding', 'ClusterRoleBinding'].flatMap((kind) => objects.ofKind(kind));
  for (const object of all) {
    const kind = text(at(object.value, 'roleRef', 'kind'));
    const role = text(at(object.value, 'roleRef', 'name'));
    if (role && (kind === 'Role' || kind === 'ClusterRole')) {
      const namespace = kind === 'Role' ? object.namespace : '';
      yield { kind, namespace, name: role, object, path: ['roleRef', 'name'] };
    }
    for (const [index, subject] of list(object.value.subjects).entries()) {
      const name = text(own(subject, 'name'));
      const namespace = text(own(subject, 'namespace'));
      if (own(subject, 'kind') !== 'ServiceAccount' || !name || namespace === undefined) continue;
      const path = ['subjects', index, 'name'];
      yield { kind: 'ServiceAccount', namespace, name, object, path };
    }
  }
}

function* issuers({ certificates }: Model): Generator<Reference> {
  for (const { object, issuer } of certificates) {
    const kind = issuer?.kind;
    if (kind !== 'Issuer' && kind !== 'ClusterIssuer') continue;
    const namespace = kind === 'Issuer' ? object.namespace : '';
    yield {
      kind,
      namespace,
      name: issuer?.name ?? '',
      object,
      path: ['spec', 'issuerRef', 'name'],
    };
  }
}
