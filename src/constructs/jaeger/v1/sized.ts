import { sizeJaeger } from '../../../sizing/jaeger.ts';
import { type Load, wholeLoad } from '../../../sizing/load.ts';
import { keptStorage } from '../sized-storage.ts';
import type { JaegerProps } from './props.ts';
import { usualQueueSize } from './spec.ts';

type Sized = Pick<JaegerProps, 'storage' | 'queueSize' | 'collectorReplicas' | 'pods'>;

/** Memory that a collector requests for all but a long queue, in MiB, and its CPU. */
const usualMiB = 512;
const usualCpu = '200m';
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
  const memory = `${usualMiB + Math.ceil(queueMiB / step) * step}Mi`;
  const resources = { requests: { cpu: usualCpu, memory } };
  return {
    queueSize: queueSpans,
    pods: { ...pods, [component]: { ...pods[component], resources } },
  };
}
