import type { IConstruct } from 'constructs';
import type { JaegerSpec } from '../../../../imports/jaegertracing.io.ts';
import { jaegerImages } from '../../../upstream/jaeger/operator/images.ts';
import { defaultQueueSize, queueSizeFlag } from '../../../upstream/jaeger/queue.ts';
import { isIndexStorage } from '../../elasticsearch/storage.ts';
import { pullSecretsOf, registryOf } from '../../kubernetes/image-source.ts';
import type { OwnOfPods } from '../../kubernetes/pod-checks.ts';
import { type Written, withExtra } from '../../props/extra-spec.ts';
import { receiverFiles, receiverOptions } from '../receiver-tls.ts';
import { ingressSpec } from '../ui/ingress.ts';
import type { JaegerOptions } from './options.ts';
import {
  allPods,
  componentPods,
  type JaegerPodProps,
  type JaegerPods,
  jobPods,
  scaling,
} from './pods/settings.ts';
import type { JaegerProps } from './props.ts';
import { usualSecurity } from './security.ts';
import { badgerVolume } from './storage/local.ts';
import { storageSpec, storageVolumes } from './storage/spec.ts';
import { type JaegerRole, rolesOf, strategyOf } from './strategy.ts';
import { kafkaOptions, kafkaVolumes } from './streaming.ts';

/** The props of a Jaeger, with the name that it comes to. */
export type NamedJaegerProps = JaegerProps & { readonly name: string };

/** The spec of a Jaeger, save for what `extraSpec` adds. */
export function jaegerSpec(construct: IConstruct, props: NamedJaegerProps): Written<JaegerSpec> {
  const { storage, uiConfig, sampling } = props;
  const pods = { ...props.pods, all: withSecrets(construct, props.pods?.all) };
  const spec: Written<JaegerSpec> = {
    strategy: strategyOf(props),
    ingress: ingressSpec(props.ingress),
    ui: uiConfig && { options: uiConfig },
    sampling: sampling?.strategies && { options: sampling.strategies },
    ...Object.fromEntries(rolesOf(props).map((role) => [role, component(role, props, pods)])),
    storage: withExtra(storageSpec(storage, props) ?? {}, jobPods(pods, props, storage)),
    ...storageVolumes(storage),
  };
  return withExtra(withExtra(images(construct, props), spec), allPods(pods));
}

function withSecrets(construct: IConstruct, all: JaegerPodProps = {}): JaegerPodProps {
  return { ...all, imagePullSecrets: all.imagePullSecrets ?? pullSecretsOf(construct) };
}

/** A component's part of the spec; undefined where nothing is in it. */
function component(role: JaegerRole, props: NamedJaegerProps, pods: JaegerPods) {
  const part = withExtra<object>(ownPod(role, props) ?? {}, {
    ...ownFields(role, props, pods),
    ...componentPods(pods, role),
  });
  return Object.values(part).some((value) => value !== undefined) ? part : undefined;
}

function ownFields(role: JaegerRole, props: NamedJaegerProps, pods: JaegerPods) {
  const { kafka, collectorReplicas, collectorOptions } = props;
  const ends = kafka && kafkaOptions(kafka);
  const receiving: JaegerOptions | undefined = receiverOptions(props.receiverTls, props.name);
  const queue = queueOptions(props);
  const kafkaSecretName = kafka?.secretName;
  const tracingEnabled = props.queryTracing ? undefined : false;
  switch (role) {
    case 'allInOne':
      return {
        tracingEnabled,
        options: joined(joined(joined(queue, receiving), collectorOptions), queryOptions(props)),
      };
    case 'collector':
      return {
        replicas: collectorReplicas,
        options: joined(joined(joined(queue, ends?.collector), receiving), collectorOptions),
        kafkaSecretName,
        ...scaling(pods, role, collectorReplicas),
      };
    case 'ingester':
      return {
        replicas: kafka?.ingesterReplicas,
        options: joined(ends?.ingester, props.ingesterOptions),
        kafkaSecretName,
        ...scaling(pods, role, kafka?.ingesterReplicas),
      };
    case 'query':
      return { tracingEnabled, replicas: props.queryReplicas, options: queryOptions(props) };
  }
}

