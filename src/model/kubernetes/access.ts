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

/** Roles that bindings of the manifests give to service accounts. */
export class AccessIndex {
  private readonly grants = new Map<string, Grant[]>();

  constructor(objects: ObjectIndex) {
    for (const kind of ['ClusterRoleBinding', 'RoleBinding']) {
      for (const binding of objects.ofKind(kind, 'rbac.authorization.k8s.io')) {
        this.add(objects, binding);
      }
    }
  }

  /** Roles of a service account, also those of the groups that it is in. */
  of(namespace: string, account: string): readonly Grant[] {
    return [
      `ServiceAccount ${namespace}/${account}`,
      `Group system:serviceaccounts:${namespace}`,
      'Group system:serviceaccounts',
      'Group system:authenticated',
    ].flatMap((subject) => this.grants.get(subject) ?? []);
  }

  private add(objects: ObjectIndex, binding: KubeObject): void {
    const everywhere = binding.kind === 'ClusterRoleBinding';
    const reference = own(binding.value, 'roleRef');
    const [kind, name] = [text(own(reference, 'kind')), text(own(reference, 'name')) ?? ''];
    const role =
      kind === 'ClusterRole'
        ? objects.find('ClusterRole', '', name)
        : objects.find('Role', binding.namespace, name);
    const grant: Grant = {
      everywhere,
      namespace: binding.namespace,
      role,
    };
    for (const subject of list(own(binding.value, 'subjects'))) {
      const who = text(own(subject, 'name')) ?? '';
      const place = text(own(subject, 'namespace')) ?? binding.namespace;
      const key =
        own(subject, 'kind') === 'Group' ? `Group ${who}` : `ServiceAccount ${place}/${who}`;
      const group = this.grants.get(key);
      if (group) group.push(grant);
      else this.grants.set(key, [grant]);
    }
  }
}
