import { groupBy } from '../../../model/kubernetes/group.ts';
import {
  collectorNameProblem,
  collectorNames,
} from '../../../upstream/otel-operator/collector-names.ts';
import type { Rule } from '../../rule.ts';

/** A name of which the operator makes other names than one would think. */
export const name: Rule = {
  id: 'collector/name',
  severity: 'warning',
  rationale:
    'the operator cuts long names and writes dots as dashes, so Services have other names, or those of another collector',
  source: 'opentelemetry-operator v0.158.0 internal/naming/main.go',
  *check({ collectors }) {
    const operated = collectors.filter((collector) => collector.operated);
    const byWorkload = groupBy(
      operated,
      (collector) => `${collector.namespace}\n${collectorNames(collector.name).workload}`,
    );
    for (const collector of operated) {
      const { object, namespace } = collector;
      const { workload } = collectorNames(collector.name);
      const [first] = byWorkload.get(`${namespace}\n${workload}`) ?? [];
      const path = ['metadata', 'name'];
      const problem = collectorNameProblem(collector.name);
      if (first && first.name !== collector.name) {
        yield {
          object,
          path,
          message: `the operator makes ${workload} of the name ${collector.name}, and of ${first.name} as well`,
          severity: 'error',
        };
      } else if (problem !== undefined) {
        yield { object, path, message: `${problem}, the operator makes ${workload} of it` };
      }
    }
  },
};
