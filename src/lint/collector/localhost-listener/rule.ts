import type { Listener } from '../../../model/collector/listeners.ts';
import { isLoopback } from '../../../model/edge/address.ts';
import type { Edge, Service } from '../../../model/model.ts';
import { probedExtension } from '../../../upstream/otel-operator/receivers.ts';
import { at, list } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** A receiver that other pods are to reach, and that listens to its own pod alone. */
export const localhostListener: Rule = {
  id: 'collector/localhost-listener',
  severity: 'error',
  rationale:
    'a receiver that listens on localhost refuses all connections that come through the Service',
  source:
    'opentelemetry-collector v0.104.0 CHANGELOG, component.UseLocalHostAsDefaultHost; opentelemetry-operator v0.158.0 internal/components',
  ignoreWhen:
    'a proxy in the same pod, such as a service mesh sidecar, accepts connections from other pods and forwards them to localhost',
  visit({ services, edges }) {
    const exposed = exposedListeners(services.all);
    const reached = reachedListeners(edges);
    return {
      *listener(listener) {
        const { component, host, port, written, collector } = listener;
        if (!host || !isLoopback(host)) return;
        const client = probe(listener) ?? exposed.get(listener) ?? hostPort(listener);
        if (client === undefined || isDummy(listener, reached)) return;
        const why = written ? `'${host}'` : `the default of ${collector.version ?? 'its release'}`;
        yield {
          message: `${component.id} listens on localhost (${why}), where ${client} cannot reach port ${port}`,
          fix: `endpoint: 0.0.0.0:${port}`,
        };
      },
    };
  },
};

/** Services by the listener that they lead to. */
function exposedListeners(services: readonly Service[]): ReadonlyMap<Listener, string> {
  const exposed = new Map<Listener, string>();
  for (const { name, ports } of services) {
    for (const { listener } of ports) {
      if (listener) exposed.set(listener, `Service ${name}`);
    }
  }
  return exposed;
}

/** Listeners that senders of the manifests connect to. */
function reachedListeners(edges: readonly Edge[]): ReadonlySet<Listener> {
  return new Set(
    edges.flatMap(({ target }) => (target.kind === 'service' ? (target.port?.listener ?? []) : [])),
  );
}

/**
 * Whether a receiver is there for its pipeline alone, which must have one: it is put on localhost, at a port that nobody uses for
 * its protocol, and nobody sends to it. The README of spanmetricsprocessor shows one.
 */
function isDummy(listener: Listener, reached: ReadonlySet<Listener>): boolean {
  const { component, written, port, usualPort } = listener;
  const apart = component.kind === 'receivers' && written && port !== usualPort;
  return apart && !reached.has(listener);
}

/** The probe of a container, which goes to the address of the pod. */
function probe({ collector, component, protocol, port }: Listener): string | undefined {
  const { operated, container } = collector;
  if (protocol !== 'health') return undefined;
  if (operated) return component.type === probedExtension ? 'the liveness probe' : undefined;
  const names = container?.ports.filter((item) => item.port === port).map(({ name }) => name);
  return ['livenessProbe', 'readinessProbe', 'startupProbe'].find((name) => {
    const target = at(container?.value, name, 'httpGet', 'port');
    return target === port || (typeof target === 'string' && names?.includes(target));
  });
}

/** A port of the node that leads to the listener. */
function hostPort({ collector, port }: Listener): string | undefined {
  const { operated, object, container, workload } = collector;
  const network = operated
    ? at(object.value, 'spec', 'hostNetwork')
    : workload?.podSpec.hostNetwork;
  // on the network of the node, what runs there may use localhost
  if (network === true) return undefined;
  const ports = operated ? at(object.value, 'spec', 'ports') : container?.value.ports;
  const written = list(ports).some(
    (entry) =>
      at(entry, 'hostPort') !== undefined &&
      (at(entry, operated ? 'port' : 'containerPort') === port || at(entry, 'targetPort') === port),
  );
  return written ? 'the port of the node' : undefined;
}
