import { namespacesByName, onlyElsewhere } from '../../../../model/kubernetes/name-index.ts';
import { own, text } from '../../../../upstream/values/unknown.ts';
import type { Rule } from '../../../rule.ts';

/** Pods that run as a ServiceAccount which is in another namespace. */
export const missingServiceAccount: Rule = {
  id: 'object/missing-service-account',
  severity: 'error',
  rationale: 'pods of a ServiceAccount that their namespace does not have are never created',
  source: 'kubernetes v1.27 admission plugin ServiceAccount',
  *check({ objects, workloads }) {
    const accounts = namespacesByName(objects, 'ServiceAccount', '');
    const users = [
      ...workloads.map(({ object, podPath, podSpec }) => ({
        object,
        path: [...podPath, 'spec', 'serviceAccountName'],
        name: text(own(podSpec, 'serviceAccountName')),
      })),
      ...['OpenTelemetryCollector', 'Jaeger'].flatMap((kind) =>
        objects.ofKind(kind).map((object) => ({
          object,
          path: ['spec', 'serviceAccount'],
          name: text(own(object.value.spec, 'serviceAccount')),
        })),
      ),
    ];
    for (const { object, path, name } of users) {
      const others = name && onlyElsewhere(accounts, object.namespace, name);
      if (!others) continue;
      yield {
        object,
        path,
        message: `ServiceAccount ${name} must be in namespace ${object.namespace}, where the pods run, it is in ${others.join(' and ')}`,
      };
    }
  },
};
