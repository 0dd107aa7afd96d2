import type { Collector } from '../../../model/collector/instances.ts';
import { at, text } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** An autoscaler of somebody's for the workload that the operator makes of a collector. */
export const foreignAutoscaler: Rule = {
  id: 'collector/foreign-autoscaler',
  severity: 'error',
  rationale:
    'the operator resets the replicas that another autoscaler sets on its workloads, so pods come and go without end',
  source:
    'opentelemetry-operator#729; opentelemetry-operator v0.158.0 internal/manifests/mutate.go; kedacore/keda v2.17 apis/keda/v1alpha1 ScaleTarget',
  ignoreWhen: 'the operator is scaled to zero, and only the autoscaler manages the workload',
  visit({ collectors }) {
    const owners = new Map(collectors.flatMap(ownedWorkloads));
    return {
      *object({ kind, group, namespace, value }) {
        if (autoscalers.get(kind) !== group) return;
        const target = at(value, 'spec', 'scaleTargetRef');
        // KEDA takes a name alone for that of a Deployment
        const [of = 'Deployment', name] = [text(at(target, 'kind')), text(at(target, 'name'))];
        const owner = owners.get(`${of}/${namespace}/${name}`);
        if (!owner) return;
        yield {
          path: ['spec', 'scaleTargetRef'],
          message: `scaleTargetRef must be OpenTelemetryCollector ${owner.name}, got ${of} ${name}, whose replicas the operator resets; or use spec.autoscaler of the collector`,
        };
      },
    };
  },
};

/** Groups of the kinds that scale what they name. */
const autoscalers: ReadonlyMap<string, string> = new Map([
  ['HorizontalPodAutoscaler', 'autoscaling'],
  ['ScaledObject', 'keda.sh'],
]);

/** Workloads with replicas that the operator makes of a collector. */
function ownedWorkloads(collector: Collector): [string, Collector][] {
  return collector.operated
    ? collector.objects
        .filter(({ kind }) => kind === 'Deployment' || kind === 'StatefulSet')
        .map(({ kind, name }) => [`${kind}/${collector.namespace}/${name}`, collector])
    : [];
}
