import type { IConstruct } from 'constructs';
import {
  defaultCollectorImage,
  targetAllocatorImage,
} from '../../upstream/otel-operator/defaults/images.ts';
import { pullSecretsOf, registryOf } from '../kubernetes/image-source.ts';
import { withExtra } from '../props/extra-spec.ts';
import type { CollectorPodProps } from './pod.ts';
import type { OtelCollectorProps } from './props.ts';

type Pulled = Pick<OtelCollectorProps, 'image' | 'imagePullSecrets' | 'extraSpec'>;

/**
 * What a collector says of its images: where a registry mirrors them, also those that an operator would choose, since it may be one
 * that knows nothing of the registry.
 */
export function pulled(construct: IConstruct, props: OtelCollectorProps): Pulled {
  const mirrored = registryOf(construct) !== undefined;
  const { image = mirrored ? defaultCollectorImage(props.version) : undefined, extraSpec } = props;
  const allocates = mirrored && extraSpec?.targetAllocator?.enabled;
  return {
    image,
    imagePullSecrets: props.mode === 'sidecar' ? props.imagePullSecrets : secrets(construct, props),
    extraSpec: allocates
      ? withExtra({ targetAllocator: { image: targetAllocatorImage } }, extraSpec)
      : extraSpec,
  };
}

/** Pull secrets of pods of the OpenTelemetry operator: their own, or those of all where no account brings any. */
export function secrets(
  construct: IConstruct,
  { imagePullSecrets, serviceAccountName }: CollectorPodProps,
): readonly string[] | undefined {
  if (serviceAccountName !== undefined) return imagePullSecrets;
  return imagePullSecrets ?? pullSecretsOf(construct);
}
