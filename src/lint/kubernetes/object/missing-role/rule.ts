import { namespacesByName, onlyElsewhere } from '../../../../model/kubernetes/name-index.ts';
import { at, text } from '../../../../upstream/values/unknown.ts';
import type { Rule } from '../../../rule.ts';

/** A RoleBinding whose Role is in another namespace. */
export const missingRole: Rule = {
  id: 'object/missing-role',
  severity: 'error',
  rationale: 'a RoleBinding grants a Role of its own namespace only, so nobody gets these rights',
  source: 'kubernetes v1.27 plugin/pkg/auth/authorizer/rbac',
  *check({ objects }) {
    const roles = namespacesByName(objects, 'Role', 'rbac.authorization.k8s.io');
    for (const object of objects.ofKind('RoleBinding')) {
      if (at(object.value, 'roleRef', 'kind') !== 'Role') continue;
      const name = text(at(object.value, 'roleRef', 'name')) ?? '';
      const others = onlyElsewhere(roles, object.namespace, name);
      if (!others) continue;
      yield {
        object,
        path: ['roleRef', 'name'],
        message: `RoleBinding ${object.namespace}/${object.name} needs Role ${name} in its own namespace, it is in ${others.join(' and ')}`,
      };
    }
  },
};
