import type { DefaultProtocol, OtelCollectorProps } from '../constructs/collector/props.ts';
import type { Backend, OtlpEndpoint } from '../constructs/edge/backend.ts';
import type { GrafanaDatasourceProps } from '../constructs/grafana/props.ts';
import type { InstrumentationProps } from '../constructs/instrumentation/props.ts';
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
  /**
   * Where spans are stored and queried: `jaeger({ storage: elasticsearch({ … }) })`, `jaegerV2({ … })` or `otlp(endpoint)`.
   */
  readonly backend: Backend;
  /**
   * Namespace of operators, collector and backend: a name, or a TracingNamespace of a chart whose file is applied
   * before the stack's, such as `new Chart(app, '0-own')`.
   *
   * @default - that of the Chart around it, or else 'tracing'
   */
  readonly namespace?: TracingNamespace | string;
  /**
   * Whether the Namespace is part of the stack; if not, the cluster must have it.
   *
   * @default - true for a name, false for a TracingNamespace, which is part of its own chart
   */
  readonly createNamespace?: boolean;
  /**
   * Level of Pod Security that the Namespace of the stack enforces, audits and warns about; `unlabelled` leaves it to
   * the cluster.
   *
   * @default - 'restricted', which all pods of the stack meet; a TracingNamespace has its own
   */
  readonly podSecurity?: NamespacePodSecurity;
  /**
   * DNS suffix of Services.
   *
   * @default 'cluster.local'
   */
  readonly clusterDomain?: string;
  /**
   * Whether the OpenTelemetry operator and its CRDs are installed; if not, the cluster must have both.
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
   * More settings of the collector. Unless it has an `image` or a `distribution`, it runs the `collectorImage` of the
   * OpenTelemetry operator, where there is one.
   *
   * @default - none
   */
  readonly collector?: Omit<OtelCollectorProps<P>, Common | 'exportTo'>;
  /**
   * Samples whole traces in a second tier of collectors, `<collector.name>-sampler`:
   * `{ policies: { rest: oneIn(10) } }`. `collector` sends all spans of a trace to the same pod of that tier, which sends the traces that are kept to
   * the backends. Other signals bypass it.
   *
   * @default - all spans are kept
   */
  readonly tailSampling?: StackTailSampling;
  /**
   * Runs a collector on each node, `otel-agent`, which receives the spans of applications, Thanos and Tekton, and
   * sends them to `collector`; `{}` for its defaults. With `hostPort`, applications reach it by the address of their
   * node.
   *
   * @default - they send to `collector` directly
   */
  readonly agents?: AgentsProps;
  /**
   * The load to plan for. It sets the collector's replicas, memory, requests, batches and queue, unless `collector`
   * sets its own, and the queue of a Jaeger v1; the linter checks them against it. `retentionDays` also becomes the
   * retention of the storage, unless the storage has one of its own or something else deletes its data.
   * `docs/sizing.md` explains the method; what Elasticsearch needs, `tracing size` tells.
   *
   * @default - the collector is as small as its own defaults
   */
  readonly sizing?: Load;
  /**
   * Further backends that the collector sends to.
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
   * Thanos workloads to trace.
   *
   * @default - none
   */
  readonly thanos?: readonly Omit<ThanosTracingProps, 'exportTo'>[];
  /**
   * Tekton Pipelines to trace.
   *
   * @default - none
   */
  readonly tekton?: Omit<TektonTracingProps, 'exportTo'>;
  /**
   * Grafana to show traces in, of a backend which has Jaeger's query API.
   *
   * @default - none
   */
  readonly grafana?: Omit<GrafanaDatasourceProps, 'query'>;
  /**
   * Has the Prometheus operator scrape the collector and the backend, and alert when spans are lost; `{}` for its
   * defaults.
   *
   * @default - they are not monitored
   */
  readonly monitoring?: Omit<TracingMonitoringProps, 'targets'>;
  /**
   * Allows in the namespace only those connections that `tracing graph` draws an arrow for, besides DNS and the API
   * server. Everything else is denied, also to other pods of yours in that namespace. `true` for the defaults.
   *
   * @default false
   */
  readonly networkPolicies?: boolean | NetworkPoliciesProps;
  /**
   * What happens to findings of the linter in the app around the stack.
   *
   * @default 'error'
   */
  readonly guard?: GuardLevel;
  /**
   * The tool that takes the app around the stack to the cluster, for which files are written in place of one a chart;
   * `flux({ … })` says where Flux finds them. `docs/gitops.md` has what each tool gets.
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
