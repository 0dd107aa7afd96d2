import { own, text } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** A Jaeger data source that the browser is to ask. */
export const access: Rule = {
  id: 'grafana/access',
  severity: 'warning',
  rationale: 'a browser reaches no Service of the cluster, and Grafana asks Jaeger itself since 12',
  source: 'grafana docs, datasources/jaeger/configure; grafana v12 pkg/tsdb/jaeger',
  *check({ grafana }) {
    for (const { object, path, type, value } of grafana.datasources) {
      const written = text(own(value, 'access'));
      if (type !== 'jaeger' || written === undefined || ['', 'proxy'].includes(written)) continue;
      yield {
        object,
        path: [...path, 'access'],
        ...(written === 'direct' ? {} : { severity: 'error' as const }),
        message: `access of a Jaeger data source must be proxy, got '${written}'`,
        fix: 'proxy',
      };
    }
  },
};
