import type { Collector } from '../../../model/collector/instances.ts';
import type { Listener } from '../../../model/collector/listeners.ts';
import type { ServicePort } from '../../../model/edge/services.ts';
import { serviceName } from '../../../model/edge/used-edges.ts';
import { groupBy } from '../../../model/kubernetes/group.ts';
import { metricsPort } from '../../../upstream/otel-operator/ports.ts';
import { receiverPorts } from '../../../upstream/otel-operator/receivers.ts';
import { listed } from '../../../upstream/values/shown.ts';
import type { Rule } from '../../rule.ts';

/** A Service port that leads to a port of a collector on which nothing listens. */
export const nothingListens: Rule = {
  id: 'edge/nothing-listens',
  severity: 'error',
  rationale:
    'connections to a port on which nothing listens are refused, and the spans are dropped',
  source:
    'opentelemetry-collector v0.158.0 receiver/otlpreceiver; opentelemetry-operator v0.158.0 internal/components',
  ignoreWhen:
    'another container of the pod listens there, such as one of `additionalContainers` or an injected proxy that passes the port on',
  visit(model) {
    const listeners = groupBy(model.listeners, ({ collector }) => collector);
    return {
      *edge({ sender, target, client }) {
        if (target.kind !== 'service' || !target.port || !target.service.collector) return;
        const { service, port } = target;
        const { collector } = target.service;
        if (port.listener || port.transport === 'UDP') return;
        const own = listeners.get(collector) ?? [];
        if (!isSilent(port, collector, own)) return;
        const open = own.map((listener) => listener.port).sort((a, b) => a - b);
        yield {
          message: `${client} must reach a port that collector ${collector.name} listens on (${listed(new Set(open))}), port ${port.port} of Service ${serviceName(service, sender)} leads to ${port.targetPort}`,
        };
      },
    };
  },
};

function isSilent(
  { targetPort, protocol }: ServicePort,
  { config }: Collector,
  listeners: readonly Listener[],
): boolean {
  if (!config || targetPort === undefined || targetPort === metricsPort(config.value)) return false;
  if (protocol !== undefined && protocol !== 'other') return false;
  // of other receivers it is not known where they listen
  const known = config.components
    .filter((component) => component.kind === 'receivers' && config.isEnabled(component))
    .every(({ type }) => Object.hasOwn(receiverPorts, type) || type === 'prometheus');
  return known && !listeners.some((listener) => listener.port === targetPort);
}
