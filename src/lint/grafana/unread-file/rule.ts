import { GrafanaReaders, hasLabel, isIn } from '../../../model/grafana/readers.ts';
import { keysOf, keyText } from '../../../model/kubernetes/files.ts';
import { groupBy } from '../../../model/kubernetes/group.ts';
import type { KubeObject } from '../../../model/kubernetes/objects.ts';
import { datasourceSidecarLabel } from '../../../upstream/grafana/datasource.ts';
import type { Problem } from '../../../upstream/values/problem.ts';
import { listed } from '../../../upstream/values/shown.ts';
import type { Path } from '../../../yaml/locate.ts';
import type { Rule } from '../../rule.ts';

/** A provisioning file that no Grafana reads. */
export const unreadFile: Rule = {
  id: 'grafana/unread-file',
  severity: 'error',
  rationale:
    'a data source file never appears in Grafana when no sidecar finds it, or its name does not end in .yaml or .yml',
  source:
    'grafana chart 10.5.15 values.yaml (sidecar.datasources); prometheus-community/helm-charts#939',
  ignoreWhen:
    'the Grafana that reads the file is outside the manifests, or gets the file in a way that they do not show',
  visit({ objects, workloads, grafana }) {
    const readers = new GrafanaReaders(objects, workloads);
    const files = groupBy(grafana.files, ({ source }) => source.object);
    return {
      *object(object) {
        if (isFiles(object) && Object.hasOwn(object.labels, datasourceSidecarLabel)) {
          yield* wrongEndings(object);
        }
        const [file] = files.get(object) ?? [];
        const problem = file && unfound(readers, object, file.source.path);
        if (problem) yield problem;
      },
    };
  },
};

function isFiles({ kind, group }: KubeObject): boolean {
  return group === '' && (kind === 'ConfigMap' || kind === 'Secret');
}

function* wrongEndings(object: KubeObject): Iterable<Problem> {
  for (const key of keysOf(object)) {
    const source = /\.ya?ml$/.test(key) ? undefined : keyText(object, key);
    if (!source || !/^['"]?datasources['"]?\s*:/m.test(source.text)) continue;
    yield {
      path: source.path,
      message: `a provisioning file must end in .yaml or .yml, got '${key}'`,
      fix: `${key.replace(/\.(json|txt|ya?m|conf)$/i, '')}.yaml`,
    };
  }
}

function unfound(readers: GrafanaReaders, object: KubeObject, path: Path): Problem | undefined {
  const [sidecar] = readers.sidecars;
  if (readers.mountedBy(object).length > 0 || readers.foundBy(object).length > 0) return undefined;
  if (!sidecar) {
    // a sidecar may be added by what made the Grafana of the manifests
    const sure = readers.grafanas.some((one) => one.object.namespace === object.namespace);
    if (!sure || Object.hasOwn(object.labels, datasourceSidecarLabel)) return undefined;
    const message = `no Grafana reads this file, because no pod mounts ${object.kind} ${object.name}`;
    return { path, severity: 'warning', message };
  }
  const labelled = readers.sidecars.filter((one) => hasLabel(one, object));
  if (labelled.some((one) => !isIn(one, object))) {
    const where = [...new Set(labelled.flatMap(({ namespaces = [] }) => namespaces))];
    return {
      path: ['metadata', 'namespace'],
      message: `Grafana's sidecar looks for data sources in namespace ${listed(where)}, ${object.kind} ${object.name} is in ${object.namespace}`,
    };
  }
  // what stands elsewhere and has no label may be for a Grafana that is not in sight
  if (!readers.sidecars.some((one) => isIn(one, object))) return undefined;
  const wanted = `${sidecar.label}: "${sidecar.labelValue ?? '1'}"`;
  const got = Object.hasOwn(object.labels, sidecar.label)
    ? `${sidecar.label}: "${object.labels[sidecar.label]}"`
    : 'no such label';
  return {
    path: ['metadata', 'labels'],
    message: `Grafana's sidecar looks for the label ${wanted}, ${object.kind} ${object.name} has ${got}`,
    fix: wanted,
  };
}
