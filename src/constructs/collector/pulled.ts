import type { IConstruct } from 'constructs';
import {
  chosenDistribution,
  distributionImage,
  distributionProblem,
} from '../../upstream/collector/distributions/choice.ts';
import { targetAllocatorImage } from '../../upstream/otel-operator/defaults/images.ts';
import { pullSecretsOf, registryOf } from '../kubernetes/image-source.ts';
import { collectorRelease, otelOperatorOf } from '../operator/release.ts';
import { withExtra } from '../props/extra-spec.ts';
import { refuse } from '../props/refuse.ts';
import { type CollectorConfig, usedComponents } from './config.ts';
import type { CollectorPodProps } from './pod.ts';
import type { OtelCollectorProps } from './props.ts';

type Pulled = Pick<OtelCollectorProps, 'imagePullSecrets' | 'extraSpec' | 'version'>;

/**
 * What a collector says of its release, and of how its images are pulled: where a registry mirrors them, also those that an operator
 * would choose, since it may be one that knows nothing of the registry.
 */
export function pulled(construct: IConstruct, props: OtelCollectorProps): Pulled {
  const { extraSpec } = props;
  const allocates = registryOf(construct) !== undefined && extraSpec?.targetAllocator?.enabled;
  const image = targetAllocatorImage(otelOperatorOf(construct));
  return {
    version: collectorRelease(construct, props),
    imagePullSecrets: props.mode === 'sidecar' ? props.imagePullSecrets : secrets(construct, props),
    extraSpec: allocates ? withExtra({ targetAllocator: { image } }, extraSpec) : extraSpec,
  };
}

/**
 * Image of a collector: its own, else that of the distribution that it names, else that of the first one that has all components. The
 * core distribution is the operator's own choice, so that an operator which is told another image runs that, unless a registry
 * mirrors images.
 *
 * @param version - release of the collector
 * @throws where the distribution lacks a component
 */
export function imageOf(
  construct: IConstruct,
  { image, distribution }: Pick<OtelCollectorProps, 'image' | 'distribution'>,
  config: CollectorConfig,
  version: string,
): string | undefined {
  if (image !== undefined) return image;
  const components = usedComponents(config);
  const chosen = distribution ?? chosenDistribution(components, version);
  refuse(construct, distributionProblem(components, version, chosen));
  const isUsual = distribution === undefined && chosen === 'core';
  return isUsual && registryOf(construct) === undefined
    ? undefined
    : distributionImage(chosen, version);
}

/** Pull secrets of pods of the OpenTelemetry operator: their own, or those of all where no account brings any. */
export function secrets(
  construct: IConstruct,
  { imagePullSecrets, serviceAccountName }: CollectorPodProps,
): readonly string[] | undefined {
  if (serviceAccountName !== undefined) return imagePullSecrets;
  return imagePullSecrets ?? pullSecretsOf(construct);
}
