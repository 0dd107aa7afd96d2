import { configMapFolder, configMapVolume } from '../../upstream/otel-operator/collector-names.ts';
import { at, list, own, text } from '../../upstream/values/unknown.ts';
import { needsGroup } from '../kubernetes/claims.ts';
import { volumeAt } from '../kubernetes/files.ts';
import type { ObjectIndex } from '../kubernetes/objects.ts';
import type { Collector } from './instances.ts';

/** `volumeMounts` and `volumes` of the pods of a collector, with those that the operator makes of its `configmaps`. */
export function mountsOf(
  collector: Collector,
): [mounts: readonly unknown[], volumes: readonly unknown[]] {
  const { container, workload, object } = collector;
  const claims = claimedVolumes(object.value.spec);
  if (container) {
    return [list(container.value.volumeMounts), [...list(workload?.podSpec.volumes), ...claims]];
  }
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
      ...claims,
      ...made.map(({ name }) => ({ name: configMapVolume(name), configMap: { name } })),
    ],
  ];
}

/** Volumes that a StatefulSet, or a collector that becomes one, claims for each of its pods, as pods then have them. */
function claimedVolumes(spec: unknown): readonly unknown[] {
  return list(own(spec, 'volumeClaimTemplates')).map((template) => ({
    name: at(template, 'metadata', 'name'),
    persistentVolumeClaim: { claimName: at(template, 'metadata', 'name') },
  }));
}

/**
 * Whether the user of an image may be unable to write to a directory: it is in a claimed volume, which belongs to root unless its
 * storage class says otherwise, and nothing in the pod sees to it.
 */
export function mayBeRoots(objects: ObjectIndex, collector: Collector, directory: string): boolean {
  const volume = volumeAt(...mountsOf(collector), directory)?.volume;
  const claim = text(at(volume, 'persistentVolumeClaim', 'claimName'));
  if (claim === undefined || isGranted(collector)) return false;
  return needsGroup(objects, collector.workload?.object ?? collector.object, claim);
}

/** Whether the pods of a collector are given the group or the user that volumes belong to, or start with something that may change it. */
function isGranted({ object, workload, container }: Collector): boolean {
  const spec = workload?.podSpec ?? own(object.value, 'spec');
  // there are no groups of files there
  if (at(spec, 'nodeSelector', 'kubernetes.io/os') === 'windows') return true;
  const pod = own(spec, container ? 'securityContext' : 'podSecurityContext');
  const running = container ? container.value.securityContext : own(spec, 'securityContext');
  return (
    list(own(spec, 'initContainers')).length > 0 ||
    own(pod, 'fsGroup') !== undefined ||
    [pod, running].some((context) => own(context, 'runAsUser') === 0)
  );
}