/** Spans in ten batches of an OpenTelemetry collector, which it sends at once. */
export const usualQueueSize = 20_480;

function queueOptions({ queueSize = usualQueueSize }: JaegerProps): JaegerOptions | undefined {
  return queueSize === defaultQueueSize ? undefined : { [queueSizeFlag]: queueSize };
}

function queryOptions({ basePath, queryOptions }: JaegerProps): JaegerOptions | undefined {
  const path = basePath === undefined || basePath === '/' ? undefined : basePath;
  return joined(path && { 'query.base-path': path }, queryOptions);
}

function joined<T extends object>(first: T | '' | undefined, second: T | undefined): T | undefined {
  return first && second ? { ...first, ...second } : first || second;
}

/** What the pods of a component have that those of others have not. */
function ownPod(role: JaegerRole, props: NamedJaegerProps): StoringPod {
  const files = receivesSpans(role) ? receiverFiles(props.receiverTls, props.name) : undefined;
  const others = storingPod(role, props);
  if (files === undefined) return others;
  const receiving = { volumes: [files.volume], volumeMounts: [files.mount] };
  return others ? withExtra(others, receiving) : receiving;
}

/** What the pods of a component have for its storage, or for Kafka. */
type StoringPod = ReturnType<typeof storingPod>;

function receivesSpans(role: JaegerRole): boolean {
  return role === 'allInOne' || role === 'collector';
}

function storingPod(role: JaegerRole, { name, storage, kafka, pods }: NamedJaegerProps) {
  if (role === 'allInOne' && storage.type === 'badger') {
    const { securityContext, ...files } = badgerVolume(name, storage).pod;
    // the operator does not join it with that of all pods
    return { ...files, securityContext: { ...securityContext, ...pods?.all?.podSecurityContext } };
  }
  return role === 'collector' || role === 'ingester' ? kafkaVolumes(kafka) : undefined;
}

/** Images where a registry mirrors them: also those that an operator would choose, since it may know nothing of the registry. */
function images(construct: IConstruct, props: JaegerProps): Written<JaegerSpec> {
  if (registryOf(construct) === undefined) return {};
  const { queryTracing, operatorDependencies } = props;
  const roles = rolesOf(props);
  return {
    ...Object.fromEntries(roles.map((role) => [role, { image: jaegerImages[role] }])),
    ...(queryTracing && roles.includes('query') && { agent: { image: jaegerImages.agent } }),
    storage: {
      ...storageImages(props),
      ...(operatorDependencies && { dependencies: { image: jaegerImages.dependencies } }),
    },
  };
}

function storageImages({ storage }: JaegerProps): Written<JaegerSpec['storage']> {
  const { cassandraSchema, indexCleaner, rollover } = jaegerImages;
  if (storage.type === 'cassandra') return { cassandraCreateSchema: { image: cassandraSchema } };
  if (!isIndexStorage(storage)) return {};
  return {
    esIndexCleaner: { image: indexCleaner },
    ...(storage.rotation?.manualRollover && { esRollover: { image: rollover } }),
  };
}

/** What all pods, or those of a component beside that, have by themselves. */
export function ownOfPods(props: JaegerProps, of: 'all' | JaegerRole): Required<OwnOfPods> {
  const { name = 'jaeger', restricted = true } = props;
  const { volumes = [], volumeMounts = [] } =
    of === 'all' ? storageVolumes(props.storage) : (ownPod(of, { ...props, name }) ?? {});
  return {
    volumes: volumes.map((volume) => volume.name),
    mounts: volumeMounts.map(({ mountPath }) => mountPath),
    security: restricted ? usualSecurity : {},
  };
}
