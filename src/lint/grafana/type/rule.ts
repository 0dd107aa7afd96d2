import { datasourceTypeProblem } from '../../../upstream/grafana/datasource.ts';
import type { Rule } from '../../rule.ts';

/** A data source whose type Grafana has no plug-in for, or that asks Jaeger in another language. */
export const type: Rule = {
  id: 'grafana/type',
  severity: 'error',
  rationale:
    'there is no plug-in for a type that is spelt otherwise, and Jaeger answers its own only',
  source: 'grafana v12 pkg/plugins, public/app/plugins/datasource/jaeger/plugin.json',
  *check({ grafana }) {
    for (const { object, path, type: written, url } of grafana.datasources) {
      const problem = written === undefined ? undefined : datasourceTypeProblem(written, url ?? '');
      if (problem === undefined) continue;
      yield { object, path: [...path, 'type'], message: problem, fix: 'jaeger' };
    }
  },
};
