import { namespacesByName, onlyElsewhere } from '../../../../model/kubernetes/name-index.ts';
import type { Problem } from '../../../../upstream/values/problem.ts';
import { listed } from '../../../../upstream/values/shown.ts';
import type { Rule } from '../../../rule.ts';
import { type Account, accountOfPods, accountOfResource } from '../account.ts';

/** Pods that run as a ServiceAccount which is in another namespace. */
export const missingServiceAccount: Rule = {
  id: 'object/missing-service-account',
  severity: 'error',
  rationale: 'pods are never created while their namespace lacks their ServiceAccount',
  source: 'kubernetes v1.27 admission plugin ServiceAccount',
  ignoreWhen:
    'the namespace of the pods already has a ServiceAccount of that name, which the platform or another release creates',
  visit({ objects }) {
    const accounts = namespacesByName(objects, 'ServiceAccount', '');
    function* problems(account: Account | undefined, namespace: string): Iterable<Problem> {
      if (!account) return;
      const { name, path } = account;
      const others = onlyElsewhere(accounts, namespace, name);
      if (!others) return;
      const message = `ServiceAccount ${name} must be in namespace ${namespace}, where the pods run, it is in ${listed(others, ' and ')}`;
      yield { path, message };
    }
    return {
      workload: (workload) => problems(accountOfPods(workload), workload.object.namespace),
      object: (object) => problems(accountOfResource(object), object.namespace),
    };
  },
};
