import type { Datasource } from '../../../model/grafana/datasources.ts';
import { groupBy } from '../../../model/kubernetes/group.ts';
import type { Rule } from '../../rule.ts';
import { provisionedScopes } from '../scopes.ts';

/** Data sources of one Grafana with one uid, or with one name. */
export const duplicate: Rule = {
  id: 'grafana/duplicate',
  severity: 'error',
  rationale: 'with a uid given twice Grafana does not start, and of one name it keeps the last',
  source:
    'grafana pkg/services/provisioning/datasources; pkg/services/datasources/service/store.go',
  *check(model) {
    const told = new Set<Datasource>();
    for (const datasources of provisionedScopes(model).values()) {
      for (const [name, same] of groupBy(datasources, (one) => one.name ?? '')) {
        if (name === '' || same.length < 2) continue;
        for (const datasource of same) {
          if (told.has(datasource)) continue;
          told.add(datasource);
          yield {
            object: datasource.object,
            path: [...datasource.path, 'name'],
            severity: 'warning',
            message: `data sources of a Grafana must have names of their own, got '${name}' ${same.length} times`,
          };
        }
      }
      for (const [uid, same] of groupBy(datasources, (one) => one.uid ?? '')) {
        const names = [...new Set(same.map(({ name = '' }) => name))];
        if (uid === '' || names.length < 2) continue;
        for (const datasource of same) {
          if (told.has(datasource)) continue;
          told.add(datasource);
          yield {
            object: datasource.object,
            path: [...datasource.path, 'uid'],
            message: `data sources of a Grafana must have uids of their own, got '${uid}' for ${names.join(' and ')}`,
          };
        }
      }
    }
  },
};
