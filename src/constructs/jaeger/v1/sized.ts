import { sizeJaeger } from '../../../sizing/jaeger.ts';
import { type Load, wholeLoad } from '../../../sizing/load.ts';
import { parseQuantity } from '../../../upstream/values/quantity.ts';
import { keptStorage } from '../sized-storage.ts';
import { usualRequests } from './pods/settings.ts';
import type { JaegerProps } from './props.ts';
import { usualQueueSize } from './spec.ts';

type Sized = Pick<JaegerProps, 'storage' | 'queueSize' | 'collectorReplicas' | 'pods'>;

const MiB = 2 ** 20;
/** Steps that memory grows by, in MiB. */
const step = 64;

/** Settings of a Jaeger with the queue, its memory and the retention that a load asks for, where it has none of its own. */
export function sizedJaeger<P extends Sized>(props: P, sizing: Load | undefined): P {
  if (sizing === undefined) return props;
  return { ...props, ...queued(props, sizing), storage: keptStorage(props.storage, sizing) };
}

function queued({ storage, queueSize, collectorReplicas, pods = {} }: Sized, sizing: Load) {
  // what memory keeps is few spans anyway
  if (queueSize !== undefined || storage.type === 'memory') return {};
  const component = storage.type === 'badger' ? 'allInOne' : 'collector';
  const ofOne = component === 'allInOne' ? 1 : undefined;
  const fewest = ofOne ?? collectorReplicas ?? pods.collector?.autoscaler?.minReplicas ?? 1;
  const { queueSpans, queueMiB } = sizeJaeger(wholeLoad(sizing), Math.max(1, fewest));
  if (queueSpans <= usualQueueSize) return {};
  if (pods[component]?.resources ?? pods.all?.resources) return { queueSize: queueSpans };
  const { cpu, memory } = usualRequests[component];
  const grown = Number(parseQuantity(memory)) / MiB + Math.ceil(queueMiB / step) * step;
  const resources = { requests: { cpu, memory: `${grown}Mi` } };
  return {
    queueSize: queueSpans,
    pods: { ...pods, [component]: { ...pods[component], resources } },
  };
}
