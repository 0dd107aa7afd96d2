import { jaegerNameProblem } from '../../../upstream/jaeger/names.ts';
import type { Rule } from '../../rule.ts';

/** A name of a Jaeger from which the operator derives names that are cut or differ from one another. */
export const jaegerName: Rule = {
  id: 'jaeger/name',
  severity: 'warning',
  rationale:
    'names of Services and CronJobs are cut or rewritten, so they are not what senders expect, and two instances may share one',
  source: 'jaeger-operator v1.51.0 pkg/util/truncate.go and pkg/util/dns_name.go',
  *check({ jaegers }) {
    for (const { object, name } of jaegers) {
      const problem = name === '' ? undefined : jaegerNameProblem(name);
      if (problem !== undefined) yield { object, path: ['metadata', 'name'], message: problem };
    }
  },
};
