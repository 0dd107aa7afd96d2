import type { Collector } from '../../../model/collector/instances.ts';
import { mountsOf } from '../../../model/collector/mounts.ts';
import { type FolderNeed, folderNeeds } from '../../../upstream/collector/pod/folders.ts';
import { own, text } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** A folder of the node, or one to write into, that no volume brings into the container. */
export const folderNotMounted: Rule = {
  id: 'collector/folder-not-mounted',
  severity: 'error',
  rationale:
    'a container sees only its image and its mounts: without a mount for this folder the collector fails to start, or reads no logs',
  source:
    'opentelemetry-collector-contrib v0.158.0 internal/gopsutilenv, exporter/fileexporter factory.go, pkg/stanza/fileconsumer; receiver/dockerstatsreceiver receiver.go',
  ignoreWhen:
    'the volume comes from something outside the manifests, such as a webhook, or the image is a build of your own that contains the folder',
  visit: () => ({
    *component(component, collector) {
      const { kind, type, id, settings } = component;
      if (!collector.config.isEnabled(component) || hasUnseenFolders(collector)) return;
      const needs = folderNeeds(`${kind}/${type}`, settings);
      if (needs.length === 0) return;
      const [mounts] = mountsOf(collector);
      const places = mounts.flatMap((mount) => text(own(mount, 'mountPath')) ?? []);
      for (const need of needs) {
        if (isMounted(need, places)) continue;
        const { folder, path, without } = need;
        yield {
          path,
          message: `${id} ${without} without ${folder}: no volume is mounted there`,
          severity: without === 'reads nothing' ? 'warning' : undefined,
        };
      }
    },
  }),
};

/** Whether a volume is mounted at a folder, above it, or below it, for which the container is given the folder. */
function isMounted({ folder }: FolderNeed, places: readonly string[]): boolean {
  const below = (inner: string, outer: string) =>
    `${inner}/`.startsWith(outer.replace(/\/*$/, '/'));
  return places.map(withoutDrive).some((place) => below(folder, place) || below(place, folder));
}

/** A path of Windows, as a collector may name it there, too. */
function withoutDrive(place: string): string {
  return place.replace(/^[a-z]:/i, '').replaceAll('\\', '/');
}

/** Whether an image of somebody's may have the folder in it, or a sidecar the volumes of its pod. */
function hasUnseenFolders({ image, distribution, mode }: Collector): boolean {
  return image === undefined || distribution === undefined || mode === 'sidecar';
}
