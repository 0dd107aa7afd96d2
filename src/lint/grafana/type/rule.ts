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
    'Grafana has no plug-in for a misspelt type, and only a data source of type jaeger can query Jaeger',
  source: 'grafana v12 pkg/plugins, public/app/plugins/datasource/jaeger/plugin.json',
  ignoreWhen:
    'a plug-in of exactly that name is installed, or Tempo or Zipkin listens on port 16686',
  visit: () => ({
    *datasource({ type: written, url = '' }) {
      const message = written === undefined ? undefined : datasourceTypeProblem(written, url);
      if (message !== undefined) yield { path: ['type'], message, fix: jaegerDatasourceType };
    },
  }),
};
