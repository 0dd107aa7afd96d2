import type { Injected } from '../../../model/instrumentation/injections.ts';
import type { Operator } from '../../../model/operator/installed.ts';
import { agentSwitches, type InjectionSwitch } from '../../../upstream/instrumentation/switches.ts';
import { once } from '../../once.ts';
import type { Rule } from '../../rule.ts';
import { isSwitchedOn } from '../switched-on.ts';

/** An agent that the operator of the manifests does not inject, because nothing enables it. */
export const notEnabled: Rule = {
  id: 'instrumentation/not-enabled',
  severity: 'error',
  rationale: 'the operator injects Go and nginx agents only when a flag enables them',
  source: 'opentelemetry-operator v0.158.0 internal/config; v0.88.0 pkg/featuregate',
  ignoreWhen:
    "the operator's configuration file or feature gates in its environment enable it; the linter reads neither",
  visit({ operators }) {
    const installed = operators.filter(({ kind }) => kind === 'opentelemetry');
    const [first] = installed;
    if (!first) return {};
    const { kind, name } = first.workload.object;
    const switchedOff = switchesOff(installed);
    const isNew = once();
    return {
      *injection(injection) {
        const { injects, annotation, target } = injection;
        const off = switchedOff.get(injects);
        if (!off || target?.status !== 'found' || !isNew(injection)) return;
        const message = `${annotation} needs --${off.flag} of the operator, which ${kind} ${name} does not set`;
        yield { message };
      },
    };
  },
};

/** Switches that are off in all of the operators, by what they are for. */
function switchesOff(operators: readonly Operator[]): ReadonlyMap<Injected, InjectionSwitch> {
  return new Map(
    (['go', 'nginx'] as const)
      .map((agent) => [agent, agentSwitches[agent]] as const)
      .filter(([, one]) => operators.every((operator) => isSwitchedOn(operator, one) === false)),
  );
}
