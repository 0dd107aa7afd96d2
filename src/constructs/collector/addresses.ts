import { componentType } from '../../upstream/otel-operator/ports.ts';
import { own } from '../../upstream/values/unknown.ts';
import type { OtelCollectorProps } from './props.ts';

type Processors = OtelCollectorProps['processors'];

const namers = ['k8s_attributes', 'k8sattributes'];

/**
 * Processors of collectors before others that find pods by the connection: the first alone see that of the pod, and so note its address
 * in the resource, `k8s.pod.ip`, where the others look first. Those who say themselves how pods are found, at either end, are left alone.
 *
 * Source: opentelemetry-collector-contrib v0.158.0 processor/k8sattributesprocessor, README.md (as a gateway) and pod_association.go.
 *
 * @param processors - of the first
 * @param behind - of each tier behind them
 */
export function notingAddresses(
  processors: Processors,
  ...behind: readonly Processors[]
): Processors {
  const finder = behind
    .flatMap((one) => Object.entries(one ?? {}))
    .find(([id, settings]) => isNamer(id) && findsByConnection(settings));
  return finder === undefined || Object.keys(processors ?? {}).some(isNamer)
    ? processors
    : ({ [componentType(finder[0])]: { passthrough: true }, ...processors } as Processors);
}

function isNamer(id: string): boolean {
  return namers.includes(componentType(id));
}

function findsByConnection(settings: unknown): boolean {
  return own(settings, 'passthrough') !== true && own(settings, 'pod_association') === undefined;
}
