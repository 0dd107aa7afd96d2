import { jaegerNameProblem } from '../../../upstream/jaeger/names.ts';
import type { Rule } from '../../rule.ts';

/** A name of a Jaeger from which the operator derives names that are cut or differ from one another. */
export const jaegerName: Rule = {
  id: 'jaeger/name',
  severity: 'warning',
  rationale:
    'names of Services and CronJobs are cut or rewritten, so they are not what senders expect, and two instances may share one',
  source: 'jaeger-operator v1.51.0 pkg/util/truncate.go and pkg/util/dns_name.go',
  ignoreWhen:
    'senders and dashboards are given the names that come out in the cluster, and no other Jaeger of the namespace shares them',
  visit: () => ({
    *jaeger({ name, strategy }) {
      const message = name === '' ? undefined : jaegerNameProblem(name, strategy.storage);
      if (message !== undefined) yield { path: ['metadata', 'name'], message };
    },
  }),
};
