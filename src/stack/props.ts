import type { DefaultProtocol, OtelCollectorProps } from '../constructs/collector/props.ts';
import type { Backend, OtlpEndpoint } from '../constructs/edge/backend.ts';
import type { GrafanaDatasourceProps } from '../constructs/grafana/props.ts';
import type { InstrumentationProps } from '../constructs/instrumentation/instance.ts';
import { type ImageSourceProps, imageSourceShapes } from '../constructs/kubernetes/image-source.ts';
import type { NamespacePodSecurity, TracingNamespace } from '../constructs/kubernetes/namespace.ts';
import type { OtelOperatorProps } from '../constructs/otel-operator/operator.ts';
import type { TracingMonitoringProps } from '../constructs/prometheus/monitoring.ts';
import { type MetadataProps, metadataShapes } from '../constructs/props/metadata.ts';
import {
  anything,
  flag,
  kind,
  list,
  mapping,
  nameOrConstruct,
  type Shapes,
  text,
} from '../constructs/props/shape.ts';
import type { TektonTracingProps } from '../constructs/tekton/tracing.ts';
import type { ThanosTracingProps } from '../constructs/thanos/tracing.ts';
import type { Delivery } from '../delivery/props.ts';
import type { GuardLevel } from '../guard.ts';
import type { Load } from '../sizing/load.ts';
import type { ReceiverProtocol } from '../upstream/collector/component-names.ts';
import { isRecord } from '../upstream/values/unknown.ts';
import { type NetworkPoliciesProps, networkPoliciesShape } from './policies/props.ts';
import type { AgentsProps, Common, StackTailSampling } from './tiers.ts';

