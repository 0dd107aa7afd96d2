import type { KubeObject } from '../../../model/kubernetes/objects.ts';
import type { Model } from '../../../model/model.ts';
import { unrequested, unrequestedOf } from '../../../upstream/otel-operator/autoscaler.ts';
import { type Problem, within } from '../../../upstream/values/problem.ts';
import { at, own } from '../../../upstream/values/unknown.ts';
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
  visit: (model) => ({
    *object(object) {
      const { kind, group } = object;
      if (kind === 'HorizontalPodAutoscaler' && group === 'autoscaling') {
        yield* ofWorkload(model, object);
      }
    },
    *collector({ operated, object, mode }) {
      if (!operated || mode === 'sidecar' || mode === 'daemonset') return;
      for (const problem of unrequested(object.value.spec)) yield within(['spec'], problem);
    },
  }),
};

/** What an autoscaler goes by that pods do not request which have a collector in them, and no operator. */
function* ofWorkload({ collectors }: Model, { namespace, value }: KubeObject): Iterable<Problem> {
  const target = at(value, 'spec', 'scaleTargetRef');
  const workload = collectors.find(
    ({ workload: one }) =>
      one?.object.kind === own(target, 'kind') &&
      one?.object.name === own(target, 'name') &&
      one?.object.namespace === namespace,
  )?.workload;
  if (workload) yield* unrequestedOf(value.spec, workload.podSpec);
}
