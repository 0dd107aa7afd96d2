import type { Datasource } from '../../model/grafana/datasources.ts';
import { GrafanaReaders } from '../../model/grafana/readers.ts';
import type { KubeObject } from '../../model/kubernetes/objects.ts';
import type { Model } from '../../model/model.ts';
import { type Problem, within } from '../../upstream/values/problem.ts';
import { number, own } from '../../upstream/values/unknown.ts';
import type { Finding } from '../rule.ts';

/**
 * Data sources of provisioning files, by the Grafana and its organisation that reads them. Where the manifests do not tell
 * which Grafana that is, files of one namespace are taken for those of one Grafana.
 */
export function provisionedScopes({
  objects,
  workloads,
  grafana,
}: Model): Map<string, Datasource[]> {
  const readers = new GrafanaReaders(objects, workloads);
  const scopes = new Map<string, Datasource[]>();
  for (const datasource of grafana.datasources) {
    if (datasource.by !== 'provisioning') continue;
    const organisation = number(own(datasource.value, 'orgId')) || 1;
    for (const reader of readersOf(readers, datasource.object)) {
      const key = `${reader} ${organisation}`;
      const known = scopes.get(key);
      if (known) known.push(datasource);
      else scopes.set(key, [datasource]);
    }
  }
  return scopes;
}

/** Problems of data sources that several Grafanas may read; a source is told of once, with its first problem. */
export function* toldOnce(found: Iterable<readonly [Datasource, Problem]>): Iterable<Finding> {
  const told = new Set<Datasource>();
  for (const [datasource, problem] of found) {
    if (told.has(datasource)) continue;
    told.add(datasource);
    yield { ...within(datasource.path, problem), object: datasource.object };
  }
}

function readersOf(readers: GrafanaReaders, object: KubeObject): Set<string> {
  const known = [
    ...readers.mountedBy(object),
    ...readers.foundBy(object).map(({ workload }) => workload),
  ];
  if (known.length > 0) return new Set(known.map((workload) => `pod ${workload.object.order}`));
  // with several Grafanas in sight, nothing tells whose it is
  return new Set(readers.grafanas.length > 1 ? [] : [`namespace ${object.namespace}`]);
}
