import type { OpenTelemetryCollectorSpec } from '../../../imports/opentelemetry.io.ts';
import type { ReceiverProtocol } from '../../upstream/collector/component-names.ts';
import type { OfferedDistribution } from '../../upstream/collector/distributions/choice.ts';
import type { OtlpEndpoint } from '../edge/backend.ts';
import type { ContainerResources } from '../kubernetes/container-resources.ts';
import type { TracingNamespace } from '../kubernetes/namespace.ts';
import type { Written } from '../props/extra-spec.ts';
import { type MetadataProps, metadataShapes } from '../props/metadata.ts';
import {
  anything,
  count,
  flag,
  list,
  mapping,
  nameOrConstruct,
  type Shapes,
  text,
} from '../props/shape.ts';
import { type ComponentProps, componentShapes } from './components.ts';
import { type KafkaTopic, kafkaTopicShape } from './kafka/topic.ts';
import { type CollectorPodProps, collectorPodShapes } from './pod.ts';
import { type PersistentQueueProps, persistentQueueShape } from './queue/persistent.ts';
import { type SignalsProps, signalsShape } from './signals/props.ts';

/** What no other prop is there for in a collector's spec. */
export type CollectorExtraSpec = Omit<
  Written<OpenTelemetryCollectorSpec>,
  'config' | 'image' | 'mode' | 'replicas' | 'resources'
>;

/** Protocols that a collector takes unless it is told others. */
export type DefaultProtocol = 'otlp-grpc' | 'otlp-http';

