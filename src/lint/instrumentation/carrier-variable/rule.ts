import { readEnvironment } from '../../../model/kubernetes/environment.ts';
import type { Container, Workload } from '../../../model/kubernetes/workloads.ts';
import type { Model } from '../../../model/model.ts';
import { maySwitchOn } from '../../../model/operator/gates.ts';
import type { Injection } from '../../../upstream/instrumentation/languages.ts';
import {
  carriersOf,
  injectorGate,
  takenCarrier,
} from '../../../upstream/instrumentation/obstacles.ts';
import type { Finding, Rule } from '../../rule.ts';
import { injectedWorkloads, instrumentedContainers } from '../containers.ts';

/** A variable that the operator writes an agent into, with a value from elsewhere, which keeps the agent out, or is lost. */
export const carrierVariable: Rule = {
  id: 'instrumentation/carrier-variable',
  severity: 'error',
  rationale:
    'the operator adds the agent to a variable of the container: it skips a container that sets it by valueFrom, and overwrites envFrom',
  ignoreWhen: 'this one container should run without the agent that others of its pod get',
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
            yield* replaced(model, workload, container, injects);
            const carrier = takenCarrier(injects, container.value);
            if (!carrier) continue;
            const path = [...container.path, 'env', carrier.index, 'valueFrom'];
            const message = `${carrier.name} must have a literal value for the ${injects} agent, got valueFrom, so the operator skips container ${container.name}`;
            yield { path, message };
          }
        }
      },
    };
  },
};

/** What `envFrom` brings a container, and the variable that the operator writes replaces. */
function* replaced(
  { objects }: Model,
  { object }: Workload,
  container: Container,
  injects: Injection,
): Iterable<Finding> {
  const written = new Set(container.env.map(({ name }) => name));
  for (const { name, object: from } of readEnvironment(objects, object, container)) {
    if (written.has(name) || !carriersOf(injects).includes(name)) continue;
    yield {
      severity: 'warning',
      object,
      path: [...container.path, 'envFrom'],
      message: `${name} must be set in env of ${container.name}, got it by envFrom from ${from.kind} ${from.name}, whose value the ${injects} agent overwrites`,
    };
  }
}
