import { isProvidedFile } from '../../upstream/jaeger/files.ts';
import { componentFiles, storageFiles } from '../../upstream/jaeger/v2/files.ts';
import { at, own, record, text } from '../../upstream/values/unknown.ts';
import type { Path } from '../../yaml/locate.ts';
import type { CollectorConfig, Component } from '../collector/config.ts';
import type { Collector } from '../collector/instances.ts';
import { mountsOf } from '../collector/mounts.ts';
import { fileAt } from '../kubernetes/files.ts';
import type { ObjectIndex } from '../kubernetes/objects.ts';
import { type FileReference, isOwnImage } from './files.ts';
import { usesOf } from './v2-storages.ts';

/** A setting that may name a file. */
interface FileSetting {
  readonly path: Path;
  /** Component or storage that reads it. */
  readonly label: string;
}

/** Files that a Jaeger v2 is told to read, those in its image left out. */
export function jaegerV2Files(objects: ObjectIndex, collector: Collector): FileReference[] {
  const { config, distribution, image, mode, namespace } = collector;
  // an image of the user's may have the files in it, and a sidecar has the volumes of its pod
  if (!config || distribution !== 'jaeger' || isOwnImage(image) || mode === 'sidecar') return [];
  const [mounts, volumes] = mountsOf(collector);
  return config.components.flatMap((component) => {
    if (!config.isEnabled(component)) return [];
    return fileSettings(config, component).flatMap(({ path, label }): FileReference[] => {
      const file = text(at(component.settings, ...path));
      if (!file?.startsWith('/') || file.includes('$') || isProvidedFile(file, false)) return [];
      const found = fileAt(objects, namespace, mounts, volumes, file);
      return [{ object: component.object, path: [...component.path, ...path], label, file, found }];
    });
  });
}

function fileSettings(
  config: CollectorConfig,
  { type, kind, id, settings }: Component,
): FileSetting[] {
  if (kind !== 'extensions') return [];
  if (type !== 'jaeger_storage') {
    const paths = Object.hasOwn(componentFiles, type) ? componentFiles[type] : undefined;
    return (paths ?? []).map((path) => ({ path, label: id }));
  }
  return (['backends', 'metric_backends'] as const).flatMap((section) =>
    Object.entries(record(own(settings, section))).flatMap(([name, backend]) => {
      if (usesOf(config, section, name).size === 0) return [];
      return Object.keys(record(backend)).flatMap((storage) => {
        const paths = Object.hasOwn(storageFiles, storage) ? storageFiles[storage] : undefined;
        return (paths ?? []).map((path) => ({
          path: [section, name, storage, ...path],
          label: name,
        }));
      });
    }),
  );
}