/** Properties of a tracing collector that takes spans over the protocols `P`. */
export interface OtelCollectorProps<P extends ReceiverProtocol = ReceiverProtocol>
  extends MetadataProps,
    CollectorPodProps,
    ComponentProps {
  /**
   * Namespace that the collector runs in.
   *
   * @default - that of the Chart around it
   */
  readonly namespace?: TracingNamespace | string;
  /**
   * Backends that take OTLP, none of them twice; each gets one exporter. May be empty with `exportToKafka`, and where `exporters` has
   * others.
   */
  readonly exportTo: readonly OtlpEndpoint[];
  /**
   * Writes spans, and other signals where it says so, to topics of Kafka, beside the backends of `exportTo` or in their place. The same
   * value is `receiveFromKafka` of another collector.
   *
   * @default - none are written
   */
  readonly exportToKafka?: KafkaTopic;
  /**
   * Reads topics of Kafka, beside what comes over `protocols`. A message counts as taken when all backends have it, or a
   * `persistentQueue`: nothing is kept in memory unless `batch` is set.
   *
   * @default - none are read
   */
  readonly receiveFromKafka?: KafkaTopic;
  /**
   * Takes more than spans, each signal in a pipeline of its own: `{ logs: { exportTo: [loki] } }`. Endpoints say what they take, so that
   * a sender of another signal is refused; applications that are instrumented send what is taken.
   *
   * @default - spans alone
   */
  readonly signals?: SignalsProps;
  /**
   * Name of the CR; the operator adds `-collector` to its Services. A DNS label of at most 42 characters, so that the
   * operator cuts nothing.
   *
   * @default 'otel-collector'
   */
  readonly name?: string;
  /**
   * Protocols that it takes spans over, on their usual ports and all addresses of the pod unless a receiver in `receivers`
   * says otherwise. It has an endpoint for each.
   *
   * @default ['otlp-grpc', 'otlp-http']
   */
  readonly protocols?: readonly [P, ...P[]];
  /**
   * Version of the CR: `v1beta1` holds the configuration as an object, the deprecated `v1alpha1` as text.
   *
   * @default 'v1beta1'
   */
  readonly apiVersion?: 'v1beta1' | 'v1alpha1';
  /**
   * Image, with a tag.
   *
   * @default - that of `distribution`
   */
  readonly image?: string;
  /**
   * Which of the project's images it is, by the components that they have; not together with `image`.
   *
   * @default - the first of core, k8s and contrib that has all components; core is left to the operator, which runs it unless it is
   *   told otherwise
   */
  readonly distribution?: OfferedDistribution;
  /**
   * Release of the collector that the configuration is written for, `0.158.0`: ids of components differ between releases.
   *
   * @default - the tag of `image`, or else the release that the operator runs
   */
  readonly version?: string;
  /**
   * How the operator runs it.
   *
   * @default - the operator's own, deployment; statefulset with a `persistentQueue` on claims
   */
  readonly mode?: 'deployment' | 'daemonset' | 'statefulset' | 'sidecar';
  /**
   * Pods, at least 0; for the modes deployment and statefulset, without `autoscaler`.
   *
   * @default - the operator's own, 1
   */
  readonly replicas?: number;
  /**
   * Whether the ports of `protocols` are open on each node, too, where its pods reach them by the node's address (`onNode`); for the
   * mode daemonset. Pod Security of the levels `baseline` and `restricted` refuses such pods.
   *
   * @default - false: the Service of a daemonset leads to the pod on the client's node without
   */
  readonly hostPort?: boolean;
  /**
   * Memory that the container may use, a Kubernetes quantity of at least `1Mi` such as `512Mi`. memory_limiter takes its
   * percentages from it. As much is requested, so that the pod is not evicted for memory that memory_limiter lets it use.
   *
   * @default '512Mi'
   */
  readonly memoryLimit?: string;
  /**
   * Whether the container has a memory limit; without one, the percentages of memory_limiter are of the node's whole memory.
   *
   * @default true
   */
  readonly limitMemory?: boolean;
  /**
   * Compute resources of the container besides the memory limit. What is requested here wins; `requests: {}` asks for nothing at
   * all.
   *
   * @default - requests of `100m` CPU and of the memory limit, or of 512Mi without one
   */
  readonly resources?: ContainerResources;
  /**
   * Whether its ServiceAccount is let do at the API server what its components ask of it: by a Role in each namespace that is enough
   * for them, else by a ClusterRole, called `<name>-collector.<namespace>`. The pods of a sidecar are others', who see to it.
   *
   * @default true
   */
  readonly createRoles?: boolean;
  /**
   * Stores what exporters have not sent yet, so that it outlives the pod; then batches are made by the queue, where nothing is lost
   * with the pod, unless `batch` is set, and what is stored is tried until it is taken.
   *
   * @default - it is kept in memory, and given up after five minutes
   */
  readonly persistentQueue?: PersistentQueueProps;
  /**
   * More fields of the CR's spec, as the operator documents them for v1beta1, that no other prop is there for.
   *
   * @default - none
   */
  readonly extraSpec?: CollectorExtraSpec;
  /**
   * DNS suffix of Services.
   *
   * @default 'cluster.local'
   */
  readonly clusterDomain?: string;
  /**
   * Whether its pods, and those of a target allocator, keep to the profile `restricted` of Pod Security, with a root file system
   * that nothing writes to, save for what `securityContext` says. Without it, they are as the operator makes them.
   *
   * @default true
   */
  readonly restricted?: boolean;
}

/** What kinds of values the props are. */
export const collectorShapes: Shapes<OtelCollectorProps> = {
  ...metadataShapes,
  ...collectorPodShapes,
  ...componentShapes,
  namespace: nameOrConstruct,
  exportTo: list('endpoints', anything),
  exportToKafka: kafkaTopicShape,
  receiveFromKafka: kafkaTopicShape,
  signals: signalsShape,
  name: text,
  protocols: list('protocols', text),
  apiVersion: text,
  image: text,
  distribution: text,
  version: text,
  mode: text,
  replicas: count,
  hostPort: flag,
  memoryLimit: text,
  limitMemory: flag,
  createRoles: flag,
  persistentQueue: persistentQueueShape,
  extraSpec: mapping,
  clusterDomain: text,
  restricted: flag,
};

/** The props of a collector, with the names that they come to. */
export type NamedCollectorProps = Omit<OtelCollectorProps, 'namespace' | 'name'> & {
  readonly namespace: string;
  readonly name: string;
};
