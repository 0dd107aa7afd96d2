import type { Listener } from '../../../model/collector/listeners.ts';
import { groupBy } from '../../../model/kubernetes/group.ts';
import type { DerivedPort } from '../../../upstream/operator/derived-service.ts';
import { inferredCollectorPorts } from '../../../upstream/otel-operator/ports.ts';
import { type Problem, within } from '../../../upstream/values/problem.ts';
import { list, number, own, text } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** A port of `spec.ports` that takes the place, or the name, of one that the operator infers. */
export const shadowedPort: Rule = {
  id: 'collector/shadowed-port',
  severity: 'warning',
  rationale:
    'entries of spec.ports override the ports that the operator infers from receivers: the port leads elsewhere, or its name moves',
  source: 'opentelemetry-operator v0.158.0 internal/manifests/collector/service.go',
  ignoreWhen:
    'the port should lead elsewhere, such as to a proxy in `spec.additionalContainers` in front of the receiver',
  visit({ listeners }) {
    const byCollector = groupBy(listeners, ({ collector }) => collector);
    return {
      *collector(collector) {
        const { operated, config, mode, object, operatorVersion } = collector;
        const ports = operated ? list(own(object.value.spec, 'ports')) : [];
        if (!config || mode === 'sidecar' || ports.length === 0) return;
        const inferred = inferredCollectorPorts(config.value, operatorVersion);
        for (const [index, port] of ports.entries()) {
          const problem = shadowProblem(port, inferred, byCollector.get(collector) ?? []);
          if (problem) yield within(['spec', 'ports', index], problem);
        }
      },
    };
  },
};

function shadowProblem(
  entry: unknown,
  inferred: readonly DerivedPort[],
  listeners: readonly Listener[],
): Problem | undefined {
  const port = number(own(entry, 'port'));
  const target = own(entry, 'targetPort') ?? port;
  const transport = own(entry, 'protocol') ?? 'TCP';
  const same = inferred.find((other) => other.port === port && other.transport === transport);
  if (!same) return nameProblem(text(own(entry, 'name')), target, inferred);
  if (typeof target !== 'number' || target === same.port) return undefined;
  if (listeners.some((listener) => listener.port === target)) return undefined;
  return {
    path: ['targetPort'],
    message: `port ${port} overrides the port of receiver ${same.component}, and leads to ${target}, where nothing listens`,
    fix: String(same.port),
  };
}

function nameProblem(
  name: string | undefined,
  target: unknown,
  inferred: readonly DerivedPort[],
): Problem | undefined {
  const other = name === undefined ? undefined : inferred.find((port) => port.name === name);
  if (!other || other.port === target) return undefined;
  return {
    path: ['name'],
    message: `name ${name} belongs to port ${other.port} of receiver ${other.component}, which the operator renames to port-${other.port}`,
  };
}
