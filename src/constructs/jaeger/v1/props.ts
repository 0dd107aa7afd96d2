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
   * Where spans are stored: `elasticsearch({ … })`, `opensearch({ … })` or `cassandra({ … })`, or for development `badger({ … })` or
   * `memory()`, with which one pod does all (the operator's strategy `allInOne`). Remote storage over gRPC needs `jaegerV2`: the
   * operator asks Jaeger for its plugins, which are gone since 1.58.
   */
  readonly storage: JaegerStorage;
  /**
   * Puts Kafka between what takes spans and what stores them (the operator's strategy `streaming`).
   *
   * @default - spans are stored by what takes them
   */
  readonly kafka?: KafkaProps;
  /**
   * Name of the CR; Services and Deployments derive from it. A DNS label of at most 33 characters, so that the operator
   * truncates nothing.
   *
   * @default 'jaeger'
   */
  readonly name?: string;
  /**
   * What senders are told to sample when they ask at port 14268. Without it, the operator has them keep all.
   *
   * @default - all traces
   */
  readonly sampling?: SamplingSource & { readonly adaptive?: undefined };
  /**
   * Has Jaeger and what sends OTLP to it show each other certificates (mTLS). Endpoints say so, and collectors that export to them do
   * their part.
   *
   * @default - spans come without TLS
   */
  readonly receiverTls?: ReceiverTls;
  /**
   * Exposes the query UI.
   *
   * @default - no Ingress; the operator alone would create one
   */
  readonly ingress?: JaegerIngressProps;
  /**
   * Exposes the query UI by an HTTPRoute of the Gateway API.
   *
   * @default - no HTTPRoute
   */
  readonly gateway?: JaegerGatewayProps;
  /**
   * Path that UI and query API are served under, without a slash at its end, such as `/jaeger`.
   *
   * @default '/', or what `query.base-path` of `queryOptions` says
   */
  readonly basePath?: string;
  /**
   * Settings of the UI, as Jaeger documents them for `query.ui-config`.
   *
   * @default - the UI's own
   */
  readonly uiConfig?: Readonly<Record<string, unknown>>;
  /**
   * Image of spark-dependencies, with a tag or a digest, for a job that computes the service graph from stored spans.
   *
   * @default - there is no such job
   */
  readonly dependenciesImage?: string;
  /**
   * Whether the operator decides about that job by itself, as it does for a Jaeger that says nothing of it: with an image that
   * has no tag.
   *
   * @default false
   */
  readonly operatorDependencies?: boolean;
  /**
   * Collector pods, at least 1, without an autoscaler in `pods`. An OpenTelemetry collector sends over one gRPC connection, so that each of its pods feeds one of these until
   * it connects anew.
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
   * More of the pods, by what they do; a component that there are no pods of is refused.
   *
   * @default - none
   */
  readonly pods?: JaegerPods;
  /**
   * Whether Jaeger's queries are traced themselves, as the operator has it for a Jaeger that says nothing of it. In one pod with
   * all else, it sends the traces to itself. Beside a query service of its own, the operator puts an agent, whose image is of
   * 1.62.0, the last one there is, and the query service of 1.65.0 sends it nothing.
   *
   * @default false
   */
  readonly queryTracing?: boolean;
  /**
   * Spans that wait in the memory of each pod that collects, at least 1. Jaeger v1 says yes to all that comes, and drops what it has no
   * room for without a word to the sender: with 2000, Jaeger's own, half of what is in two batches of an OpenTelemetry collector.
   *
   * @default - 20480, ten batches of 2048, as many as an exporter sends at once
   */
  readonly queueSize?: number;
  /**
   * More options of the collector; storage, ports and queue have their places elsewhere.
   *
   * @default - none
   */
  readonly collectorOptions?: JaegerOptions;
  /**
   * More options of the query service; storage and ports have their places elsewhere.
   *
   * @default - none
   */
  readonly queryOptions?: JaegerOptions;
  /**
   * More options of the ingester, with `kafka`; storage and ports have their places elsewhere.
   *
   * @default - none
   */
  readonly ingesterOptions?: JaegerOptions;
  /**
   * More fields of the CR's spec, as the operator documents them, that no other prop is there for.
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
   * Whether its pods keep to the profile `restricted` of Pod Security; without it, they are as the operator makes them.
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
