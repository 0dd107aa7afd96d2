import { jaegerV2Names } from '../../../upstream/jaeger/v2/names.ts';
import {
  healthPath,
  jaegerV2Images,
  jaegerV2Ports,
  jaegerV2User,
} from '../../../upstream/jaeger/v2/servers.ts';
import type { CollectorExtraSpec } from '../../collector/props.ts';
import { kafkaAccess } from '../../kafka/connection.ts';
import { restrictedContainer } from '../../kubernetes/restricted.ts';
import { receiverFiles } from '../receiver-tls.ts';
import { uiFile } from './config.ts';
import type { Part } from './parts.ts';
import { resourcesOf } from './pods/settings.ts';
import type { NamedJaegerV2Props } from './props.ts';
import { samplingFile } from './remote-sampling.ts';
import { featureGates, ownVolume, storageAccess } from './storage/extension.ts';
import { initContainers } from './storage-jobs.ts';

const containerSecurity = restrictedContainer({ user: jaegerV2User });

/** The pods of one CR of a Jaeger v2, as fields of its spec. */
export function partSpec(props: NamedJaegerV2Props, part: Part) {
  const { image = jaegerV2Images(props.version).jaeger } = props;
  const own = part.stores || part.queries ? ownVolume(props.storage) : undefined;
  const gates = usesStorage(props, part) ? featureGates(props.storage, props.version) : undefined;
  return {
    image,
    // the operator's upgrades are for configurations of its own collector
    upgradeStrategy: 'none',
    // said even where it is the operator's own, since the CRD's rules read it before the operator sets it
    mode: own ? ('statefulset' as const) : ('deployment' as const),
    replicas: replicas(props, part),
    args: gates && { 'feature-gates': gates },
    env: [
      ...accesses(props, part).flatMap(({ variables }) => variables),
      // what asks the storage traces itself even with enable_tracing: false
      { name: 'OTEL_TRACES_SAMPLER', value: 'always_off' },
    ],
    ...volumes(props, part),
    volumeClaimTemplates: own && [own.claim],
    ports: ports(props, part),
    resources: resourcesOf(props, part),
    securityContext: containerSecurity,
    podSecurityContext: own && { fsGroup: jaegerV2User },
    initContainers: initContainers(props, part),
    additionalContainers: props.readiness === 'none' ? undefined : [readyContainer(image)],
  };
}

/** What the pods of a CR need of the servers that they connect to. */
function accesses(props: NamedJaegerV2Props, part: Part) {
  return [
    ...(usesStorage(props, part) ? [storageAccess(props.storage)] : []),
    ...(props.kafka && !part.queries ? [kafkaAccess(props.kafka)] : []),
  ];
}

function usesStorage({ sampling }: NamedJaegerV2Props, part: Part): boolean {
  return part.stores || part.queries || sampling !== undefined;
}

function replicas(props: NamedJaegerV2Props, { role }: Part): number | undefined {
  const counts = {
    collector: props.collectorReplicas,
    query: props.queryReplicas,
    ingester: props.kafka?.ingesterReplicas,
  };
  return counts[role];
}

function volumes(
  props: NamedJaegerV2Props,
  part: Part,
): Pick<CollectorExtraSpec, 'volumes' | 'volumeMounts'> {
  const names = jaegerV2Names(props.name);
  const receiving = part.receives ? receiverFiles(props.receiverTls, props.name) : undefined;
  const secrets = [
    ...accesses(props, part).flatMap((access) => access.secrets),
    ...(receiving ? [receiving] : []),
  ];
  const own = ownVolume(props.storage);
  const files = [
    part.queries && props.uiConfig && { volume: 'ui', configMap: names.ui, file: uiFile },
    part.receives &&
      props.sampling?.strategies && {
        volume: 'sampling',
        configMap: names.sampling,
        file: samplingFile,
      },
  ].filter((file) => !!file);
  return {
    volumes: [
      ...secrets.map(({ volume }) => volume),
      ...files.map(({ volume, configMap }) => ({ name: volume, configMap: { name: configMap } })),
      { name: 'tmp', emptyDir: {} },
    ],
    volumeMounts: [
      ...secrets.map(({ mount }) => mount),
      ...files.map(({ volume, file }) => ({
        name: volume,
        mountPath: file.folder,
        readOnly: true,
      })),
      ...(own ? [own.mount] : []),
      { name: 'tmp', mountPath: '/tmp' },
    ],
  };
}

/** Ports that the operator does not infer, and without which its NetworkPolicy lets nobody in. */
function ports({ sampling }: NamedJaegerV2Props, { receives }: Part) {
  if (!receives || sampling === undefined) return undefined;
  const { samplingHttp, samplingGrpc } = jaegerV2Ports;
  return [
    { name: 'sampling-http', port: samplingHttp, appProtocol: 'http' },
    { name: 'sampling-grpc', port: samplingGrpc, appProtocol: 'grpc' },
  ];
}

/** A container that is ready when Jaeger, in the same pod, says that it is. */
function readyContainer(image: string) {
  return {
    name: 'ready',
    image,
    // the first process of a container gets no signal that it does not ask for
    command: ['sh', '-c', "trap 'exit 0' TERM; sleep infinity & wait"],
    readinessProbe: {
      httpGet: { path: healthPath, port: jaegerV2Ports.health },
      periodSeconds: 5,
    },
    resources: { limits: { memory: '16Mi' }, requests: { cpu: '1m', memory: '16Mi' } },
    securityContext: containerSecurity,
  };
}
