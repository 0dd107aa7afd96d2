import {
  type StorageReference,
  type StorageUse,
  storageReferences,
} from '../../upstream/jaeger/v2/releases.ts';
import type { CollectorConfig } from '../collector/config.ts';

/**
 * What enabled components of a Jaeger v2 do with a storage; nothing with one that none of them names, which is never opened.
 *
 * @param of - section of the storage extension that the storage stands in
 */
export function usesOf(
  config: CollectorConfig,
  of: StorageReference['of'],
  storage: string,
): ReadonlySet<StorageUse> {
  return new Set(
    config.components
      .filter((component) => config.isEnabled(component))
      .flatMap((component) => storageReferences(component.type, component.settings))
      .flatMap(({ name, of: section, use }) => (section === of && name === storage ? [use] : [])),
  );
}
