import {
  datasourceTypeProblem,
  jaegerDatasourceType,
} from '../../../upstream/grafana/datasource.ts';
import type { Rule } from '../../rule.ts';

/** A data source whose type Grafana has no plug-in for, or that asks Jaeger in another language. */
export const type: Rule = {
  id: 'grafana/type',
  severity: 'error',
  rationale:
    'there is no plug-in for a type that is spelt otherwise, and Jaeger answers its own only',
  source: 'grafana v12 pkg/plugins, public/app/plugins/datasource/jaeger/plugin.json',
  ignoreWhen:
    'a plug-in of that very name is installed, or what listens on port 16686 is a Tempo or a Zipkin',
  visit: () => ({
    *datasource({ type: written, url = '' }) {
      const message = written === undefined ? undefined : datasourceTypeProblem(written, url);
      if (message !== undefined) yield { path: ['type'], message, fix: jaegerDatasourceType };
    },
  }),
};
