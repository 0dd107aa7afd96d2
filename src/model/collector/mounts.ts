import { configMapFolder, configMapVolume } from '../../upstream/otel-operator/collector-names.ts';
import { at, list, own, text } from '../../upstream/values/unknown.ts';
import type { Collector } from './instances.ts';

/** `volumeMounts` and `volumes` of the pods of a collector, with those that the operator makes of its `configmaps`. */
export function mountsOf(
  collector: Collector,
): [mounts: readonly unknown[], volumes: readonly unknown[]] {
  const { container, workload, object } = collector;
  if (container) return [list(container.value.volumeMounts), list(workload?.podSpec.volumes)];
  const spec = (field: string) => list(at(object.value, 'spec', field));
  const made = spec('configmaps').flatMap((entry) => {
    const name = text(own(entry, 'name'));
    return name === undefined ? [] : [{ name, folder: text(own(entry, 'mountpath')) ?? '' }];
  });
  return [
    [
      ...spec('volumeMounts'),
      ...made.map(({ name, folder }) => ({
        name: configMapVolume(name),
        mountPath: configMapFolder(name, folder),
      })),
    ],
    [
      ...spec('volumes'),
      ...made.map(({ name }) => ({ name: configMapVolume(name), configMap: { name } })),
    ],
  ];
}
