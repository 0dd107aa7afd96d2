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
  ignoreWhen:
    'OTEL_PROPAGATORS in the env of each language that is injected says otherwise, so that nobody reads the list',
  visit: () => ({
    *instrumentation({ spec }) {
      const path = ['spec', 'propagators'];
      const names = textItems(spec.propagators, path).map((item) => item.text);
      const message = names.length === 0 ? undefined : propagatorsProblem(names);
      if (message !== undefined) yield { path, message };
    },
  }),
};
