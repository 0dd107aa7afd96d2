import type { Listener } from '../../../model/collector/listeners.ts';
import { isLoopback } from '../../../model/edge/address.ts';
import { isSometimesKnown, samplingExtensions } from '../../../upstream/otel-operator/receivers.ts';
import { at, list } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** A receiver, or an extension for sampling, that listens on a port which the operator puts into no Service. */
export const unexposedReceiver: Rule = {
  id: 'collector/unexposed-receiver',
  severity: 'warning',
  rationale:
    'the operator infers ports only of receivers that it knows and from endpoint settings; a port that it cannot infer is in no Service',
  source: 'opentelemetry-operator v0.158.0 internal/components/receivers/helpers.go',
  ignoreWhen:
    'senders need no Service: they are containers of the same pod (`spec.additionalContainers`), or find the pods by themselves',
  visit({ services, listeners }) {
    const exposed = new Set(
      services.all.flatMap(({ ports }) => ports.flatMap(({ listener }) => listener ?? [])),
    );
    return {
      *listener(listener) {
        const { component, port } = listener;
        const { operated, mode, name } = listener.collector;
        const { kind, id } = component;
        if (!operated || mode === 'sidecar') return;
        if (kind !== 'receivers' && !isForOthers(listener)) return;
        if (exposed.has(listener) || isWritten(listener)) return;
        if (listener.collector.operatorVersion === undefined && isSometimesKnown(component.type))
          return;
        if (kind !== 'receivers' && isReached(listener, listeners, exposed)) return;
        yield {
          message: `${kind.slice(0, -1)} ${id} listens on port ${port}, which the operator puts into no Service: add it to spec.ports of ${name}`,
        };
      },
    };
  },
};

/** Whether an extension hands out sampling strategies, to more than its own pod. */
function isForOthers({ component, host }: Listener): boolean {
  return samplingExtensions.includes(component.type) && host !== undefined && !isLoopback(host);
}

/** Whether clients reach an extension on another of its ports, or the first of them has been told of. */
function isReached(
  listener: Listener,
  listeners: readonly Listener[],
  exposed: ReadonlySet<Listener>,
): boolean {
  const ports = listeners.filter(({ component }) => component === listener.component);
  return ports[0] !== listener || ports.some((port) => exposed.has(port) || isWritten(port));
}

/** Whether `spec.ports` has the port of a listener. */
function isWritten({ collector, port, transport }: Listener): boolean {
  return list(at(collector.object.value, 'spec', 'ports')).some(
    (entry) =>
      [at(entry, 'targetPort'), at(entry, 'port')].includes(port) &&
      (at(entry, 'protocol') ?? 'TCP') === transport,
  );
}
