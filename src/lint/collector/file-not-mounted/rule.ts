import type { Component } from '../../../model/collector/config.ts';
import type { Collector } from '../../../model/collector/instances.ts';
import { mountsOf } from '../../../model/collector/mounts.ts';
import { fileAt } from '../../../model/kubernetes/files.ts';
import { isProvidedFile, isTlsFile } from '../../../upstream/collector/environment.ts';
import { neededFolder } from '../../../upstream/collector/pod/folders.ts';
import type { Problem } from '../../../upstream/values/problem.ts';
import { at, own, text } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';
import { textValues } from '../text-values.ts';

/** A certificate, or a folder to write to, where no volume is mounted. */
export const fileNotMounted: Rule = {
  id: 'collector/file-not-mounted',
  severity: 'error',
  rationale:
    'a collector does not start when it cannot read a CA, a certificate or a key, nor when its file_storage has no folder',
  source:
    'opentelemetry-collector v0.158.0 config/configtls, -contrib v0.158.0 extension/storage/filestorage/config.go',
  ignoreWhen:
    'the volume comes from what is not in the manifests, such as a webhook that injects certificates into pods, or the image is a build of your own that has the file in it',
  visit: ({ objects }) => ({
    *component(component, collector) {
      // files of its storages are those of Jaeger
      if (component.type === 'jaeger_storage' || !collector.config.isEnabled(component)) return;
      if (hasUnseenFiles(collector)) return;
      const [mounts, volumes] = mountsOf(collector);
      yield* unmounted(component, collector, mounts);
      for (const { value, path } of textValues(component.settings)) {
        if (!isTlsFile(String(path.at(-1))) || !isNeededFile(value)) continue;
        const file = fileAt(objects, collector.namespace, mounts, volumes, value);
        if (file.status !== 'not-mounted') continue;
        yield {
          path,
          message: `${component.id} cannot read '${value}': no volume is mounted there`,
        };
      }
    },
  }),
};

/** A folder that is neither mounted nor can be made. */
function* unmounted(
  { kind, type, id, settings }: Component,
  collector: Collector,
  mounts: readonly unknown[],
): Iterable<Problem> {
  const needed = neededFolder(`${kind}/${type}`, settings);
  if (!needed || (needed.made && !isReadOnly(collector))) return;
  const { folder, setting } = needed;
  // of an image nobody knows whether it has one for temporary files
  if (!isNeededFile(folder) || folder.startsWith('/tmp')) return;
  const isMounted = mounts.some((mount) => {
    const path = (text(own(mount, 'mountPath')) ?? '').replace(/\/+$/, '');
    return folder === path || folder.startsWith(`${path}/`);
  });
  if (isMounted) return;
  yield {
    path: setting === undefined ? [] : [setting],
    message: `${id} cannot write to '${folder}': no volume is mounted there`,
  };
}

/** Whether nothing can be written to the root of the container. */
function isReadOnly({ object, container }: Collector): boolean {
  const context = container?.value.securityContext ?? at(object.value, 'spec', 'securityContext');
  return own(context, 'readOnlyRootFilesystem') === true;
}

/** Whether an image of somebody's may have the file in it, or a sidecar the volumes of its pod. */
function hasUnseenFiles({ image, distribution, mode }: Collector): boolean {
  return (image !== undefined && distribution === undefined) || mode === 'sidecar';
}

function isNeededFile(path: string): boolean {
  return /^\/[^$]*$/.test(path) && !isProvidedFile(path);
}
