import { mountsOf } from '../../../model/collector/mounts.ts';
import { neededFolders } from '../../../upstream/collector/extensions/file-storage.ts';
import type { Problem } from '../../../upstream/values/problem.ts';
import { at, list, own, text } from '../../../upstream/values/unknown.ts';
import type { ConfiguredCollector, Rule } from '../../rule.ts';

/** A storage in files whose folder is on no volume. */
export const storageDirectory: Rule = {
  id: 'collector/storage-directory',
  severity: 'error',
  rationale:
    'the collector fails to start when the directory of its file_storage does not exist, and its image contains hardly any',
  source:
    'opentelemetry-collector-contrib v0.158.0 extension/storage/filestorage config.go; opentelemetry-collector-contrib#34277',
  ignoreWhen:
    'the volume comes from something outside the manifests, such as a webhook, or the image is a build of your own that contains the directory',
  visit: () => ({
    *component(component, collector) {
      const { kind, type, id, settings } = component;
      if (kind !== 'extensions' || type !== 'file_storage') return;
      if (!collector.config.isEnabled(component) || hasUnseenFolders(collector)) return;
      for (const { folder, path } of neededFolders(settings)) {
        const problem = problemOf(collector, id, folder);
        if (problem) yield { ...problem, path };
      }
    },
  }),
};

function problemOf(
  collector: ConfiguredCollector,
  id: string,
  folder: string,
): Problem | undefined {
  const [mounts, volumes] = mountsOf(collector);
  const inside = mounts.flatMap((mount) => {
    const place = text(own(mount, 'mountPath'))?.replace(/\/+$/, '');
    return place !== undefined && (folder === place || folder.startsWith(`${place}/`))
      ? [{ mount, place }]
      : [];
  });
  const trimmed = folder.replace(/\/+$/, '');
  if (inside.length === 0) {
    return {
      message: `${id} needs the directory ${folder}: no volume is mounted there, and create_directory is not set`,
    };
  }
  // the kubelet makes the folder of a subPath, and other mounts may make more below it
  const isMade = ({ mount, place }: (typeof inside)[number]) =>
    place === trimmed ||
    ['subPath', 'subPathExpr'].some((field) => own(mount, field) !== undefined);
  if (inside.some(isMade)) return undefined;
  const fresh = inside.every(({ mount }) =>
    volumes.some(
      (volume) =>
        own(volume, 'name') === own(mount, 'name') && own(volume, 'emptyDir') !== undefined,
    ),
  );
  // what runs before or beside it may make it
  if (!fresh || othersInPod(collector).length > 0) return undefined;
  return {
    message: `${id} needs the directory ${folder}: the volume mounted above it is empty, and create_directory is not set`,
  };
}

/** Containers of the pod beside that of the collector. */
function othersInPod({ workload, object, container }: ConfiguredCollector): readonly unknown[] {
  if (!workload) {
    const fields = ['initContainers', 'additionalContainers'];
    return fields.flatMap((field) => list(at(object.value, 'spec', field)));
  }
  const { initContainers, containers } = workload.podSpec;
  return [...list(initContainers), ...list(containers)].filter((one) => one !== container?.value);
}

/**
 * Whether an image of somebody's may have the folder in it, or a sidecar the volumes of its pod. An image that is not named is the
 * operator's own, or one that it is told of, since its own has no such extension.
 */
function hasUnseenFolders({ image, distribution, mode }: ConfiguredCollector): boolean {
  return image === undefined || distribution === undefined || mode === 'sidecar';
}
