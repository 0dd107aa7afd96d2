import type { Datasource } from '../../../model/grafana/datasources.ts';
import { groupBy } from '../../../model/kubernetes/group.ts';
import type { Problem } from '../../../upstream/values/problem.ts';
import { listed } from '../../../upstream/values/shown.ts';
import type { Rule } from '../../rule.ts';
import { provisionedScopes, toldOnce } from '../scopes.ts';

/** Data sources of one Grafana with one uid, or with one name. */
export const duplicate: Rule = {
  id: 'grafana/duplicate',
  severity: 'error',
  rationale:
    'Grafana fails to start with a duplicate uid; of two data sources of the same name it keeps the last',
  source:
    'grafana pkg/services/provisioning/datasources; pkg/services/datasources/service/store.go',
  ignoreWhen:
    'the files are for different Grafanas, which the manifests cannot tell apart because they share a namespace',
  check: (model) => toldOnce(duplicates(provisionedScopes(model).values())),
};

function* duplicates(
  scopes: Iterable<readonly Datasource[]>,
): Iterable<readonly [Datasource, Problem]> {
  for (const datasources of scopes) {
    yield* sameNames(datasources);
    yield* sameUids(datasources);
  }
}

function* sameNames(datasources: readonly Datasource[]): Iterable<readonly [Datasource, Problem]> {
  for (const [name, same] of groupBy(datasources, (one) => one.name ?? '')) {
    if (name === '' || same.length < 2) continue;
    const message = `data sources of a Grafana must have different names, got '${name}' ${same.length} times`;
    for (const one of same) yield [one, { path: ['name'], severity: 'warning', message }];
  }
}

function* sameUids(datasources: readonly Datasource[]): Iterable<readonly [Datasource, Problem]> {
  for (const [uid, same] of groupBy(datasources, (one) => one.uid ?? '')) {
    const names = [...new Set(same.map(({ name = '' }) => name))];
    if (uid === '' || names.length < 2) continue;
    const message = `data sources of a Grafana must have different uids, got '${uid}' for ${listed(names, ' and ')}`;
    for (const one of same) yield [one, { path: ['uid'], message }];
  }
}
