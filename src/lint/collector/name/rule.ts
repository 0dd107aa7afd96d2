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
    "the operator shortens long names and replaces dots by dashes, so Services get unexpected names or collide with another collector's",
  source: 'opentelemetry-operator v0.158.0 internal/naming/main.go',
  ignoreWhen:
    'nobody uses the name of a Service to reach the collector, such as a sidecar or an agent that only scrapes. Two collectors with the same resulting name: never',
  visit({ collectors }) {
    const operated = collectors.filter((collector) => collector.operated);
    const byWorkload = groupBy(operated, ({ namespace, name }) => workloadKey(namespace, name));
    return {
      *collector(collector) {
        if (!collector.operated) return;
        const path = ['metadata', 'name'];
        const { workload } = collectorNames(collector.name);
        const [first] = byWorkload.get(workloadKey(collector.namespace, collector.name)) ?? [];
        const problem = collectorNameProblem('collector name', collector.name);
        if (first && first.name !== collector.name) {
          yield {
            path,
            message: `the operator derives the same name, ${workload}, from ${collector.name} and from ${first.name}`,
            severity: 'error',
          };
        } else if (problem !== undefined) {
          yield { path, message: `${problem}; the operator changes it to ${workload}` };
        }
      },
    };
  },
};

function workloadKey(namespace: string, collector: string): string {
  return `${namespace}\n${collectorNames(collector).workload}`;
}
