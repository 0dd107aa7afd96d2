import { jaegerDatasourceType } from '../../../upstream/grafana/datasource.ts';
import { at, list } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** A Jaeger data source without an address. */
export const missingUrl: Rule = {
  id: 'grafana/missing-url',
  severity: 'error',
  rationale: 'Grafana cannot query a data source without a url, so every query fails',
  source: 'grafana v12 pkg/tsdb/jaeger/client.go',
  ignoreWhen:
    'something writes the url into the file before Grafana reads it, such as an init container with a template',
  visit: () => ({
    *datasource({ object, type, url, by }) {
      if (type !== jaegerDatasourceType || url) return;
      // the grafana-operator may take it from a Secret
      const given = list(at(object.value, 'spec', 'valuesFrom'));
      if (by === 'operator' && given.some((value) => at(value, 'targetPath') === 'url')) return;
      yield {
        message: 'a data source of type jaeger must have the url of the query service, got none',
      };
    },
  }),
};
