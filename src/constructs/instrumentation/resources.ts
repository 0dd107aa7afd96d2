import {
  agentResourcesField,
  usualAgentResources,
} from '../../upstream/instrumentation/agent-resources.ts';
import type { Language } from '../../upstream/instrumentation/languages.ts';
import {
  type ContainerResources,
  containerResources,
  requesting,
  resourcesProblems,
} from '../kubernetes/container-resources.ts';
import { inside, refuse } from '../props/refuse.ts';

/**
 * Compute resources of an agent, in the field that its language has. What is requested by the operator is never more than a limit that is
 * given: the API server would refuse all pods with the agent.
 *
 * @throws for amounts that are none, and for requests above the limits, also those of the operator
 */
export function agentResources(language: Language, given?: ContainerResources) {
  if (given === undefined) return {};
  const usual = usualAgentResources(language);
  const { requests, limits } = given;
  const whole = { ...requesting(given, usual.requests), limits: limits ?? usual.limits };
  inside(`languages.${language}.`, () =>
    refuse(
      emptyProblem('resources.requests', requests),
      emptyProblem('resources.limits', limits),
      ...resourcesProblems(given),
      ...resourcesProblems(whole),
    ),
  );
  return { [agentResourcesField(language)]: containerResources(limits ? whole : given) };
}

/** None are none to the operator, too, which then gives its own. */
function emptyProblem(what: string, amounts: object | undefined): string | undefined {
  return amounts && Object.keys(amounts).length === 0
    ? `${what} must have an amount, got none, for which the operator puts its own`
    : undefined;
}
