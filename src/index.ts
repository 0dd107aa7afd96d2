// the package's one entry: what an app of somebody else is written with
export type {
  Affinity,
  EnvVar,
  PodSecurityContext,
  SecurityContext,
  Toleration,
  TopologySpreadConstraint,
  Volume,
  VolumeMount,
} from '../imports/kubernetes.ts';
export {
  type CassandraProps,
  type CassandraStorage,
  cassandra,
} from './constructs/cassandra/storage.ts';
export {
  type ClickHouseProps,
  type ClickHouseStorage,
  clickhouse,
} from './constructs/clickhouse/storage.ts';
export type { Components, Pipeline, TypedComponents } from './constructs/collector/components.ts';
export { type NodeReceiver, OtelCollector } from './constructs/collector/instance.ts';
export type {
  KafkaErrorBackoff,
  KafkaMessageMarking,
  KafkaSignalTopic,
  KafkaTopic,
} from './constructs/collector/kafka/topic.ts';
export type { CollectorPodProps } from './constructs/collector/pod.ts';
export type {
  CollectorExtraSpec,
  DefaultProtocol,
  OtelCollectorProps,
} from './constructs/collector/props.ts';
export type { PersistentQueueProps } from './constructs/collector/queue/persistent.ts';
export type { RetryOnFailure } from './constructs/collector/queue/sending.ts';
export type {
  SamplingPolicies,
  SamplingPolicy,
  SamplingProps,
} from './constructs/collector/sampling-policies.ts';
export type { SignalProps, SignalsProps } from './constructs/collector/signals/props.ts';
export {
  type SamplerTierProps,
  TailSampling,
  type TailSamplingProps,
} from './constructs/collector/tail-sampling.ts';
export type { EndpointAccess, SecretHeader, SecretKey } from './constructs/edge/access.ts';
export type {
  Backend,
  BackendEndpoints,
  BackendScope,
  OtlpEndpoint,
} from './constructs/edge/backend.ts';
export { Endpoint, type EndpointProps } from './constructs/edge/endpoint.ts';
export type { MetricsService, MetricsTarget } from './constructs/edge/metrics-target.ts';
export { NodeEndpoint } from './constructs/edge/node-endpoint.ts';
export { otlp } from './constructs/edge/otlp.ts';
export type {
  AutoRollover,
  IndexRotation,
  ManualRollover,
  PeriodicRotation,
  RolloverConditions,
} from './constructs/elasticsearch/rotation.ts';
export {
  type ArchiveProps,
  type ElasticsearchProps,
  type ElasticsearchStorage,
  elasticsearch,
  type IndexStorage,
  type OpenSearchProps,
  type OpenSearchStorage,
  opensearch,
} from './constructs/elasticsearch/storage.ts';
export type { DatasourceAccess, DatasourceLogin } from './constructs/grafana/access.ts';
export { GrafanaDatasource } from './constructs/grafana/datasource.ts';
export type {
  DatasourceLinks,
  LinkTag,
  SpanLink,
  TracesToLogs,
  TracesToMetrics,
  TracesToProfiles,
} from './constructs/grafana/links.ts';
export type {
  GrafanaDatasourceProps,
  GrafanaOperatorProps,
  GrafanaPlugin,
  SpanBar,
} from './constructs/grafana/props.ts';
export { IngressNginxTracing, type IngressNginxTracingProps } from './constructs/ingress/nginx.ts';
export {
  type TraefikTracingProps,
  traefikTracingArgs,
  traefikTracingConfig,
} from './constructs/ingress/traefik.ts';
export {
  type SdkEnvironmentProps,
  sdkEnvironment,
} from './constructs/instrumentation/environment.ts';
export type { InstrumentationExtraSpec } from './constructs/instrumentation/extra-spec.ts';
export type {
  InstrumentationName,
  InstrumentOptions,
} from './constructs/instrumentation/injection.ts';
export { Instrumentation } from './constructs/instrumentation/instance.ts';
export { instrument } from './constructs/instrumentation/instrument.ts';
export type {
  EnvironmentVariable,
  LanguageProps,
  OtlpReceiver,
} from './constructs/instrumentation/language.ts';
export { instrumentMatching } from './constructs/instrumentation/matching.ts';
export type { InstrumentationProps, Propagator } from './constructs/instrumentation/props.ts';
export type {
  FixedSampler,
  RatioSampler,
  RemoteSampler,
  Sampler,
} from './constructs/instrumentation/sampler.ts';
export type { InstrumentationTls } from './constructs/instrumentation/tls.ts';
export type { IstioExtraTracing } from './constructs/istio/extra.ts';
export {
  type IstioCustomTag,
  type IstioMeshConfig,
  IstioTracing,
  type IstioTracingProps,
} from './constructs/istio/tracing.ts';
export type { KafkaProps } from './constructs/jaeger/kafka.ts';
export {
  type BadgerProps,
  type BadgerStorage,
  badger,
  type JaegerV2Storage,
  type MemoryProps,
  type MemoryStorage,
  memory,
} from './constructs/jaeger/local-storage.ts';
export type { CertificateIssuer, ReceiverTls } from './constructs/jaeger/receiver-tls.ts';
export type {
  AdaptiveSampling,
  SamplingSource,
  SamplingStrategies,
  SamplingStrategy,
} from './constructs/jaeger/sampling.ts';
export type { GatewayRef, JaegerGatewayProps } from './constructs/jaeger/ui/gateway.ts';
export type { JaegerIngressProps } from './constructs/jaeger/ui/ingress.ts';
export { type JaegerBackendProps, jaeger } from './constructs/jaeger/v1/backend.ts';
export type { JaegerExtraSpec } from './constructs/jaeger/v1/extra-spec.ts';
export { Jaeger } from './constructs/jaeger/v1/instance.ts';
export { JaegerOperator, type JaegerOperatorProps } from './constructs/jaeger/v1/operator.ts';
export type { ComponentOptions, JaegerOptions } from './constructs/jaeger/v1/options.ts';
export type {
  JaegerCollectorPodProps,
  JaegerComponentPodProps,
  JaegerPodProps,
  JaegerPods,
} from './constructs/jaeger/v1/pods/settings.ts';
export type { JaegerProps } from './constructs/jaeger/v1/props.ts';
export type { JaegerStorage } from './constructs/jaeger/v1/storage/spec.ts';
export { type JaegerV2BackendProps, jaegerV2 } from './constructs/jaeger/v2/backend.ts';
export type { JaegerV2ExtraConfig } from './constructs/jaeger/v2/extra-config.ts';
export { JaegerV2 } from './constructs/jaeger/v2/instance.ts';
export type { MetricsProps } from './constructs/jaeger/v2/metrics.ts';
export type { JaegerV2Pods } from './constructs/jaeger/v2/pods/settings.ts';
export type { JaegerV2Props, JaegerV2Role } from './constructs/jaeger/v2/props.ts';
export {
  type RemoteStorage,
  type RemoteStorageProps,
  remoteStorage,
} from './constructs/jaeger/v2/remote-storage.ts';
export type { KafkaConnection } from './constructs/kafka/connection.ts';
export type { ContainerResources } from './constructs/kubernetes/container-resources.ts';
export { type ImageSourceProps, pullImages } from './constructs/kubernetes/image-source.ts';
export { TracingNamespace, type TracingNamespaceProps } from './constructs/kubernetes/namespace.ts';
export type { PodProps } from './constructs/kubernetes/pod.ts';
export type { AutoscalerProps, DisruptionBudgetProps } from './constructs/kubernetes/scaling.ts';
export type { ServerCaProps, ServerTlsProps } from './constructs/kubernetes/server-ca.ts';
export { OperatorCrds, type OperatorCrdsProps } from './constructs/operator/crds.ts';
export type { OperatorProps } from './constructs/operator/props.ts';
export type { ExistingCertificate } from './constructs/operator/webhook-certificate.ts';
export type { OperatorWebhookProps } from './constructs/operator/webhook-knobs.ts';
export { OtelOperator, type OtelOperatorProps } from './constructs/otel-operator/operator.ts';
export {
  TracingMonitoring,
  type TracingMonitoringProps,
} from './constructs/prometheus/monitoring.ts';
export { PrometheusTracing, type PrometheusTracingProps } from './constructs/prometheus/tracing.ts';
export type { MetadataProps } from './constructs/props/metadata.ts';
export { oneIn, type Sampling } from './constructs/sdk/sampling.ts';
export { TektonTracing, type TektonTracingProps } from './constructs/tekton/tracing.ts';
export {
  type ThanosConfigValue,
  type ThanosTls,
  type ThanosTracingArgProps,
  type ThanosTracingConfig,
  thanosTracingArg,
} from './constructs/thanos/argument.ts';
export { ThanosRulerTracing, type ThanosRulerTracingProps } from './constructs/thanos/ruler.ts';
export { ThanosTracingSecret, type ThanosTracingSecretProps } from './constructs/thanos/secret.ts';
export type { SecretKeySelector, ThanosSettings } from './constructs/thanos/settings.ts';
export { ThanosTracing, type ThanosTracingProps } from './constructs/thanos/tracing.ts';
export { type Delivery, type FluxDelivery, type FluxProps, flux } from './delivery/props.ts';
export { deliver } from './delivery.ts';
export { environmentApp } from './environment.ts';
export { acknowledge, type GuardLevel, guard } from './guard.ts';
export {
  type Change,
  detectNamespace,
  type Leftover,
  type Relocated,
  type RelocateOptions,
  relocate,
} from './relocate.ts';
export type {
  ApiServerAddress,
  NetworkPeer,
  NetworkPoliciesProps,
  OutsidePeer,
} from './stack/policies/props.ts';
export type { TracingStackProps } from './stack/props.ts';
export type { AgentsProps, StackTailSampling } from './stack/tiers.ts';
export { TracingStack } from './stack.ts';
export type { ReceiverProtocol } from './upstream/collector/component-names.ts';
export type { OfferedDistribution } from './upstream/collector/distributions/choice.ts';
export type { EndpointProtocol as Protocol } from './upstream/edge/protocols.ts';
export type { Signal } from './upstream/edge/signals.ts';
export { parseYaml, printYaml, type YamlDocument } from './yaml.ts';
