import type { Datasource } from '../../../model/grafana/datasources.ts';
import type { Problem } from '../../../upstream/values/problem.ts';
import { listed } from '../../../upstream/values/shown.ts';
import type { Rule } from '../../rule.ts';
import { provisionedScopes, toldOnce } from '../scopes.ts';

/** Several data sources of one Grafana that are each to be the default. */
export const severalDefaults: Rule = {
  id: 'grafana/several-defaults',
  severity: 'error',
  rationale: 'Grafana fails to start with two default data sources in its provisioning files',
  source: 'llm-d#494; grafana pkg/services/provisioning/datasources/config_reader.go',
  ignoreWhen:
    'each file is for another Grafana with its own default, and the manifests do not show which',
  check: (model) => toldOnce(defaults(provisionedScopes(model).values())),
};

function* defaults(
  scopes: Iterable<readonly Datasource[]>,
): Iterable<readonly [Datasource, Problem]> {
  for (const datasources of scopes) {
    const found = datasources.filter(({ isDefault }) => isDefault);
    if (found.length < 2) continue;
    const names = found.map(({ name = '' }) => name).slice(0, 5);
    const message = `only one data source of a Grafana may be the default, got ${listed(names)}`;
    for (const one of found) yield [one, { path: ['isDefault'], message }];
  }
}
