import type { Listener } from '../../../model/collector/listeners.ts';
import { at, list } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** A receiver that listens on a port which the operator puts into no Service. */
export const unexposedReceiver: Rule = {
  id: 'collector/unexposed-receiver',
  severity: 'warning',
  rationale:
    'the operator knows the default ports of some receivers and reads the endpoint of others; what it does not find is in no Service',
  source: 'opentelemetry-operator v0.158.0 internal/components/receivers/helpers.go',
  ignoreWhen:
    'senders need no Service, because they are containers in the same pod (`spec.additionalContainers`), or find the pods by themselves',
  visit({ services }) {
    const exposed = new Set(
      services.all.flatMap(({ ports }) => ports.flatMap(({ listener }) => listener ?? [])),
    );
    return {
      *listener(listener) {
        const { component, port } = listener;
        const { operated, mode, name } = listener.collector;
        if (!operated || mode === 'sidecar' || component.kind !== 'receivers') return;
        if (exposed.has(listener) || isWritten(listener)) return;
        yield {
          message: `receiver ${component.id} listens on port ${port}, which the operator puts into no Service: name it in spec.ports of ${name}`,
        };
      },
    };
  },
};

/** Whether `spec.ports` has the port of a listener. */
function isWritten({ collector, port, transport }: Listener): boolean {
  return list(at(collector.object.value, 'spec', 'ports')).some(
    (entry) =>
      [at(entry, 'targetPort'), at(entry, 'port')].includes(port) &&
      (at(entry, 'protocol') ?? 'TCP') === transport,
  );
}
