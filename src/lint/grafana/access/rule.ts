import {
  datasourceAccessProblem,
  jaegerBackendSince,
  jaegerDatasourceType,
} from '../../../upstream/grafana/datasource.ts';
import { within } from '../../../upstream/values/problem.ts';
import { own, text } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** A Jaeger data source that the browser is to ask. */
export const access: Rule = {
  id: 'grafana/access',
  severity: 'warning',
  rationale: `a browser cannot reach Services of the cluster, and since ${jaegerBackendSince} Grafana's backend queries Jaeger itself`,
  source: 'grafana docs, datasources/jaeger/configure; grafana v12 pkg/tsdb/jaeger',
  ignoreWhen: `Grafana is older than ${jaegerBackendSince}, and the browsers of its users can reach Jaeger at this url, as on a network without a cluster in between`,
  visit: () => ({
    *datasource({ type, value }) {
      if (type !== jaegerDatasourceType) return;
      const problem = datasourceAccessProblem(text(own(value, 'access')) ?? '');
      if (problem) yield within(['access'], problem);
    },
  }),
};
