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
  rationale: `a browser reaches no Service of the cluster, and Grafana asks Jaeger itself since ${jaegerBackendSince}`,
  source: 'grafana docs, datasources/jaeger/configure; grafana v12 pkg/tsdb/jaeger',
  ignoreWhen: `the Grafana is older than ${jaegerBackendSince}, and the browsers of its users reach Jaeger at the url, as on one network without a cluster in between`,
  visit: () => ({
    *datasource({ type, value }) {
      if (type !== jaegerDatasourceType) return;
      const problem = datasourceAccessProblem(text(own(value, 'access')) ?? '');
      if (problem) yield within(['access'], problem);
    },
  }),
};
