import { portOfEndpoint } from '../../../upstream/otel-operator/ports.ts';
import { at } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** An address of which the operator reads another port than the collector. */
export const misreadEndpoint: Rule = {
  id: 'collector/misread-endpoint',
  severity: 'error',
  rationale:
    'the operator takes the first number after a colon for the port, and makes a Service that leads nowhere of an IPv6 address',
  source: 'opentelemetry-operator v0.158.0 internal/components/component.go',
  *check({ listeners }) {
    for (const { collector, component, path, port, object } of listeners) {
      if (!collector.operated || collector.mode === 'sidecar') continue;
      const endpoint = at(component.settings, ...path.slice(component.path.length));
      if (typeof endpoint !== 'string') continue;
      const read = portOfEndpoint(endpoint);
      if (read === undefined || read === port) continue;
      yield {
        object,
        path,
        message: `the operator reads port ${read} out of '${endpoint}', where ${component.id} listens on ${port}`,
        fix: `[::]:${port}`,
      };
    }
  },
};
