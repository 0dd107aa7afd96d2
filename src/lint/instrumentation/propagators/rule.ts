import { textItems } from '../../../model/kubernetes/objects.ts';
import { propagatorsProblem } from '../../../upstream/instrumentation/spec.ts';
import type { Rule } from '../../rule.ts';

/** Propagators of an Instrumentation that contradict each other. */
export const propagators: Rule = {
  id: 'instrumentation/propagators',
  severity: 'warning',
  rationale:
    'an agent that is told none beside others carries no trace on, or not as it is written',
  source: 'opentelemetry-specification configuration/sdk-environment-variables.md',
  *check({ instrumentations }) {
    for (const { object, spec } of instrumentations) {
      const path = ['spec', 'propagators'];
      const names = textItems(spec.propagators, path).map((item) => item.text);
      const problem = names.length === 0 ? undefined : propagatorsProblem(names);
      if (problem !== undefined) yield { object, path, message: problem };
    }
  },
};
