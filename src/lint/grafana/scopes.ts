import type { Datasource } from '../../model/grafana/datasources.ts';
import { GrafanaReaders } from '../../model/grafana/readers.ts';
import type { KubeObject } from '../../model/kubernetes/objects.ts';
import type { Model } from '../../model/model.ts';
import { number, own } from '../../upstream/values/unknown.ts';

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

function readersOf(readers: GrafanaReaders, object: KubeObject): Set<string> {
  const known = [
    ...readers.mountedBy(object),
    ...readers.foundBy(object).map(({ workload }) => workload),
  ];
  if (known.length > 0) return new Set(known.map((workload) => `pod ${workload.object.order}`));
  // with several Grafanas in sight, nothing tells whose it is
  return new Set(readers.grafanas.length > 1 ? [] : [`namespace ${object.namespace}`]);
}
