import type { ReceiverProtocol } from '../../../upstream/collector/component-names.ts';
import type { CollectorExtraSpec, DefaultProtocol } from '../../collector/props.ts';
import type { TracingNamespace } from '../../kubernetes/namespace.ts';
import { type MetadataProps, metadataShapes } from '../../props/metadata.ts';
import {
  anything,
  count,
  list,
  mapping,
  nameOrConstruct,
  record,
  type Shapes,
  text,
} from '../../props/shape.ts';
import { type KafkaProps, kafkaShape } from '../kafka.ts';
import type { JaegerV2Storage } from '../local-storage.ts';
import { type ReceiverTls, receiverTlsShape } from '../receiver-tls.ts';
import { type SamplingSource, samplingShape } from '../sampling.ts';
import { gatewayShape, type JaegerGatewayProps } from '../ui/gateway.ts';
import { ingressShape, type JaegerIngressProps } from '../ui/ingress.ts';
import { extraConfigShape, type JaegerV2ExtraConfig } from './extra-config.ts';
import { type MetricsProps, metricsShape } from './metrics.ts';
import { type JaegerV2Pods, podsShape } from './pods/settings.ts';

/** Parts of a Jaeger v2 that pods of their own may run. */
export type JaegerV2Role = 'collector' | 'query' | 'ingester';

/** Properties of a Jaeger v2 that takes spans over the protocols `P` and tells senders what to sample by `S`. */
export interface JaegerV2Props<
  P extends ReceiverProtocol = DefaultProtocol,
  S extends SamplingSource | undefined = SamplingSource | undefined,
