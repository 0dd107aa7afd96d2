import { show } from '../../../upstream/values/shown.ts';
import { at } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** A node port for a query Service that is of another type. */
export const nodePort: Rule = {
  id: 'jaeger/node-port',
  severity: 'warning',
  rationale: 'the operator sets node ports only on a Service of type NodePort',
  source: 'jaeger-operator v1.65.0 pkg/service/query.go',
  ignoreWhen: 'an overlay sets serviceType: NodePort in the clusters that need the port',
  visit: () => ({
    *jaeger({ spec }) {
      const type = at(spec, 'query', 'serviceType');
      if (type === 'NodePort') return;
      for (const field of ['nodePort', 'grpcNodePort']) {
        if (typeof at(spec, 'query', field) !== 'number') continue;
        yield {
          path: ['spec', 'query', field],
          message: `${field} must be used with serviceType NodePort, got ${type === undefined ? 'none' : show(type)}`,
        };
      }
    },
  }),
};
