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

/** Fields of a collector's spec that no other prop sets. */
export type CollectorExtraSpec = Omit<
  Written<OpenTelemetryCollectorSpec>,
  'config' | 'image' | 'mode' | 'replicas' | 'resources'
>;

/** Protocols that a collector receives spans over by default. */
export type DefaultProtocol = 'otlp-grpc' | 'otlp-http';

/** Properties of a tracing collector that receives spans over the protocols `P`. */
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
   * Backends to send spans to over OTLP, each named once; each gets an exporter of its own. May be empty where
   * `exportToKafka` or `exporters` sends the spans elsewhere.
   */
  readonly exportTo: readonly OtlpEndpoint[];
  /**
   * Kafka topics to write spans to, and other signals where it has topics for them, in addition to the backends of
   * `exportTo` or instead of them. The collector that reads the topics has the same value as its `receiveFromKafka`.
   *
   * @default - nothing is written to Kafka
   */
  readonly exportToKafka?: KafkaTopic;
  /**
   * Kafka topics to read, in addition to what arrives over `protocols`. A message counts as consumed only when all
   * backends, or a `persistentQueue`, have it: nothing is kept in memory unless `batch` is set.
   *
   * @default - nothing is read from Kafka
   */
  readonly receiveFromKafka?: KafkaTopic;
  /**
   * Signals to carry besides spans, each in a pipeline of its own: `{ logs: { exportTo: [loki] } }`. The endpoints of
   * the collector know which signals it takes: a sender of another signal is refused, and instrumented applications
   * send exactly those.
   *
   * @default - spans alone
   */
  readonly signals?: SignalsProps;
  /**
   * Name of the CR; the operator adds `-collector` to its Services. A DNS label of at most 42 characters, since the
   * operator truncates longer ones.
   *
   * @default 'otel-collector'
   */
  readonly name?: string;
  /**
   * Protocols to receive spans over, on their usual ports and all addresses of the pod unless a receiver in
   * `receivers` says otherwise. The collector has an endpoint for each.
   *
   * @default ['otlp-grpc', 'otlp-http']
   */
  readonly protocols?: readonly [P, ...P[]];
  /**
   * API version of the CR: `v1beta1` holds the configuration as an object, the deprecated `v1alpha1` as text.
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
   * Official distribution of the collector whose image is run; they differ in the components that they have. Not
   * together with `image`.
   *
   * @default - the first of core, k8s and contrib that has all components in use; for core no image is written, since
   *   the operator runs it by default
   */
  readonly distribution?: OfferedDistribution;
  /**
   * Release of the collector that the configuration is written for, such as `0.158.0`: ids of components differ
   * between releases.
   *
   * @default - the tag of `image`, or else the release that the operator runs
   */
  readonly version?: string;
  /**
   * How the operator runs the pods.
   *
   * @default - the operator's own, deployment; statefulset with a `persistentQueue` on volume claims
   */
  readonly mode?: 'deployment' | 'daemonset' | 'statefulset' | 'sidecar';
  /**
   * Number of pods, at least 0; for the modes deployment and statefulset, without `autoscaler`. With 0, as for a pause, nothing takes what is
   * sent.
   *
   * @default - the operator's own, 1
   */
  readonly replicas?: number;
  /**
   * Whether the ports of `protocols` are opened on each node as well, so that pods reach the collector by the address
   * of their node (`onNode`). For the mode daemonset only; Pod Security of the levels `baseline` and `restricted`
   * refuses such pods.
   *
   * @default - false: the Service of a daemonset already leads to the pod on the client's own node
   */
  readonly hostPort?: boolean;
  /**
   * Memory limit of the container, a Kubernetes quantity of at least `1Mi` such as `512Mi`. memory_limiter takes its
   * percentages from it. The same amount is requested, so that the pod is not evicted for memory that memory_limiter
   * lets it use.
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
   * Compute resources of the container besides the memory limit. Requests that are not given here keep their defaults;
   * `requests: {}` requests nothing at all.
   *
   * @default - requests of `100m` CPU and of the memory limit, or of 512Mi without one
   */
  readonly resources?: ContainerResources;
  /**
   * Whether its ServiceAccount is granted what its components ask of the API server: by a Role in each namespace
   * where that is enough, else by a ClusterRole named `<name>-collector.<namespace>`. For a sidecar, whoever owns the
   * pods grants it.
   *
   * @default true
   */
  readonly createRoles?: boolean;
  /**
   * Stores on disk what exporters have not sent yet, so that it survives the pod. The queue then makes the batches,
   * in which nothing is lost with the pod, unless `batch` is set; and what is stored is sent again until a backend
   * takes it.
   *
   * @default - the queue is in memory, and spans that cannot be sent for five minutes are dropped
   */
  readonly persistentQueue?: PersistentQueueProps;
  /**
   * More fields of the CR's spec, as the operator documents them for v1beta1, that no other prop sets.
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
   * Whether its pods, and those of a target allocator, meet the profile `restricted` of Pod Security and have a
   * read-only root file system; `securityContext` overrides single fields. With `false`, they are as the operator
   * makes them.
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
