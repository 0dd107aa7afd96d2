import type { Collector } from '../../../model/collector/instances.ts';
import { hostPatternProblem } from '../../../upstream/kubernetes/host-pattern.ts';
import { inferredCollectorPorts } from '../../../upstream/otel-operator/ports.ts';
import { at, text } from '../../../upstream/values/unknown.ts';
import type { Finding, Rule } from '../../rule.ts';

/** An Ingress or HTTPRoute that the operator refuses, or that it makes none of. */
export const ingress: Rule = {
  id: 'collector/ingress',
  severity: 'error',
  rationale:
    'an Ingress takes no host of another form, subdomains need a host name to stand before, and an HTTPRoute a port that does not speak gRPC',
  source:
    'opentelemetry-operator v0.158.0 internal/webhook/collector_webhook.go, internal/manifests/collector/httproute.go',
  *check({ collectors }) {
    for (const collector of collectors) {
      if (collector.operated) yield* problems(collector);
    }
  },
};

function* problems({ object, config, mode, operatorVersion }: Collector): Iterable<Finding> {
  const spec = object.value.spec;
  const hostname = text(at(spec, 'ingress', 'hostname')) ?? '';
  if (at(spec, 'ingress', 'ruleType') === 'subdomain' && ['', '*'].includes(hostname)) {
    yield {
      object,
      path: ['spec', 'ingress', 'hostname'],
      message: `ingress.hostname must be a host name for ruleType subdomain, got '${hostname}'`,
    };
  } else if (at(spec, 'ingress', 'type') === 'ingress') {
    const problem = hostPatternProblem('ingress.hostname', hostname);
    if (problem !== undefined) {
      yield { object, path: ['spec', 'ingress', 'hostname'], message: problem };
    }
  }
  const enabled = at(spec, 'httpRoute', 'enabled');
  if (enabled !== true || !config || mode === 'sidecar') return;
  const ports = inferredCollectorPorts(config.value, operatorVersion);
  if (
    ports.some(
      ({ appProtocol, transport: protocol }) => appProtocol !== 'grpc' && protocol === 'TCP',
    )
  )
    return;
  yield {
    object,
    path: ['spec', 'httpRoute', 'enabled'],
    message: 'httpRoute needs a receiver that speaks HTTP, the operator makes none for gRPC ports',
    severity: 'warning',
  };
}
