import type { JaegerSpec } from '../../../imports/jaegertracing.io.ts';
import { type Written, withExtra } from '../props/extra-spec.ts';
import { ingressSpec } from './ingress.ts';
import type { JaegerProps } from './instance.ts';
import type { JaegerOptions } from './options.ts';
import { allPods, componentPods, jobPods, scaling } from './pods.ts';
import { type JaegerStorage, storageSpec, storageVolumes } from './storage.ts';

/** The spec of a production Jaeger, save for what `extraSpec` adds. */
export function jaegerSpec(props: JaegerProps, storage: JaegerStorage): Written<JaegerSpec> {
  const { pods, collectorReplicas } = props;
  const spec: Written<JaegerSpec> = {
    strategy: 'production',
    ingress: ingressSpec(props.ingress),
    collector: filled({
      ...component(collectorReplicas, props.collectorOptions),
      ...scaling(pods, collectorReplicas),
      ...componentPods(pods, 'collector'),
    }),
    query: filled({
      tracingEnabled: props.queryTracing ? undefined : false,
      ...component(props.queryReplicas, props.queryOptions),
      ...componentPods(pods, 'query'),
    }),
    storage: withExtra(storageSpec(storage, props) ?? {}, jobPods(pods, props, storage)),
    ...storageVolumes(storage),
  };
  return withExtra(spec, allPods(pods));
}

/** Names of the volumes that all pods have for the storage. */
export function ownVolumes({ storage }: JaegerProps): string[] {
  return (storageVolumes(storage).volumes ?? []).map(({ name }) => name);
}

function component(replicas: number | undefined, options: JaegerOptions | undefined) {
  return { replicas, options };
}

/** A part of a spec; undefined where nothing is in it. */
function filled<T extends object>(part: T): T | undefined {
  return Object.values(part).some((value) => value !== undefined) ? part : undefined;
}
