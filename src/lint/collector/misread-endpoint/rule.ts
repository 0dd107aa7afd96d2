import { portOfEndpoint } from '../../../upstream/otel-operator/ports.ts';
import { at } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** An address of which the operator reads another port than the collector. */
export const misreadEndpoint: Rule = {
  id: 'collector/misread-endpoint',
  severity: 'error',
  rationale:
    'the operator takes the first number after a colon as the port, so for an IPv6 address it creates a Service that leads nowhere',
  source: 'opentelemetry-operator v0.158.0 internal/components/component.go',
  ignoreWhen:
    "senders use a Service of your own or the addresses of pods, and nobody uses the operator's Service",
  visit: () => ({
    *listener({ collector, component, path, port }) {
      if (!collector.operated || collector.mode === 'sidecar') return;
      const endpoint = at(component.settings, ...path.slice(component.path.length));
      const read = typeof endpoint === 'string' ? portOfEndpoint(endpoint) : undefined;
      if (read === undefined || read === port) return;
      yield {
        message: `the operator reads port ${read} from '${endpoint}', but ${component.id} listens on ${port}`,
        fix: `[::]:${port}`,
      };
    },
  }),
};
