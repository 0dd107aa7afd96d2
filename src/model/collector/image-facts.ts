import { collectorRelease } from '../../upstream/collector/jaeger-components.ts';
import { distributionOf } from '../../upstream/collector/releases.ts';
import type { KubeObject } from '../kubernetes/objects.ts';
import type { Releases } from '../releases.ts';
import type { Collector } from './instances.ts';

/** What the image of a collector tells. */
export type ImageFacts = Pick<
  Collector,
  'image' | 'distribution' | 'version' | 'collectorVersion' | 'assumed'
>;

/** What an image tells; undefined without one. */
export function imageFacts(releases: Releases, image: string | undefined): ImageFacts | undefined {
  if (image === undefined) return undefined;
  const distribution = distributionOf(image);
  const { version, assumed } = releases.readCollector(image);
  return {
    image,
    distribution,
    version,
    assumed,
    collectorVersion:
      distribution === 'jaeger' && version !== undefined ? collectorRelease(version) : version,
  };
}

/**
 * What runs where no image is named and nobody tells the operator: the core distribution of the operator's own release. One that
 * serves v1beta1 is of the last years, so the newest is likely; of others nothing is.
 */
export function unnamedImage(releases: Releases, { apiVersion }: KubeObject): ImageFacts {
  const assumed = apiVersion.endsWith('/v1beta1') ? releases.of('collector') : undefined;
  if (!assumed) return {};
  const { release } = assumed;
  return { distribution: 'core', version: release, collectorVersion: release, assumed };
}
