import type { Datasource } from '../../../model/grafana/datasources.ts';
import type { Rule } from '../../rule.ts';
import { fileExample, jaegerFile } from '../example.ts';
import { provisionedScopes } from '../scopes.ts';

const prometheus = `  - name: Prometheus
    type: prometheus
    url: http://prometheus.example.com:9090
    isDefault: true
`;

/** Several data sources of one Grafana that are each to be the default. */
export const severalDefaults: Rule = {
  id: 'grafana/several-defaults',
  severity: 'error',
  rationale: 'with two default data sources in its provisioning files Grafana does not start',
  source: 'llm-d#494; grafana pkg/services/provisioning/datasources/config_reader.go',
  wrong: fileExample(`${jaegerFile('isDefault: true')}\n${prometheus}`),
  right: fileExample(`${jaegerFile('isDefault: false')}\n${prometheus}`),
  *check(model) {
    const told = new Set<Datasource>();
    for (const datasources of provisionedScopes(model).values()) {
      const defaults = datasources.filter(({ isDefault }) => isDefault);
      if (defaults.length < 2) continue;
      const names = defaults.map(({ name = '' }) => name).slice(0, 5);
      for (const datasource of defaults) {
        if (told.has(datasource)) continue;
        told.add(datasource);
        yield {
          object: datasource.object,
          path: [...datasource.path, 'isDefault'],
          message: `only one data source of a Grafana may be the default, got ${names.join(', ')}`,
        };
      }
    }
  },
};
