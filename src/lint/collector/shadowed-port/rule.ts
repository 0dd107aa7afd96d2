import type { Collector } from '../../../model/collector/instances.ts';
import type { Listener } from '../../../model/collector/listeners.ts';
import { groupBy } from '../../../model/kubernetes/group.ts';
import type { DerivedPort } from '../../../upstream/operator/derived-service.ts';
import { inferredCollectorPorts } from '../../../upstream/otel-operator/ports.ts';
import { list, number, own, text } from '../../../upstream/values/unknown.ts';
import type { Finding, Rule } from '../../rule.ts';

/** A port of `spec.ports` that takes the place, or the name, of one that the operator infers. */
export const shadowedPort: Rule = {
  id: 'collector/shadowed-port',
  severity: 'warning',
  rationale:
    'written ports win over those of receivers, so the number leads elsewhere or the name goes to another port',
  source: 'opentelemetry-operator v0.158.0 internal/manifests/collector/service.go',
  *check({ collectors, listeners }) {
    const byCollector = groupBy(listeners, ({ collector }) => collector);
    for (const collector of collectors) {
      const { operated, config, mode, object, operatorVersion } = collector;
      const ports = operated ? list(own(object.value.spec, 'ports')) : [];
      if (!config || mode === 'sidecar' || ports.length === 0) continue;
      const inferred = inferredCollectorPorts(config.value, operatorVersion);
      yield* shadows(collector, ports, inferred, byCollector.get(collector) ?? []);
    }
  },
};

function* shadows(
  { object }: Collector,
  ports: readonly unknown[],
  inferred: readonly DerivedPort[],
  listeners: readonly Listener[],
): Iterable<Finding> {
  for (const [index, entry] of ports.entries()) {
    const port = number(own(entry, 'port'));
    const name = text(own(entry, 'name'));
    const target = own(entry, 'targetPort') ?? port;
    const protocol = own(entry, 'protocol') ?? 'TCP';
    const same = inferred.find((other) => other.port === port && other.transport === protocol);
    if (same) {
      if (typeof target !== 'number' || listeners.some((listener) => listener.port === target))
        continue;
      yield {
        object,
        path: ['spec', 'ports', index, 'targetPort'],
        message: `port ${port} leads to ${target}, where nothing listens, and takes the place of the port of receiver ${same.component}`,
        fix: String(same.port),
      };
      continue;
    }
    const named = name === undefined ? undefined : inferred.find((other) => other.name === name);
    if (!named || named.port === target) continue;
    yield {
      object,
      path: ['spec', 'ports', index, 'name'],
      message: `name ${name} is that of port ${named.port} of receiver ${named.component}, which becomes port-${named.port}`,
    };
  }
}
