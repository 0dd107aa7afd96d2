import type { Rule } from '../../rule.ts';
import { missingEdges } from '../missing-services.ts';

/** A host name that is nearly that of a Service. */
export const misspeltService: Rule = {
  id: 'edge/misspelt-service',
  severity: 'error',
  rationale: 'a name that no Service has does not resolve, and the spans are dropped',
  source: 'Kubernetes DNS for Services and Pods',
  *check(model) {
    for (const { edge, target, meant, fix } of missingEdges(model, 'misspelt', 'other-name')) {
      const [candidate] = target.meant;
      const service = meant ?? candidate;
      if (!service) continue;
      const { sender, client, address } = edge;
      yield {
        object: sender.object,
        path: sender.path,
        message: `${client} must name a Service that exists, got ${address?.host}; did you mean ${service.name} in namespace ${service.namespace}?`,
        fix,
        // another one of the usual name may be there without being among the manifests
        ...(target.reason === 'other-name' ? { severity: 'warning' as const } : {}),
      };
    }
  },
};
