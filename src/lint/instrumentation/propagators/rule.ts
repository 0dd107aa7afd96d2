import { textItems } from '../../../model/kubernetes/objects.ts';
import { propagatorsProblem } from '../../../upstream/instrumentation/spec.ts';
import type { Rule } from '../../rule.ts';

/** Propagators of an Instrumentation that contradict each other. */
export const propagators: Rule = {
  id: 'instrumentation/propagators',
  severity: 'warning',
  rationale:
    'with none beside other propagators, an agent propagates no context, or ignores part of the list',
  source: 'opentelemetry-specification configuration/sdk-environment-variables.md',
  ignoreWhen: 'OTEL_PROPAGATORS in the env of each injected language overrides the list',
  visit: () => ({
    *instrumentation({ spec }) {
      const path = ['spec', 'propagators'];
      const names = textItems(spec.propagators, path).map((item) => item.text);
      const message = names.length === 0 ? undefined : propagatorsProblem(names);
      if (message !== undefined) yield { path, message };
    },
  }),
};
