import { prometheusGroup } from '../../../model/prometheus/senders.ts';
import {
  prometheusTracingProblems,
  thanosTracingProblem,
} from '../../../upstream/thanos/resource-fields.ts';
import { within } from '../../../upstream/values/problem.ts';
import { record } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** `tracingConfig` of the Prometheus operator with the fields of another `tracingConfig`, or values that it refuses. */
export const operatorFields: Rule = {
  id: 'thanos/operator-fields',
  severity: 'error',
  rationale:
    'tracingConfig of a Prometheus holds the settings themselves, but in its thanos section and in a ThanosRuler it refers to a Secret',
  source:
    'prometheus-operator v0.93.0 pkg/apis/monitoring/v1 and pkg/prometheus/server/statefulset.go',
  ignoreWhen:
    'you are moving the settings from a Secret to a file, and name both until all Thanos are restarted. Fields that this tracingConfig does not have: never',
  visit: () => ({
    *object({ kind, group, value }) {
      if (group !== prometheusGroup) return;
      const spec = record(value.spec);
      if (kind === 'Prometheus') {
        for (const problem of prometheusTracingProblems(spec)) yield within(['spec'], problem);
        const problem = thanosTracingProblem(record(spec.thanos));
        if (problem) yield within(['spec', 'thanos'], problem);
      } else if (kind === 'ThanosRuler') {
        const problem = thanosTracingProblem(spec);
        if (problem) yield within(['spec'], problem);
      }
    },
  }),
};
