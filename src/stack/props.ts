import type { DefaultProtocol, OtelCollectorProps } from '../constructs/collector/props.ts';
import type { Backend, OtlpEndpoint } from '../constructs/edge/backend.ts';
import { endpointProblem } from '../constructs/edge/endpoint.ts';
import type { GrafanaDatasourceProps } from '../constructs/grafana/props.ts';
import type { InstrumentationProps } from '../constructs/instrumentation/instance.ts';
import { type ImageSourceProps, imageSourceShapes } from '../constructs/kubernetes/image-source.ts';
import {
  type NamespacePodSecurity,
  podSecurityProblem,
  TracingNamespace,
} from '../constructs/kubernetes/namespace.ts';
import type { OtelOperatorProps } from '../constructs/otel-operator/operator.ts';
import type { TracingMonitoringProps } from '../constructs/prometheus/monitoring.ts';
import {
  type MetadataProps,
  metadataProblems,
  metadataShapes,
} from '../constructs/props/metadata.ts';
import { refuse } from '../constructs/props/refuse.ts';
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
import type { GuardLevel } from '../guard.ts';
import type { ReceiverProtocol } from '../upstream/collector/component-names.ts';
import { tektonProtocol } from '../upstream/tekton/tracing.ts';
import { isRecord } from '../upstream/values/unknown.ts';
import {
  type NetworkPoliciesProps,
  networkPoliciesProblems,
  networkPoliciesShape,
} from './policies/props.ts';
import { type CollectorLoad, sizingProblem } from './sizing.ts';

/** Props that the stack has one value for, and so are set once for all constructs. */
export type Common = 'namespace' | 'clusterDomain';

/** Settings of a whole stack; those of a single system are the props of its construct. */
export interface TracingStackProps<P extends ReceiverProtocol = DefaultProtocol>
  extends MetadataProps,
    ImageSourceProps {
  /** Where spans are stored and asked for: `jaeger({ storage: elasticsearch({ … }) })`,
   * `jaegerV2({ … })` or `otlp(endpoint)`. */
  readonly backend: Backend;
  /**
   * Namespace of operators, collector and backend.
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
   * What is to be carried: gives the collector its replicas, memory, requests and batches, unless `collector` has its own, and the linter something to hold
   * them against. `docs/sizing.md` has the method; what storage takes, `tracing size` tells.
   *
   * @default - the collector is as small as its own defaults
   */
  readonly sizing?: CollectorLoad;
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
  sizing: mapping,
  backends: list('endpoints', anything),
  instrumentation: mapping,
  thanos: list('workloads', mapping),
  tekton: mapping,
  grafana: mapping,
  monitoring: mapping,
  networkPolicies: networkPoliciesShape,
  guard: text,
};

/** Settings of a stack that takes spans over whatever protocols. */
export type AnyStackProps = TracingStackProps<ReceiverProtocol>;

/**
 * Checks what the constructs of a stack cannot see for themselves.
 *
 * @throws naming the setting, the rule and the value
 */
export function checkStackProps(props: AnyStackProps): void {
  refuse(
    props.backend === undefined
      ? 'backend must be made by jaeger({ … }), jaegerV2({ … }) or otlp(endpoint), got undefined'
      : undefined,
    ...(props.backends ?? []).map((backend, index) =>
      endpointProblem(`backends[${index}]`, backend, ['otlp-grpc', 'otlp-http']),
    ),
    sidecarProblem(props),
    sizingProblem(props),
    ...wallProblems(props),
    podSecurityProblem(props.podSecurity) ?? unmadeNamespaceProblem(props),
    ...metadataProblems(props),
    ...protocolProblems(props),
  );
}

function sidecarProblem({ collector, thanos = [], tekton }: AnyStackProps): string | undefined {
  return collector?.mode === 'sidecar' && (thanos.length > 0 || tekton)
    ? 'collector.mode must not be sidecar with thanos or tekton, whose pods have no collector of their own'
    : undefined;
}

function wallProblems({ networkPolicies, monitoring }: AnyStackProps): (string | undefined)[] {
  if (!networkPolicies) return [];
  const settings = networkPolicies === true ? {} : networkPolicies;
  return [
    ...networkPoliciesProblems(settings),
    monitoring !== undefined && settings.prometheus === undefined
      ? 'networkPolicies.prometheus must be set with monitoring, or nobody may scrape, got nothing'
      : undefined,
  ];
}

function unmadeNamespaceProblem(props: AnyStackProps): string | undefined {
  const { podSecurity, namespace, createNamespace } = props;
  const made = createNamespace ?? !(namespace instanceof TracingNamespace);
  return podSecurity === undefined || made
    ? undefined
    : `podSecurity must not be set for a Namespace that the stack does not make, got '${podSecurity}'`;
}

/** Why the collector does not take what the stack's own senders speak. */
function protocolProblems(props: AnyStackProps): (string | undefined)[] {
  const { collector, tekton, instrumentation, thanos = [] } = props;
  const open: readonly ReceiverProtocol[] | undefined = collector?.protocols;
  // what is no protocol is refused by the collector
  if (!Array.isArray(open) || !open.every((one) => typeof one === 'string')) return [];
  const missing = (sender: string, ...allowed: readonly ReceiverProtocol[]) =>
    allowed.some((protocol) => open.includes(protocol))
      ? undefined
      : `collector.protocols must hold ${allowed.join(' or ')} for ${sender}, got ${open.join(', ')}`;
  return [
    thanos.length > 0 ? missing('thanos', 'otlp-grpc', 'otlp-http') : undefined,
    typeof tekton?.version === 'string' && tektonProtocol(tekton.version) === 'otlp-http'
      ? missing('tekton', 'otlp-http')
      : undefined,
    instrumentation && missing('instrumentation', 'otlp-grpc'),
    instrumentation && missing('instrumentation', 'otlp-http'),
  ];
}
