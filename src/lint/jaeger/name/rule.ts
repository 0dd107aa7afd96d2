import { jaegerNameProblem } from '../../../upstream/jaeger/names.ts';
import type { Rule } from '../../rule.ts';

/** A name of a Jaeger from which the operator derives names that are cut or differ from one another. */
export const jaegerName: Rule = {
  id: 'jaeger/name',
  severity: 'warning',
  rationale:
    'the operator shortens or rewrites long names of Services and CronJobs, so they differ from what senders expect, and two instances may collide',
  source: 'jaeger-operator v1.51.0 pkg/util/truncate.go and pkg/util/dns_name.go',
  ignoreWhen:
    'senders and dashboards use the resulting names, and no other Jaeger of the namespace shares them',
  visit: () => ({
    *jaeger({ name, strategy }) {
      const message =
        name === '' ? undefined : jaegerNameProblem('Jaeger name', name, strategy.storage);
      if (message !== undefined) yield { path: ['metadata', 'name'], message };
    },
  }),
};
