import type { Collector } from '../../../model/collector/instances.ts';
import { hostPatternProblem } from '../../../upstream/kubernetes/network/host-pattern.ts';
import { inferredCollectorPorts } from '../../../upstream/otel-operator/ports.ts';
import type { Problem } from '../../../upstream/values/problem.ts';
import { at, text } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** An Ingress or HTTPRoute that the operator refuses, or that it makes none of. */
export const ingress: Rule = {
  id: 'collector/ingress',
  severity: 'error',
  rationale:
    'the webhook rejects ruleType subdomain without a host name, and the API server a malformed host; an HTTPRoute needs a port that speaks HTTP',
  source:
    'opentelemetry-operator v0.158.0 internal/webhook/collector_webhook.go, internal/manifests/collector/httproute.go',
  ignoreWhen:
    'a warning: when a template enables httpRoute for all collectors and this one serves nothing over HTTP. An error: never, no Ingress is created',
  visit: () => ({
    *collector(collector) {
      if (!collector.operated) return;
      const spec = collector.object.value.spec;
      const message = hostProblem(spec);
      if (message !== undefined) yield { path: ['spec', 'ingress', 'hostname'], message };
      if (at(spec, 'httpRoute', 'enabled') === true) yield* routeProblems(collector);
    },
  }),
};

function hostProblem(spec: unknown): string | undefined {
  const hostname = text(at(spec, 'ingress', 'hostname')) ?? '';
  if (at(spec, 'ingress', 'ruleType') === 'subdomain' && ['', '*'].includes(hostname)) {
    return `ingress.hostname must be a host name for ruleType subdomain, got '${hostname}'`;
  }
  return at(spec, 'ingress', 'type') === 'ingress'
    ? hostPatternProblem('ingress.hostname', hostname)
    : undefined;
}

function* routeProblems({ config, mode, operatorVersion }: Collector): Iterable<Problem> {
  if (!config || mode === 'sidecar') return;
  const ports = inferredCollectorPorts(config.value, operatorVersion);
  const routed = ports.some(
    ({ appProtocol, transport }) => appProtocol !== 'grpc' && transport === 'TCP',
  );
  if (routed) return;
  yield {
    path: ['spec', 'httpRoute', 'enabled'],
    message:
      'httpRoute needs a receiver that speaks HTTP, the operator creates no HTTPRoute for gRPC ports',
    severity: 'warning',
  };
}
