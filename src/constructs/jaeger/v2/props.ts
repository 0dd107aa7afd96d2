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

/** Parts of a Jaeger v2 that can run in pods of their own. */
export type JaegerV2Role = 'collector' | 'query' | 'ingester';

/** Properties of a Jaeger v2 that receives spans over the protocols `P` and tells senders what to sample by `S`. */
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
   * Name of the CR that receives spans, from which those of the other CRs and of all Services derive. A DNS label of
   * at most 30 characters, since longer names would be truncated.
   *
   * @default 'jaeger'
   */
  readonly name?: string;
  /**
   * Whether queries are answered by pods of their own (`split`), so that a search takes no memory from the
   * collectors, or by the pods that collect (`one`).
   *
   * @default 'split'; 'one' for storage in memory or on Badger
   */
  readonly layout?: 'split' | 'one';
  /**
   * Protocols to receive spans over, on their usual ports.
   *
   * @default ['otlp-grpc', 'otlp-http']
   */
  readonly protocols?: readonly [P, ...P[]];
  /**
   * Puts Kafka between the collectors and the ingesters that store spans.
   *
   * @default - collectors store spans themselves
   */
  readonly kafka?: KafkaProps;
  /**
   * Mutual TLS (mTLS) between Jaeger and those that send OTLP to it. The endpoints carry it, so that collectors that
   * export to them use it.
   *
   * @default - OTLP is received without TLS
   */
  readonly receiverTls?: ReceiverTls;
  /**
   * What senders are told to sample when they ask: fixed strategies, or what Jaeger computes from the spans that it
   * gets.
   *
   * @default - nothing; senders decide by themselves
   */
  readonly sampling?: S;
  /**
   * Shows request rates, errors and durations of services in the UI, queried from a Prometheus.
   *
   * @default - none are shown
   */
  readonly metrics?: MetricsProps;
  /**
   * Image of spark-dependencies, with a tag or a digest. It runs as a job that computes the service graph from stored
   * spans.
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
   * URL path that UI and query API are served under, without a slash at its end, such as `/jaeger`.
   *
   * @default '/'
   */
  readonly basePath?: string;
  /**
   * Settings of the UI, as Jaeger documents them for `ui.config_file`. A section with a name that is nearly one of the UI's is refused.
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
   * Memory limit of each collector or ingester, a Kubernetes quantity; memory_limiter takes its percentages from it.
   * The same amount is requested.
   *
   * @default '1Gi'
   */
  readonly memoryLimit?: string;
  /**
   * Memory limit of each query pod, a Kubernetes quantity. The same amount is requested.
   *
   * @default '1Gi'
   */
  readonly queryMemoryLimit?: string;
  /**
   * How the readiness of a pod is probed: by a second container that has a probe on Jaeger's health endpoint, since
   * the operator writes none for Jaeger's own (opentelemetry-operator#4220), or not at all.
   *
   * @default 'container'
   */
  readonly readiness?: 'container' | 'none';
  /**
   * Release of Jaeger v2, from 2.13 to 2.21, such as `2.20.0`. The configuration is written for it, and images are
   * tagged with it. Grafana's data source finds nothing in 2.21 and newer.
   *
   * @default - that of the image, or the newest that Grafana's data source works with
   */
  readonly version?: string;
  /**
   * Image of Jaeger v2, with a tag or a digest. If the tag is no release, `version` must be set.
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
   * Image of the job that moves aliases to new indices, with a tag or a digest.
   *
   * @default - docker.io/jaegertracing/jaeger-es-rollover at the same release
   */
  readonly rolloverImage?: string;
  /**
   * More settings of the pods, by role; a role that the layout has no pods for is refused.
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
   * More fields of the spec of each CR, as the OpenTelemetry operator documents them, that no other prop sets.
   *
   * @default - none
   */
  readonly extraSpec?: { readonly [R in JaegerV2Role]?: CollectorExtraSpec };
  /**
   * More of the configuration of each CR, as Jaeger documents it. It cannot change the addresses that endpoints rely
   * on.
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
