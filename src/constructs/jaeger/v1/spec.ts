import type { IConstruct } from 'constructs';
import type { JaegerSpec } from '../../../../imports/jaegertracing.io.ts';
import { jaegerImages } from '../../../upstream/jaeger/operator/images.ts';
import { pullSecretsOf, registryOf } from '../../kubernetes/image-source.ts';
import { type Written, withExtra } from '../../props/extra-spec.ts';
import { ingressSpec } from '../ingress.ts';
import type { JaegerProps } from './instance.ts';
import type { JaegerOptions } from './options.ts';
import { allPods, componentPods, type JaegerPodProps, jobPods, scaling } from './pods.ts';
import { type JaegerStorage, storageSpec, storageVolumes } from './storage.ts';

/** The spec of a production Jaeger, save for what `extraSpec` adds. */
export function jaegerSpec(
  construct: IConstruct,
  props: JaegerProps,
  storage: JaegerStorage,
): Written<JaegerSpec> {
  const { collectorReplicas } = props;
  const pods = { ...props.pods, all: withSecrets(construct, props.pods?.all) };
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
  return withExtra(withExtra(images(construct, props, storage), spec), allPods(pods));
}

function withSecrets(construct: IConstruct, all: JaegerPodProps = {}): JaegerPodProps {
  return { ...all, imagePullSecrets: all.imagePullSecrets ?? pullSecretsOf(construct) };
}

/** Images where a registry mirrors them: also those that an operator would choose, since it may know nothing of the registry. */
function images(
  construct: IConstruct,
  { queryTracing, operatorDependencies }: JaegerProps,
  storage: JaegerStorage,
): Written<JaegerSpec> {
  if (registryOf(construct) === undefined) return {};
  const { agent, collector, query, cassandraSchema, ...jobs } = jaegerImages;
  const rolls = storage.type !== 'cassandra' && storage.rotation?.manualRollover;
  const ofStorage =
    storage.type === 'cassandra'
      ? { cassandraCreateSchema: { image: cassandraSchema } }
      : {
          esIndexCleaner: { image: jobs.indexCleaner },
          ...(rolls && { esRollover: { image: jobs.rollover } }),
        };
  return {
    collector: { image: collector },
    query: { image: query },
    ...(queryTracing && { agent: { image: agent } }),
    storage: {
      ...ofStorage,
      ...(operatorDependencies && { dependencies: { image: jobs.dependencies } }),
    },
  };
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
