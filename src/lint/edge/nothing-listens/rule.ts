import { serviceName } from '../../../model/edge/used-edges.ts';
import { listed } from '../../../upstream/values/shown.ts';
import type { Rule } from '../../rule.ts';
import { hasNeighbours, SilentPorts } from '../silent-ports.ts';

/** A Service port that leads to a port of a collector on which nothing listens. */
export const nothingListens: Rule = {
  id: 'edge/nothing-listens',
  severity: 'error',
  rationale: 'nothing listens on this port, so connections are refused and the spans are dropped',
  source:
    'opentelemetry-collector v0.158.0 receiver/otlpreceiver; opentelemetry-operator v0.158.0 internal/components',
  ignoreWhen:
    'another container of the pod listens there, such as one of `additionalContainers`, or an injected proxy that forwards the port',
  visit(model) {
    const silent = new SilentPorts(model.listeners);
    return {
      *edge({ sender, target, client }) {
        if (target.kind !== 'service' || !target.port || !target.service.collector) return;
        const { service, port } = target;
        const { collector } = target.service;
        if (port.listener || port.transport === 'UDP') return;
        const { targetPort, protocol } = port;
        if (targetPort === undefined || (protocol !== undefined && protocol !== 'other')) return;
        if (hasNeighbours(collector) || !silent.isSilent(collector, targetPort)) return;
        yield {
          message: `${client} must reach a port that collector ${collector.name} listens on (${listed(silent.open(collector))}), but port ${port.port} of Service ${serviceName(service, sender)} leads to ${port.targetPort}`,
        };
      },
    };
  },
};
