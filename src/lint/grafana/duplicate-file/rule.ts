import { GrafanaReaders } from '../../../model/grafana/readers.ts';
import { groupBy } from '../../../model/kubernetes/group.ts';
import { datasourceSidecarLabel } from '../../../upstream/grafana/datasource.ts';
import { listed } from '../../../upstream/values/shown.ts';
import type { Rule } from '../../rule.ts';

/** Provisioning files of one name, which a sidecar writes into one folder. */
export const duplicateFile: Rule = {
  id: 'grafana/duplicate-file',
  severity: 'error',
  rationale:
    "Grafana's sidecar writes all files into one folder, so of two with the same name one is lost",
  source: 'kiwigrid/k8s-sidecar README, UNIQUE_FILENAMES',
  ignoreWhen:
    'the files are for sidecars of different Grafanas outside the manifests, or one should replace the other',
  *check({ objects, workloads, grafana }) {
    const readers = new GrafanaReaders(objects, workloads);
    const told = new Set<unknown>();
    const placed = grafana.files.flatMap((file) => {
      const { object } = file.source;
      if (readers.sidecars.length > 0) {
        return readers
          .foundBy(object)
          .filter(({ uniqueFilenames }) => !uniqueFilenames)
          .map(({ workload }) => ({ file, folder: `pod ${workload.object.order}` }));
      }
      const unmounted = readers.mountedBy(object).length === 0 && readers.grafanas.length < 2;
      const labelled = Object.hasOwn(object.labels, datasourceSidecarLabel) && unmounted;
      return labelled ? [{ file, folder: `namespace ${object.namespace}` }] : [];
    });
    for (const same of groupBy(placed, ({ file, folder }) => `${folder} ${file.key}`).values()) {
      const names = [...new Set(same.map(({ file }) => file.source.object.name))];
      if (new Set(same.map(({ file }) => file.source.object)).size < 2) continue;
      for (const { file } of same) {
        if (told.has(file)) continue;
        told.add(file);
        yield {
          object: file.source.object,
          path: file.source.path,
          message: `files for the sidecar must have different names, got '${file.key}' in ${listed(names, ' and ')}`,
        };
      }
    }
  },
};