/** Settings of a whole stack; those of a single system are the props of its construct. */
export interface TracingStackProps<P extends ReceiverProtocol = DefaultProtocol>
  extends MetadataProps,
    ImageSourceProps {
  /** Where spans are stored and asked for: `jaeger({ storage: elasticsearch({ … }) })`,
   * `jaegerV2({ … })` or `otlp(endpoint)`. */
  readonly backend: Backend;
  /**
   * Namespace of operators, collector and backend. One by object is in a chart whose file is applied first: `new Chart(app, '0-own')`.
   *
   * @default - that of the Chart around it, or else 'tracing'
   */
  readonly namespace?: TracingNamespace | string;
  /**
   * Whether the Namespace is part of the stack; without it, the cluster must have it.
   *
   * @default - true for a name; a TracingNamespace is part of its own chart already
   */
  readonly createNamespace?: boolean;
  /**
   * Level of Pod Security that the Namespace of the stack enforces, audits and warns of; `unlabelled` leaves it to the cluster.
   *
   * @default - 'restricted', which all pods of the stack keep to; a TracingNamespace has its own
   */
  readonly podSecurity?: NamespacePodSecurity;
  /**
   * DNS suffix of Services.
   *
   * @default 'cluster.local'
   */
  readonly clusterDomain?: string;
  /**
   * Whether the OpenTelemetry operator and its CRDs are installed; without them, the cluster must have both.
   *
   * @default true
   */
  readonly installOtelOperator?: boolean;
  /**
   * More settings of the OpenTelemetry operator that is installed.
   *
   * @default - none
   */
  readonly otelOperator?: Omit<OtelOperatorProps, Common | 'crds'>;
  /**
   * More settings of the collector; its image is the OpenTelemetry operator's `collectorImage` where there is one, and
   * it names no `distribution`.
   *
   * @default - none
   */
  readonly collector?: Omit<OtelCollectorProps<P>, Common | 'exportTo'>;
  /**
   * Has whole traces judged by a second tier of collectors, `<collector.name>-sampler`, to which `collector` sends all spans of a trace:
   * `{ policies: { rest: oneIn(10) } }`. It sends those that are kept to the backends; other signals go there past it.
   *
   * @default - all spans are kept
   */
  readonly tailSampling?: StackTailSampling;
  /**
   * A collector on each node, `otel-agent`, which takes the spans of applications, Thanos and Tekton, and sends them to `collector`; `{}`
   * for its defaults. With `hostPort`, applications reach it by the address of their node.
   *
   * @default - they send to `collector`
   */
  readonly agents?: AgentsProps;
  /**
   * What is to be carried: gives the collector its replicas, memory, requests, batches and queue, unless `collector` has its own, a Jaeger v1 its queue, and the
   * linter something to hold them against. With `retentionDays`, the storage keeps spans so long, unless it says how long itself, or
   * somebody else deletes them. `docs/sizing.md` has the method; what Elasticsearch takes, `tracing size` tells.
   *
   * @default - the collector is as small as its own defaults
   */
  readonly sizing?: Load;
  /**
   * What the collector feeds besides the backend.
   *
   * @default - none
   */
  readonly backends?: readonly OtlpEndpoint[];
  /**
   * Auto-instrumentation of applications; `{}` for its defaults.
   *
   * @default - none
   */
  readonly instrumentation?: Omit<InstrumentationProps, Common | 'exportTo'>;
  /**
   * Thanos workloads that send their traces.
   *
   * @default - none
   */
  readonly thanos?: readonly Omit<ThanosTracingProps, 'exportTo'>[];
  /**
   * Tekton Pipelines that sends its traces.
   *
   * @default - none
   */
  readonly tekton?: Omit<TektonTracingProps, 'exportTo'>;
  /**
   * Grafana that shows the traces of a backend which has Jaeger's query API.
   *
   * @default - none
   */
  readonly grafana?: Omit<GrafanaDatasourceProps, 'query'>;
  /**
   * Has the Prometheus operator watch the collector and the backend, and tell when spans are lost; `{}` for its defaults.
   *
   * @default - nobody watches them
   */
  readonly monitoring?: Omit<TracingMonitoringProps, 'targets'>;
  /**
   * Lets only those talk to each other in the namespace whom `tracing graph` draws an arrow between, with DNS and the API server:
   * everything else is denied, also to pods of yours in that namespace. `true` for the defaults.
   *
   * @default false
   */
  readonly networkPolicies?: boolean | NetworkPoliciesProps;
  /**
   * What becomes of findings of the linter in the app around the stack.
   *
   * @default 'error'
   */
  readonly guard?: GuardLevel;
  /**
   * Who takes the app around the stack to the cluster, and so what is written in place of a file for each chart; `flux({ … })` says where Flux finds it.
   * `docs/gitops.md` has what each of them does.
   *
   * @default - a file for each chart, which `tracing apply` takes
   */
  readonly delivery?: Delivery;
}

/** What kinds of values the settings are; those of a single system are checked by its construct. */
export const stackShapes: Shapes<AnyStackProps> = {
  ...metadataShapes,
  ...imageSourceShapes,
  backend: kind<Backend>(
    'made by jaeger({ … }), jaegerV2({ … }) or otlp(endpoint)',
    (value) => isRecord(value) && typeof value.bind === 'function',
  ),
  namespace: nameOrConstruct,
  createNamespace: flag,
  podSecurity: text,
  clusterDomain: text,
  installOtelOperator: flag,
  otelOperator: mapping,
  collector: mapping,
  tailSampling: mapping as Shapes<AnyStackProps>['tailSampling'],
  agents: mapping,
  sizing: mapping,
  backends: list('endpoints', anything),
  instrumentation: mapping,
  thanos: list('workloads', mapping),
  tekton: mapping,
  grafana: mapping,
  monitoring: mapping,
  networkPolicies: networkPoliciesShape,
  guard: text,
  // what it may be, `deliver` checks
  delivery: anything,
};

/** Settings of a stack that takes spans over whatever protocols. */
export type AnyStackProps = TracingStackProps<ReceiverProtocol>;
