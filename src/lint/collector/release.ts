import type { Collector } from '../../model/collector/instances.ts';
import { collectorRelease } from '../../upstream/collector/jaeger-components.ts';

/** Release of the collector, also of one that Jaeger is built from; one of Jaeger where that is not known, which is newer than all. */
export function releaseOf({ distribution, version }: Collector): string | undefined {
  return distribution === 'jaeger' && version !== undefined
    ? (collectorRelease(version) ?? version)
    : version;
}
