import type { Component } from '../../../model/collector/config.ts';
import { listenAddressProblem } from '../../../upstream/collector/listen-address.ts';
import { receiverPorts } from '../../../upstream/otel-operator/receivers.ts';
import { type Problem, within } from '../../../upstream/values/problem.ts';
import { isVariable } from '../../../upstream/values/settings.ts';
import { at, own, scalarText } from '../../../upstream/values/unknown.ts';
import type { Path } from '../../../yaml/locate.ts';
import type { Rule } from '../../rule.ts';

/** An endpoint of a receiver or an extension that nothing can listen on. */
export const listenAddress: Rule = {
  id: 'collector/listen-address',
  severity: 'error',
  rationale:
    'a receiver listens on host:port; with a URL, a port alone or a host alone the collector fails to start',
  source: 'opentelemetry-collector v0.158.0 config/confignet; Go net.Listen',
  ignoreWhen:
    'never for upstream components, whose library rejects such an address. A component of your own under a known name may give the setting another meaning',
  visit: () => ({
    *listener({ component, path, written }) {
      const problem = written && addressProblem(component, path.slice(component.path.length));
      if (problem) yield problem;
    },
    *component(component, { config }) {
      // settings out of a file or a variable are not known
      if (isVariable(config.written(component))) return;
      if (!config.isEnabled(component) || !needsAddress(component)) return;
      const key = own(component.settings, 'endpoint') === undefined ? 'listen_address' : 'endpoint';
      const problem = addressProblem(component, [key]);
      if (problem) yield within([key], problem);
    },
  }),
};

/** Whether a component has no default for the address that it listens on. */
function needsAddress({ kind, type }: Component): boolean {
  return kind === 'receivers' && typeof own(own(receiverPorts, type), 'single') === 'string';
}

/** What is wrong with the address at a path of the settings. */
function addressProblem({ kind, id, settings }: Component, path: Path): Problem | undefined {
  const address = scalarText(at(settings, ...path));
  const problem =
    address === undefined
      ? { message: 'must be host:port, got none' }
      : listenAddressProblem(address);
  return (
    problem && {
      ...problem,
      message: `${path.at(-1)} of ${kind.slice(0, -1)} ${id} ${problem.message}`,
    }
  );
}