> extends MetadataProps {
  /**
   * Namespace that the instance runs in.
   *
   * @default - that of the Chart around it
   */
  readonly namespace?: TracingNamespace | string;
  /**
   * Where spans are stored: `elasticsearch({ … })`, `opensearch({ … })`, `cassandra({ … })`, `clickhouse({ … })`,
   * `remoteStorage({ … })`, or for development `badger({ … })` or `memory()`.
   */
  readonly storage: JaegerV2Storage;
  /**
   * Name of the CR that collects; the others, and all Services, derive from it. A DNS label of at most 30 characters, so
   * that nothing is truncated.
   *
   * @default 'jaeger'
   */
  readonly name?: string;
  /**
   * Whether pods of their own answer queries, so that a search takes no memory from what collects, or one CR does both.
   *
   * @default 'split', for memory and Badger 'one'
   */
  readonly layout?: 'split' | 'one';
  /**
   * Protocols that it takes spans over, on their usual ports.
   *
   * @default ['otlp-grpc', 'otlp-http']
   */
  readonly protocols?: readonly [P, ...P[]];
  /**
   * Puts Kafka between what takes spans and what stores them.
   *
   * @default - spans are stored by what takes them
   */
  readonly kafka?: KafkaProps;
  /**
   * Has Jaeger and what sends OTLP to it show each other certificates (mTLS). Endpoints say so, and collectors that export to them do
   * their part.
   *
   * @default - spans come without TLS
   */
  readonly receiverTls?: ReceiverTls;
  /**
   * What senders are told to sample when they ask: strategies, or what Jaeger computes from the spans it gets.
   *
   * @default - senders decide by themselves
   */
  readonly sampling?: S;
  /**
   * Shows request rates, errors and durations of services in the UI, out of a Prometheus.
   *
   * @default - there is none to show
   */
  readonly metrics?: MetricsProps;
  /**
   * Image of spark-dependencies, with a tag or a digest, for a job that computes the service graph from stored spans.
   *
   * @default - there is no such job
   */
  readonly dependenciesImage?: string;
  /**
   * Exposes the UI.
   *
   * @default - no Ingress
   */
  readonly ingress?: JaegerIngressProps;
  /**
   * Exposes the UI by an HTTPRoute of the Gateway API.
   *
   * @default - no HTTPRoute
   */
  readonly gateway?: JaegerGatewayProps;
  /**
   * Path that UI and query API are served under, without a slash at its end, such as `/jaeger`.
   *
   * @default '/'
   */
  readonly basePath?: string;
  /**
   * Settings of the UI, as Jaeger documents them for `ui.config_file`.
   *
   * @default - the UI's own
   */
  readonly uiConfig?: Readonly<Record<string, unknown>>;
  /**
   * Collector pods, at least 1.
   *
   * @default - the operator's own, 1
   */
  readonly collectorReplicas?: number;
  /**
   * Query pods, at least 1.
   *
   * @default - the operator's own, 1
   */
  readonly queryReplicas?: number;
  /**
   * Memory that each collector or ingester may use, a Kubernetes quantity; memory_limiter takes its percentages from it. As
   * much is requested.
   *
   * @default '1Gi'
   */
  readonly memoryLimit?: string;
  /**
   * Memory that each query pod may use, a Kubernetes quantity. As much is requested.
   *
   * @default '1Gi'
   */
  readonly queryMemoryLimit?: string;
  /**
   * How a pod is found ready: a second container with a probe on Jaeger's health, since the operator writes none for it
   * (opentelemetry-operator#4220), or not at all.
   *
   * @default 'container'
   */
  readonly readiness?: 'container' | 'none';
  /**
   * Release of Jaeger v2, such as `2.20.0`: the configuration is written as it reads it, and images have its tag. From 2.13
   * to 2.21; Grafana's data source finds nothing in 2.21 and newer.
   *
   * @default - that of the image, or the newest that Grafana's data source talks to
   */
  readonly version?: string;
  /**
   * Image of Jaeger v2, with a tag or a digest. One whose tag is no release needs `version`.
   *
   * @default - docker.io/jaegertracing/jaeger at that release
   */
  readonly image?: string;
  /**
   * Image of the index cleaner, with a tag or a digest.
   *
   * @default - docker.io/jaegertracing/jaeger-es-index-cleaner at the same release
   */
  readonly indexCleanerImage?: string;
  /**
   * Image of what moves aliases to new indices, with a tag or a digest.
   *
   * @default - docker.io/jaegertracing/jaeger-es-rollover at the same release
   */
  readonly rolloverImage?: string;
  /**
   * More of the pods, by what they do; a role that the layout has no pods for is refused.
   *
   * @default - none
   */
  readonly pods?: JaegerV2Pods;
  /**
   * DNS suffix of Services.
   *
   * @default 'cluster.local'
   */
  readonly clusterDomain?: string;
  /**
   * More fields of the spec of each CR, as the OpenTelemetry operator documents them, that no other prop is there for.
   *
   * @default - none
   */
  readonly extraSpec?: { readonly [R in JaegerV2Role]?: CollectorExtraSpec };
  /**
   * More of the configuration of each CR, as Jaeger documents it; it cannot move the addresses that endpoints rely on.
   *
   * @default - none
   */
  readonly extraConfig?: { readonly [R in JaegerV2Role]?: JaegerV2ExtraConfig };
}

/** What kinds of values the props of a Jaeger v2 are. */
export const jaegerV2Shapes: Shapes<JaegerV2Props<ReceiverProtocol>> = {
  ...metadataShapes,
  namespace: nameOrConstruct,
  storage: anything,
  name: text,
  layout: text,
  protocols: list('protocols', text),
  kafka: kafkaShape,
  receiverTls: receiverTlsShape,
  sampling: samplingShape,
  metrics: metricsShape,
  dependenciesImage: text,
  ingress: ingressShape,
  gateway: gatewayShape,
  basePath: text,
  uiConfig: mapping,
  collectorReplicas: count,
  queryReplicas: count,
  memoryLimit: text,
  queryMemoryLimit: text,
  readiness: text,
  version: text,
  image: text,
  indexCleanerImage: text,
  rolloverImage: text,
  pods: podsShape,
  clusterDomain: text,
  extraSpec: record(mapping),
  extraConfig: record(extraConfigShape),
};

/** The props of a Jaeger v2 whatever it takes, with the names and choices that they come to. */
export type NamedJaegerV2Props = Omit<
  JaegerV2Props<ReceiverProtocol>,
  'namespace' | 'name' | 'layout' | 'protocols' | 'version'
> & {
  readonly namespace: string;
  readonly name: string;
  readonly layout: 'split' | 'one';
  readonly protocols: readonly ReceiverProtocol[];
  readonly version: string;
};
