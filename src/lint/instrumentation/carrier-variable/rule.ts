import { maySwitchOn } from '../../../model/operator/gates.ts';
import { injectorGate, takenCarrier } from '../../../upstream/instrumentation/obstacles.ts';
import type { Rule } from '../../rule.ts';
import { injectedWorkloads, instrumentedContainers } from '../containers.ts';

/** A variable that the operator writes an agent into, with a value from a ConfigMap, a Secret or a field. */
export const carrierVariable: Rule = {
  id: 'instrumentation/carrier-variable',
  severity: 'error',
  rationale:
    'the operator writes the agent into a variable of the container, and leaves out a container that has its value from elsewhere, without a word',
  ignoreWhen: 'this one container is to go without an agent that others of its pod have',
  source:
    'opentelemetry-operator v0.88.0 pkg/instrumentation and v0.158.0 internal/instrumentation, validateContainerEnv',
  visit(model) {
    if (maySwitchOn(model.operators, injectorGate)) return {};
    const injected = injectedWorkloads(model);
    return {
      *workload(workload) {
        const found = injected.get(workload);
        if (!found) return;
        for (const injection of found.injections) {
          const { injects } = injection;
          if (injects === 'sidecar') continue;
          for (const container of instrumentedContainers(workload, injection, found)) {
            const carrier = takenCarrier(injects, container.value);
            if (!carrier) continue;
            const path = [...container.path, 'env', carrier.index, 'valueFrom'];
            const message = `${carrier.name} must have its value written for the agent of ${injects}, got valueFrom, for which the operator leaves ${container.name} out`;
            yield { path, message };
          }
        }
      },
    };
  },
};
