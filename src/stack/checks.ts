import { endpointProblem } from '../constructs/edge/endpoint.ts';
import { podSecurityProblem, TracingNamespace } from '../constructs/kubernetes/namespace.ts';
import { metadataProblems } from '../constructs/props/metadata.ts';
import { refuse } from '../constructs/props/refuse.ts';
import type { ReceiverProtocol } from '../upstream/collector/component-names.ts';
import { tektonProtocol } from '../upstream/tekton/tracing.ts';
import { collectorsProblems } from './collectors.ts';
import { networkPoliciesProblems } from './policies/props.ts';
import type { AnyStackProps } from './props.ts';
import { sizingProblem } from './sizing.ts';

/**
 * Checks what the constructs of a stack cannot see for themselves.
 *
 * @throws naming the setting, the rule and the value
 */
export function checkStackProps(props: AnyStackProps): void {
  refuse(
    props.backend === undefined
      ? 'backend must be made by jaeger({ … }), jaegerV2({ … }) or otlp(endpoint), got nothing'
      : undefined,
    ...(props.backends ?? []).map((backend, index) =>
      endpointProblem(`backends[${index}]`, backend, ['otlp-grpc', 'otlp-http']),
    ),
    ...unmadeOperatorProblems(props),
    sidecarProblem(props),
    sizingProblem(props),
    ...collectorsProblems(props),
    ...wallProblems(props),
    props.createNamespace === true && props.namespace instanceof TracingNamespace
      ? 'createNamespace must not be true with a TracingNamespace, which is in a chart of its own already, got true'
      : undefined,
    podSecurityProblem(props.podSecurity) ?? unmadeNamespaceProblem(props),
    ...metadataProblems(props),
    ...protocolProblems(props),
  );
}

/** Settings of an operator that the stack does not install: those alone tell something of one that is there. */
function unmadeOperatorProblems(props: AnyStackProps): (string | undefined)[] {
  if (props.installOtelOperator ?? true) return [];
  const known = ['version', 'collectorImage'];
  return Object.entries(props.otelOperator ?? {}).map(([name, value]) =>
    value === undefined || known.includes(name)
      ? undefined
      : `otelOperator.${name} must not be set with installOtelOperator: false, which installs none; ${known.join(' and ')} describe the one that is installed`,
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
      ? 'networkPolicies.prometheus must be set with monitoring, or Prometheus may not scrape, got nothing'
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

/** Why what takes spans first does not take what the stack's own senders speak. */
function protocolProblems(props: AnyStackProps): (string | undefined)[] {
  const { collector, agents, tekton, instrumentation, thanos = [] } = props;
  const first = agents ? 'agents' : 'collector';
  const open: readonly ReceiverProtocol[] | undefined = (agents ?? collector)?.protocols;
  // what is no protocol is refused by the collector
  if (!Array.isArray(open) || !open.every((one) => typeof one === 'string')) return [];
  const missing = (sender: string, ...allowed: readonly ReceiverProtocol[]) =>
    allowed.some((protocol) => open.includes(protocol))
      ? undefined
      : `${first}.protocols must hold ${allowed.join(' or ')} for ${sender}, got ${open.join(', ')}`;
  return [
    thanos.length > 0 ? missing('thanos', 'otlp-grpc', 'otlp-http') : undefined,
    typeof tekton?.version === 'string' && tektonProtocol(tekton.version) === 'otlp-http'
      ? missing('tekton', 'otlp-http')
      : undefined,
    instrumentation && missing('instrumentation', 'otlp-grpc'),
    instrumentation && missing('instrumentation', 'otlp-http'),
  ];
}
