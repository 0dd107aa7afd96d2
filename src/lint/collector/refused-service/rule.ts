import type { CollectorConfig, Component } from '../../../model/collector/config.ts';
import type { Collector } from '../../../model/collector/instances.ts';
import type { Listener } from '../../../model/collector/listeners.ts';
import { hostsOverlap } from '../../../model/edge/address.ts';
import { groupBy } from '../../../model/kubernetes/group.ts';
import type { Location } from '../../../model/kubernetes/objects.ts';
import type { DerivedPort } from '../../../upstream/operator/derived-service.ts';
import { portNameProblem } from '../../../upstream/operator/names.ts';
import {
  inferredCollectorPorts,
  inferredExtensionPorts,
} from '../../../upstream/otel-operator/ports.ts';
import type { Finding, Rule } from '../../rule.ts';

/** Ports that the operator infers and that Kubernetes does not take, at all or in one Service. */
export const refusedService: Rule = {
  id: 'collector/refused-service',
  severity: 'error',
  rationale:
    'the API server rejects a Service with duplicate port names or numbers, or upper-case names, so no receiver is reachable',
  source:
    'opentelemetry-operator v0.148.0 internal/manifests/collector/service.go; kubernetes v1.27 ValidateService',
  ignoreWhen:
    'senders use Services of your own with the right ports; the operator then keeps failing to create its own, and logs that',
  visit({ listeners }) {
    const byCollector = groupBy(listeners, ({ collector }) => collector);
    return {
      *collector(collector) {
        yield* misnamed(collector);
        // nobody uses what older operators make for a sidecar
        if (collector.mode === 'sidecar') return;
        const service = collector.services.find(({ role }) => role === 'collector');
        if (!service) return;
        const ports = service.ports.map((port) =>
          place(collector, port, byCollector.get(collector) ?? []),
        );
        yield* duplicates(service.name, ports);
      },
    };
  },
};

function* misnamed({ operated, config, operatorVersion }: Collector): Iterable<Finding> {
  if (!operated || !config) return;
  const ports = [
    ...inferredCollectorPorts(config.value, operatorVersion),
    ...inferredExtensionPorts(config.value, operatorVersion),
  ];
  for (const { name, component } of ports) {
    const problem = portNameProblem(name);
    const written = component === undefined ? undefined : componentOf(config, component);
    if (!written || problem === undefined) continue;
    yield {
      object: written.object,
      path: written.path,
      message: `the operator derives a port name from ${written.id} that Kubernetes rejects: ${problem}`,
    };
  }
}

/** A port of the Service with what it is for; the location is unset for one of `spec.ports`, which have a rule of their own. */
interface PlacedPort extends DerivedPort {
  readonly listener?: Listener;
  readonly location?: Location;
}

function place(
  { config }: Collector,
  port: DerivedPort,
  listeners: readonly Listener[],
): PlacedPort {
  const listener = listeners.find(
    ({ component, port: number, transport }) =>
      component.id === port.component && number === port.port && transport === port.transport,
  );
  const location =
    listener ?? (port.component === undefined ? undefined : componentOf(config, port.component));
  return { ...port, listener, location };
}

function componentOf(config: CollectorConfig | undefined, id: string): Component | undefined {
  return (
    config?.component('receivers', id) ??
    config?.component('exporters', id) ??
    config?.component('extensions', id)
  );
}

function* duplicates(service: string, ports: readonly PlacedPort[]): Iterable<Finding> {
  const names = new Map<string, PlacedPort>();
  const numbers = new Map<string, PlacedPort>();
  for (const port of ports) {
    const address = `${port.port}/${port.transport}`;
    const sameNumber = numbers.get(address);
    const sameName = names.get(port.name);
    const other = sameNumber ?? sameName;
    if (!sameNumber) numbers.set(address, port);
    if (!sameName) names.set(port.name, port);
    if (!other || !port.location || isTold(port, other)) continue;
    const what = other === sameNumber ? `port ${address}` : `a port named ${port.name}`;
    yield {
      object: port.location.object,
      path: port.location.path,
      message: `Service ${service} must not have ${what} twice, for ${other.component ?? 'spec.ports'} and for ${port.component}, or the API server rejects it`,
    };
  }
}

/** Whether the two cannot listen at the same time either, which is told as a collision. */
function isTold({ listener }: PlacedPort, other: PlacedPort): boolean {
  return (
    listener !== undefined &&
    other.listener?.port === listener.port &&
    other.listener.transport === listener.transport &&
    hostsOverlap(listener.host, other.listener.host)
  );
}
