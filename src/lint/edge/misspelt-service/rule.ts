import type { Rule } from '../../rule.ts';
import { missingServiceVisitor } from '../missing-services.ts';

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
        // another one of the usual name may be there without being among the manifests
        severity: target.reason === 'other-name' ? 'warning' : undefined,
      };
    }),
};
