import type { Service } from '../../../model/model.ts';
import type { Rule } from '../../rule.ts';
import { type MissingEdge, missingServiceVisitor } from '../missing-services.ts';

/** A host name that is nearly that of a Service. */
export const misspeltService: Rule = {
  id: 'edge/misspelt-service',
  severity: 'error',
  rationale: 'no Service has this name, so it does not resolve, and the spans are dropped',
  source: 'Kubernetes DNS for Services and Pods',
  ignoreWhen:
    'a Service of the name as written comes from elsewhere, such as a Helm chart or another repository, and only resembles one in the manifests',
  visit: () =>
    missingServiceVisitor(['misspelt', 'other-name'], ({ edge, target, meant, fix }) => {
      const service = meant ?? target.meant[0];
      if (!service) return undefined;
      const { client, address } = edge;
      const where = service.namespace === '' ? '' : ` in namespace ${service.namespace}`;
      return {
        message: `${client} must name a Service that exists, got ${address?.host}; did you mean ${service.name}${where}?`,
        fix,
        severity: mayBeThere(target, service) ? 'warning' : undefined,
      };
    }),
};

/** Whether there may be one as it is named without being among the manifests: of a usual name, or in a namespace that they do not have. */
function mayBeThere({ reason, namespace }: MissingEdge['target'], meant: Service): boolean {
  return reason === 'other-name' || (!meant.derived && meant.namespace !== namespace);
}
