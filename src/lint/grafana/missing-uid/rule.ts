import type { Datasource } from '../../../model/grafana/datasources.ts';
import {
  type DatasourceLink,
  datasourceLinks,
  tracingTypes,
} from '../../../upstream/grafana/links.ts';
import { nearest } from '../../../upstream/values/nearest.ts';
import { type Problem, within } from '../../../upstream/values/problem.ts';
import type { Rule } from '../../rule.ts';

/** A link to a data source by a uid that it does not have. */
export const missingUid: Rule = {
  id: 'grafana/missing-uid',
  severity: 'warning',
  rationale: 'a link to or from traces leads nowhere when no data source has its uid',
  source:
    'grafana docs, datasources/jaeger/configure; datasources/prometheus/configure (exemplars)',
  ignoreWhen:
    'the data source of that uid is created by hand or apart from these manifests, and only resembles the one in the manifests',
  visit({ grafana: { datasources } }) {
    const brokenLink = brokenLinks(datasources);
    return {
      *datasource({ value }) {
        for (const link of datasourceLinks(value.jsonData)) {
          const problem = brokenLink(link);
          if (problem) yield within(['jsonData', ...link.path], problem);
        }
      },
    };
  },
};

/** A function that tells of a link which leads to none of the data sources, where one of them is likely meant. */
function brokenLinks(datasources: readonly Datasource[]) {
  const uids = new Set(datasources.flatMap(({ uid }) => uid ?? []));
  const byName = new Set(datasources.map(({ name }) => name));
  // among hundreds of uids some are always alike, and comparing them all takes long
  const comparable = uids.size > 100 ? [] : uids;
  const tracing = datasources.filter(({ type }) => tracingTypes.includes(type ?? ''));
  const onlyTracing = tracing.length === 1 ? tracing[0] : undefined;
  return ({ uid, traces }: DatasourceLink): Problem | undefined => {
    // Grafana looks for a name where it finds no uid (DatasourceSrv.getInstanceSettings)
    if (uid === '' || uids.has(uid) || byName.has(uid) || uid.includes('$')) return undefined;
    const meant = traces ? onlyTracing : undefined;
    const fix = meant ? meant.uid : nearest(uid, comparable, 2);
    // the others may have been made by hand
    if (!meant && fix === undefined) return undefined;
    const hint = meant ? `; ${describe(meant)}` : '';
    return { message: `no data source of the manifests has the uid '${uid}'${hint}`, fix };
  };
}

function describe({ name = '', uid }: Datasource): string {
  return uid === undefined ? `${name} has none` : `${name} has '${uid}'`;
}
