import { list, own, text } from '../../upstream/values/unknown.ts';
import type { KubeObject, ObjectIndex } from './objects.ts';

/** A Role or ClusterRole that is bound to somebody. */
export interface Grant {
  /** Whether it counts in all namespaces. */
  readonly everywhere: boolean;
  /** Namespace that it counts in; empty when it counts in all. */
  readonly namespace: string;
  /** The role; unset when the manifests do not have it. */
  readonly role?: KubeObject;
}

interface BoundGrant extends Grant {
  /** Namespace whose service accounts have it; unset for groups that are in none, empty where it is not written. */
  readonly place?: string;
}

/** Roles that bindings of the manifests give to service accounts. */
export class AccessIndex {
  private readonly grants = new Map<string, BoundGrant[]>();

  constructor(objects: ObjectIndex) {
    for (const kind of ['ClusterRoleBinding', 'RoleBinding']) {
      for (const binding of objects.ofKind(kind, 'rbac.authorization.k8s.io')) {
        this.add(objects, binding);
      }
    }
  }

  /** Roles of a service account, also those of the groups that it is in; who has no namespace is taken for any. */
  of(namespace: string, account: string): readonly Grant[] {
    return [
      `ServiceAccount ${account}`,
      'Group system:serviceaccounts:',
      'Group system:serviceaccounts',
      'Group system:authenticated',
    ].flatMap((subject) =>
      (this.grants.get(subject) ?? []).filter(
        ({ place }) =>
          place === undefined || place === '' || namespace === '' || place === namespace,
      ),
    );
  }

  private add(objects: ObjectIndex, binding: KubeObject): void {
    const everywhere = binding.kind === 'ClusterRoleBinding';
    const reference = own(binding.value, 'roleRef');
    const [kind, name] = [text(own(reference, 'kind')), text(own(reference, 'name')) ?? ''];
    const role =
      kind === 'ClusterRole'
        ? objects.find('ClusterRole', '', name)
        : objects.find('Role', binding.namespace, name);
    for (const subject of list(own(binding.value, 'subjects'))) {
      const who = text(own(subject, 'name')) ?? '';
      const namespace = text(own(subject, 'namespace')) ?? binding.namespace;
      const { key, place } = bound(text(own(subject, 'kind')), who, namespace);
      const grant = { everywhere, namespace: binding.namespace, role, place };
      const group = this.grants.get(key);
      if (group) group.push(grant);
      else this.grants.set(key, [grant]);
    }
  }
}

/** Who a subject of a binding is: service accounts have a name as users, too, and are in groups. */
function bound(
  kind: string | undefined,
  name: string,
  namespace: string,
): { key: string; place?: string } {
  if (kind === 'Group') {
    const [, accounts, place] = /^(system:serviceaccounts:)(.+)$/.exec(name) ?? [];
    return { key: `Group ${accounts ?? name}`, place };
  }
  const [, place, account] =
    (kind === 'User' ? /^system:serviceaccount:([^:]+):(.+)$/.exec(name) : undefined) ?? [];
  return account === undefined
    ? { key: `ServiceAccount ${name}`, place: namespace }
    : { key: `ServiceAccount ${account}`, place };
}
