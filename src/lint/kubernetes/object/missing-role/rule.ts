import { namespacesByName, onlyElsewhere } from '../../../../model/kubernetes/name-index.ts';
import { at, text } from '../../../../upstream/values/unknown.ts';
import type { Rule } from '../../../rule.ts';

const manifests = (namespace: string) => `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: leader-election-role
  namespace: ${namespace}
rules:
  - apiGroups: ['']
    resources: [configmaps]
    verbs: [get]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: leader-election-rolebinding
  namespace: tracing
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: leader-election-role
subjects: []
`;

/** A RoleBinding whose Role is in another namespace. */
export const missingRole: Rule = {
  id: 'object/missing-role',
  severity: 'error',
  rationale: 'a RoleBinding grants a Role of its own namespace only, so nobody gets these rights',
  source: 'kubernetes v1.27 plugin/pkg/auth/authorizer/rbac',
  wrong: manifests('observability'),
  right: manifests('tracing'),
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
