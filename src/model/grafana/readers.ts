import { list } from '../../upstream/values/unknown.ts';
import { envText, volumeSources } from '../kubernetes/files.ts';
import type { KubeObject, ObjectIndex } from '../kubernetes/objects.ts';
import { envVar, type Workload } from '../kubernetes/workloads.ts';

/** A sidecar that copies ConfigMaps with data sources into Grafana's pod. */
interface DatasourceSidecar {
  readonly workload: Workload;
  /** Label that it looks for. */
  readonly label: string;
  /** Value of the label; any unless set. */
  readonly labelValue?: string;
  /** Namespaces that it looks in; all unless set. */
  readonly namespaces?: readonly string[];
  /** Whether files of one name from several objects are kept apart. */
  readonly uniqueFilenames: boolean;
}

/** Which Grafanas of the manifests read provisioning files. */
export class GrafanaReaders {
  /** Workloads that run Grafana. */
  readonly grafanas: readonly Workload[];
  /** Sidecars for data sources. */
  readonly sidecars: readonly DatasourceSidecar[];
  private readonly mounts: ReadonlyMap<string, readonly Workload[]>;

  constructor(objects: ObjectIndex, workloads: readonly Workload[]) {
    this.grafanas = workloads.filter(({ containers }) =>
      containers.some(({ imageReference }) =>
        /(^|\/)grafana\/grafana(-oss|-enterprise)?$/.test(imageReference?.repository ?? ''),
      ),
    );
    this.sidecars = workloads.flatMap((workload) => sidecarsOf(objects, workload));
    this.mounts = mountsOf(workloads);
  }

  /** Workloads that have a ConfigMap or Secret as a volume. */
  mountedBy({ kind, namespace, name }: KubeObject): readonly Workload[] {
    return this.mounts.get(mountKey(kind, namespace, name)) ?? [];
  }

  /** Sidecars that find a ConfigMap or Secret. */
  foundBy(object: KubeObject): DatasourceSidecar[] {
    return this.sidecars.filter((one) => isIn(one, object) && hasLabel(one, object));
  }
}

/** Whether an object stands where a sidecar looks. */
export function isIn({ namespaces }: DatasourceSidecar, { namespace }: KubeObject): boolean {
  return namespaces === undefined || namespace === '' || namespaces.includes(namespace);
}

/** Whether an object has the label that a sidecar looks for. */
export function hasLabel(
  { label, labelValue }: DatasourceSidecar,
  { labels }: KubeObject,
): boolean {
  if (!Object.hasOwn(labels, label)) return false;
  return labelValue === undefined || labels[label] === labelValue;
}

/**
 * Sidecars for data sources in a workload.
 *
 * Source: kiwigrid/k8s-sidecar README; grafana chart 10.5.15 templates/_pod.tpl.
 */
function sidecarsOf(objects: ObjectIndex, workload: Workload): DatasourceSidecar[] {
  const { namespace } = workload.object;
  return workload.containers.flatMap((container) => {
    if (!/(^|\/)k8s-sidecar$/.test(container.imageReference?.repository ?? '')) return [];
    const value = (name: string) => {
      const entry = envVar(container.env, name);
      return entry && envText(objects, namespace, entry)?.trim();
    };
    const [label, where, labelValue] = [value('LABEL'), value('NAMESPACE'), value('LABEL_VALUE')];
    const purpose = `${container.name} ${value('FOLDER') ?? ''} ${label ?? ''}`;
    if (!label || !/datasource/i.test(purpose)) return [];
    const everywhere = where?.split(',').some((one) => one.trim() === 'ALL');
    const namespaces = where ? where.split(',').map((one) => one.trim()) : [namespace];
    return [
      {
        workload,
        label,
        ...(labelValue ? { labelValue } : {}),
        ...(everywhere ? {} : { namespaces }),
        uniqueFilenames: value('UNIQUE_FILENAMES')?.toLowerCase() === 'true',
      },
    ];
  });
}

function mountsOf(workloads: readonly Workload[]): Map<string, Workload[]> {
  const mounts = new Map<string, Workload[]>();
  for (const workload of workloads) {
    for (const { kind, name } of list(workload.podSpec.volumes).flatMap(volumeSources)) {
      const key = mountKey(kind, workload.object.namespace, name);
      const known = mounts.get(key);
      if (known) known.push(workload);
      else mounts.set(key, [workload]);
    }
  }
  return mounts;
}

function mountKey(kind: string, namespace: string, name: string): string {
  return `${kind}\n${namespace}\n${name}`;
}
