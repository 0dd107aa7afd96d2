import { namespacesByName, onlyElsewhere } from '../../../../model/kubernetes/name-index.ts';
import { listed } from '../../../../upstream/values/shown.ts';
import { at, text } from '../../../../upstream/values/unknown.ts';
import type { Rule } from '../../../rule.ts';

/** A RoleBinding whose Role is in another namespace. */
export const missingRole: Rule = {
  id: 'object/missing-role',
  severity: 'error',
  rationale:
    'a RoleBinding can refer only to a Role of its own namespace, so nobody gets these rights',
  source: 'kubernetes v1.27 plugin/pkg/auth/authorizer/rbac',
  ignoreWhen:
    'the namespace of the binding already has a Role of that name, created by hand or by a release that is linted elsewhere',
  visit({ objects }) {
    const roles = namespacesByName(objects, 'Role', 'rbac.authorization.k8s.io');
    return {
      *object({ kind, namespace, name, value }) {
        if (kind !== 'RoleBinding' || at(value, 'roleRef', 'kind') !== 'Role') return;
        const role = text(at(value, 'roleRef', 'name')) ?? '';
        const others = onlyElsewhere(roles, namespace, role);
        if (!others) return;
        const message = `RoleBinding ${namespace}/${name} needs Role ${role} in its own namespace, it is in ${listed(others, ' and ')}`;
        yield { path: ['roleRef', 'name'], message };
      },
    };
  },
};
