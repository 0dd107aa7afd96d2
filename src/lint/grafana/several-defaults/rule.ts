import type { Datasource } from '../../../model/grafana/datasources.ts';
import type { Rule } from '../../rule.ts';
import { provisionedScopes } from '../scopes.ts';

/** Several data sources of one Grafana that are each to be the default. */
export const severalDefaults: Rule = {
  id: 'grafana/several-defaults',
  severity: 'error',
  rationale: 'with two default data sources in its provisioning files Grafana does not start',
  source: 'llm-d#494; grafana pkg/services/provisioning/datasources/config_reader.go',
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
