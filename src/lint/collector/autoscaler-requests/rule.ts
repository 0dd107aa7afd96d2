import type { Workload } from '../../../model/kubernetes/workloads.ts';
import type { Model } from '../../../model/model.ts';
import { unrequested, unrequestedOf } from '../../../upstream/otel-operator/autoscaler.ts';
import { within } from '../../../upstream/values/problem.ts';
import { at, own, record, scalarText } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** An autoscaler that goes by what a container of the pods does not request. */
export const autoscalerRequests: Rule = {
  id: 'collector/autoscaler-requests',
  severity: 'warning',
  rationale:
    'the HorizontalPodAutoscaler computes utilization from the CPU or memory requests of the pods; without requests it scales nothing',
  ignoreWhen:
    'a LimitRange of the namespace, or a VerticalPodAutoscaler, sets the requests of the pods',
  source:
    'kubernetes v1.36.0 pkg/controller/podautoscaler/replica_calculator.go; opentelemetry-operator v0.158.0 internal/webhook/collector_webhook.go, internal/manifests/collector/horizontalpodautoscaler.go',
  visit(model) {
    const workloads = plainWorkloads(model);
    return {
      *object(object) {
        const { kind, group } = object;
        if (kind === 'HorizontalPodAutoscaler' && group === 'autoscaling') {
          const { namespace, value } = object;
          const workload = workloads.get(
            keyOf(record(at(value, 'spec', 'scaleTargetRef')), namespace),
          );
          if (workload) yield* unrequestedOf(value.spec, workload.podSpec);
        }
      },
      *collector({ operated, object, mode }) {
        if (!operated || mode === 'sidecar' || mode === 'daemonset') return;
        for (const problem of unrequested(object.value.spec)) yield within(['spec'], problem);
      },
    };
  },
};

/** Workloads that have a collector in them, and no operator, by kind, namespace and name. */
function plainWorkloads({ collectors }: Model): ReadonlyMap<string, Workload> {
  return new Map(
    collectors.flatMap(({ workload }) =>
      workload ? [[keyOf(workload.object, workload.object.namespace), workload] as const] : [],
    ),
  );
}

function keyOf(named: object, namespace: string): string {
  return `${scalarText(own(named, 'kind'))}/${namespace}/${scalarText(own(named, 'name'))}`;
}
