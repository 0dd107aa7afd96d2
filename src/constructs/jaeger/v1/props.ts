import type { TracingNamespace } from '../../kubernetes/namespace.ts';
import { type MetadataProps, metadataShapes } from '../../props/metadata.ts';
import {
  anything,
  count,
  flag,
  mapping,
  nameOrConstruct,
  record,
  type Shapes,
  scalar,
  text,
} from '../../props/shape.ts';
import { type KafkaProps, kafkaShape } from '../kafka.ts';
import { type ReceiverTls, receiverTlsShape } from '../receiver-tls.ts';
import { type SamplingSource, samplingShape } from '../sampling.ts';
import { gatewayShape, type JaegerGatewayProps } from '../ui/gateway.ts';
import { ingressShape, type JaegerIngressProps } from '../ui/ingress.ts';
import type { JaegerExtraSpec } from './extra-spec.ts';
import type { JaegerOptions } from './options.ts';
import { type JaegerPods, podsShape } from './pods/settings.ts';
import type { JaegerStorage } from './storage/spec.ts';

/** Properties of a Jaeger v1. */
export interface JaegerProps extends MetadataProps {
  /**
   * Namespace that the instance runs in.
   *
   * @default - that of the Chart around it
   */
  readonly namespace?: TracingNamespace | string;
  /**
   * Where spans are stored: `elasticsearch({ … })`, `opensearch({ … })` or `cassandra({ … })`; for development,
   * `badger({ … })` or `memory()`, with which a single pod does everything (the operator's strategy `allInOne`).
   * Remote storage over gRPC needs `jaegerV2`: the operator configures it as a plugin, which Jaeger has not had since
   * 1.58.
   */
  readonly storage: JaegerStorage;
  /**
   * Puts Kafka between the collectors and the ingesters that store spans (the operator's strategy `streaming`).
   *
   * @default - collectors store spans themselves
   */
  readonly kafka?: KafkaProps;
  /**
   * Name of the CR, from which those of Services and Deployments derive. A DNS label of at most 33 characters, since
   * the operator truncates longer names.
   *
   * @default 'jaeger'
   */
  readonly name?: string;
  /**
   * Sampling strategies that senders are told when they ask at port 14268.
   *
   * @default - keep all traces, as the operator configures it
   */
  readonly sampling?: SamplingSource & { readonly adaptive?: undefined };
  /**
   * Mutual TLS (mTLS) between Jaeger and those that send OTLP to it. The endpoints carry it, so that collectors that
   * export to them use it.
   *
   * @default - OTLP is received without TLS
   */
  readonly receiverTls?: ReceiverTls;
  /**
   * Exposes the query UI by an Ingress.
   *
   * @default - no Ingress; left to itself, the operator would create one
   */
  readonly ingress?: JaegerIngressProps;
  /**
   * Exposes the query UI by an HTTPRoute of the Gateway API.
   *
   * @default - no HTTPRoute
   */
  readonly gateway?: JaegerGatewayProps;
  /**
   * URL path that UI and query API are served under, without a slash at its end, such as `/jaeger`.
   *
   * @default '/', or what `query.base-path` of `queryOptions` says
   */
  readonly basePath?: string;
  /**
   * Settings of the UI, as Jaeger documents them for `query.ui-config`. A section with a name that is nearly one of the UI's is refused.
   *
   * @default - the UI's own
   */
  readonly uiConfig?: Readonly<Record<string, unknown>>;
  /**
   * Image of spark-dependencies, with a tag or a digest. It runs as a job that computes the service graph from stored
   * spans.
   *
   * @default - there is no such job
   */
  readonly dependenciesImage?: string;
  /**
   * Whether the operator is left to decide about that job, as it does for a Jaeger that says nothing of it: it runs
   * an image that has no tag.
   *
   * @default false
   */
  readonly operatorDependencies?: boolean;
  /**
   * Collector pods, at least 1, without an autoscaler in `pods`. Each pod of an OpenTelemetry collector sends over a
   * single gRPC connection, so that it feeds one of these pods until it reconnects.
   *
   * @default 1
   */
  readonly collectorReplicas?: number;
  /**
   * Query pods.
   *
   * @default - the operator's own, 1
   */
  readonly queryReplicas?: number;
  /**
   * More settings of the pods, by component; a component that has no pods here is refused.
   *
   * @default - none
   */
  readonly pods?: JaegerPods;
  /**
   * Whether Jaeger traces its own queries, as the operator has it for a Jaeger that says nothing of it. A single pod
   * that does everything sends those traces to itself. For a separate query service, the operator adds an agent to
   * the pod: its image is of 1.62.0, the last release that has agents, and the query service of 1.65.0 sends it
   * nothing.
   *
   * @default false
   */
  readonly queryTracing?: boolean;
  /**
   * Spans that may wait in the memory of each collector pod, at least 1. Jaeger v1 accepts all spans, and drops those
   * that its queue has no room for without telling the sender: with its own default, 2000, that is half of two
   * batches of an OpenTelemetry collector.
   *
   * @default - 20480, ten batches of 2048, as many as an exporter sends at once
   */
  readonly queueSize?: number;
  /**
   * More options of the collector, other than those of storage, ports and queue, which are set elsewhere.
   *
   * @default - none
   */
  readonly collectorOptions?: JaegerOptions;
  /**
   * More options of the query service, other than those of storage and ports, which are set elsewhere.
   *
   * @default - none
   */
  readonly queryOptions?: JaegerOptions;
  /**
   * More options of the ingester, with `kafka`, other than those of storage and ports, which are set elsewhere.
   *
   * @default - none
   */
  readonly ingesterOptions?: JaegerOptions;
  /**
   * More fields of the CR's spec, as the operator documents them, that no other prop sets.
   *
   * @default - none
   */
  readonly extraSpec?: JaegerExtraSpec;
  /**
   * DNS suffix of Services.
   *
   * @default 'cluster.local'
   */
  readonly clusterDomain?: string;
  /**
   * Whether its pods meet the profile `restricted` of Pod Security; with `false`, they are as the operator makes
   * them.
   *
   * @default true
   */
  readonly restricted?: boolean;
}

/** What kinds of values the props of a Jaeger v1 are. */
export const jaegerShapes: Shapes<JaegerProps> = {
  ...metadataShapes,
  namespace: nameOrConstruct,
  storage: anything,
  kafka: kafkaShape,
  name: text,
  sampling: samplingShape,
  receiverTls: receiverTlsShape,
  ingress: ingressShape,
  gateway: gatewayShape,
  basePath: text,
  uiConfig: mapping,
  dependenciesImage: text,
  operatorDependencies: flag,
  collectorReplicas: count,
  queryReplicas: count,
  pods: podsShape,
  queryTracing: flag,
  queueSize: count,
  collectorOptions: record(scalar),
  queryOptions: record(scalar),
  ingesterOptions: record(scalar),
  extraSpec: mapping,
  clusterDomain: text,
  restricted: flag,
};
