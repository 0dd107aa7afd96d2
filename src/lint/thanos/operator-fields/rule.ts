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
    'tracingConfig of Prometheus is the settings themselves, that of its Thanos and of ThanosRuler names a Secret',
  source:
    'prometheus-operator v0.93.0 pkg/apis/monitoring/v1 and pkg/prometheus/server/statefulset.go',
  ignoreWhen:
    'the settings are on their way from a Secret into a file, and both are named until all Thanos are restarted; with other fields than its own, tracingConfig is never right',
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
