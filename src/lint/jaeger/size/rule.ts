import { readScalers, type Scalers } from '../../../model/collector/scaling.ts';
import { optionOf, type RunningRole } from '../../../model/jaeger/roles.ts';
import { objectName } from '../../../model/kubernetes/objects.ts';
import { outageSeconds } from '../../../sizing/collector.ts';
import { sizeJaeger } from '../../../sizing/jaeger.ts';
import { jaegerNames } from '../../../upstream/jaeger/names.ts';
import { defaultMaxReplicas } from '../../../upstream/jaeger/objects.ts';
import { dynamicQueueFlag, queueSizeFlag } from '../../../upstream/jaeger/queue.ts';
import { number, own } from '../../../upstream/values/unknown.ts';
import type { Finding, Rule } from '../../rule.ts';
import { type Incoming, loadsOf } from '../loads.ts';
import { mostQueued } from '../queues.ts';

/** A collector of Jaeger v1 whose queue is shorter than what the load of its collectors is in an outage. */
export const size: Rule = {
  id: 'jaeger/size',
  severity: 'warning',
  rationale:
    'after an outage collectors send their backlog at once, and a Jaeger v1 collector silently drops what its queue has no room for',
  ignoreWhen:
    "you have measured that the storage accepts spans as fast as collectors send a backlog, so Jaeger's metric of dropped spans stays at zero",
  source:
    'jaeger v1.76.0 cmd/collector/app/span_processor.go and queue/bounded_queue.go; jaeger-operator v1.65.0 pkg/deployment/autoscale.go; method in docs/sizing.md',
  visit(model) {
    const loads = loadsOf(model);
    const scalers = readScalers(model.objects);
    return {
      *jaegerRole(role) {
        const load = loads.get(role.object);
        const pods = load && podsOf(role, scalers);
        if (load && pods) yield* tooShort(role, load, pods);
      },
    };
  },
};

function* tooShort(role: RunningRole, load: Incoming, pods: number): Iterable<Finding> {
  const most = mostQueued(role, load.spanBytes);
  const { queueSpans } = sizeJaeger(load, pods);
  if (most === undefined || most >= queueSpans) return;
  const { jaeger, label } = role;
  const who = jaeger ? `collector of Jaeger ${jaeger.name}` : `container ${label}`;
  const dynamic = optionOf(role, dynamicQueueFlag);
  const { object, path } = dynamic ?? optionOf(role, queueSizeFlag) ?? role;
  const seconds = Math.floor((most / queueSpans) * outageSeconds);
  const flag = jaeger ? `${queueSizeFlag}: ` : `--${queueSizeFlag}=`;
  yield {
    object,
    path,
    message: `${who} queues at most ${most} spans, ${seconds} s of ${load.spansPerSecond} spans/s in ${pods} pod${pods === 1 ? '' : 's'}: after an outage of ${outageSeconds} s, collectors send each pod ${queueSpans} at once, and it drops what its queue has no room for`,
    // memory that Jaeger measures spans by says nothing certain of their number
    ...(dynamic ? {} : { fix: `${flag}${queueSpans}` }),
  };
}

/** How many pods collect, or may; undefined where that is as many as there are nodes. */
function podsOf(role: RunningRole, scalers: Scalers): number | undefined {
  const { jaeger, object, namespace, name, value } = role;
  if (!jaeger) {
    const { kind } = object;
    if (kind !== 'Deployment' && kind !== 'StatefulSet') return undefined;
    return most(number(own(object.value.spec, 'replicas')), scalers.get(objectName(object)));
  }
  if (name === 'allInOne') return 1;
  const { collectorDeployment } = jaegerNames(jaeger.name);
  const scaled = scalers.get(`Deployment/${namespace}/${collectorDeployment}`);
  const fixed = number(value.replicas);
  if (fixed !== undefined || value.autoscale === false) return most(fixed, scaled);
  return most(number(value.maxReplicas) ?? defaultMaxReplicas, scaled);
}

function most(replicas = 1, scaled = 1): number {
  return Math.max(replicas, scaled);
}
