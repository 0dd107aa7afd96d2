import type { Component } from '../../../model/collector/config.ts';
import type { Model } from '../../../model/model.ts';
import { listenAddressProblem } from '../../../upstream/collector/listen-address.ts';
import { receiverPorts } from '../../../upstream/otel-operator/receivers.ts';
import { isVariable } from '../../../upstream/values/settings.ts';
import { at, own, scalarText } from '../../../upstream/values/unknown.ts';
import type { Path } from '../../../yaml/locate.ts';
import type { Rule } from '../../rule.ts';

/** An endpoint of a receiver or an extension that nothing can listen on. */
export const listenAddress: Rule = {
  id: 'collector/listen-address',
  severity: 'error',
  rationale:
    'a receiver listens on host and port, and a collector does not start with a URL, a port alone or a host alone',
  source: 'opentelemetry-collector v0.158.0 config/confignet; Go net.Listen',
  *check(model) {
    for (const { component, path } of addresses(model)) {
      const inner = path.slice(component.path.length);
      const address = scalarText(at(component.settings, ...inner));
      const { message, fix } =
        address === undefined
          ? { message: 'must be host:port, got none' }
          : (listenAddressProblem(address) ?? {});
      if (message === undefined) continue;
      yield {
        object: component.object,
        path,
        message: `${inner.at(-1)} of ${component.kind.slice(0, -1)} ${component.id} ${message}`,
        fix,
      };
    }
  },
};

/** Addresses to listen on that are written, and those that a component has no default for. */
function* addresses({
  listeners,
  collectors,
}: Model): Iterable<{ readonly component: Component; readonly path: Path }> {
  for (const { component, path, written } of listeners) if (written) yield { component, path };
  for (const { config } of collectors) {
    for (const component of config?.components ?? []) {
      if (component.kind !== 'receivers' || !config?.isEnabled(component)) continue;
      // settings out of a file or a variable are not known
      if (isVariable(config.written(component))) continue;
      if (typeof own(own(receiverPorts, component.type), 'single') !== 'string') continue;
      const key = own(component.settings, 'endpoint') === undefined ? 'listen_address' : 'endpoint';
      yield { component, path: [...component.path, key] };
    }
  }
}
