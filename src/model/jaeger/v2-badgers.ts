import { at, isRecord, record } from '../../upstream/values/unknown.ts';
import type { Collector } from '../collector/instances.ts';
import type { Location } from '../kubernetes/objects.ts';
import { isOwnImage } from './files.ts';
import { usesOf } from './v2-storages.ts';

/** A storage of type badger in use. */
export interface BadgerStorage extends Location {
  readonly name: string;
  /** Its settings; nothing in them has been checked. */
  readonly settings: unknown;
}

/** Storages of type badger that a Jaeger v2 uses, in an image of the project's. */
export function badgersOf({ config, distribution, image, mode }: Collector): BadgerStorage[] {
  // an image of somebody's may have other directories, and a sidecar has the volumes of its pod
  if (!config || distribution !== 'jaeger' || isOwnImage(image) || mode === 'sidecar') return [];
  return config.components.flatMap(({ kind, type, id, settings }) => {
    if (kind !== 'extensions' || type !== 'jaeger_storage') return [];
    const backends = record(settings.backends);
    return Object.keys(backends).flatMap((name): BadgerStorage[] => {
      const badger = at(backends, name, 'badger');
      if (!isRecord(badger) || usesOf(config, 'backends', name).size === 0) return [];
      const path = ['extensions', id, 'backends', name, 'badger'];
      return [{ ...config.location(...path), name, settings: badger }];
    });
  });
}
