import { unrequested } from '../../../upstream/otel-operator/autoscaler.ts';
import { within } from '../../../upstream/values/problem.ts';
import type { Rule } from '../../rule.ts';

/** An autoscaler that goes by what a container of the pods does not request. */
export const autoscalerRequests: Rule = {
  id: 'collector/autoscaler-requests',
  severity: 'warning',
  rationale:
    'the autoscaler goes by what pods request of CPU or memory, and without requests it scales nothing',
  ignoreWhen:
    'a LimitRange of the namespace, or a VerticalPodAutoscaler, gives the pods their requests',
  source:
    'kubernetes v1.36.0 pkg/controller/podautoscaler/replica_calculator.go; opentelemetry-operator v0.158.0 internal/webhook/collector_webhook.go, internal/manifests/collector/horizontalpodautoscaler.go',
  visit: () => ({
    *collector({ operated, object, mode }) {
      if (!operated || mode === 'sidecar' || mode === 'daemonset') return;
      for (const problem of unrequested(object.value.spec)) yield within(['spec'], problem);
    },
  }),
};
