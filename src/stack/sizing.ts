import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { loadAnnotation, loadText } from '../annotations/load.ts';
import type { OtelCollectorProps } from '../constructs/collector/props.ts';
import { queueFor, sizeCollectors } from '../sizing/collector.ts';
import { usualBatch } from '../sizing/costs.ts';
import { type Load, wholeLoad } from '../sizing/load.ts';
import type { ReceiverProtocol } from '../upstream/collector/component-names.ts';
import { queueCountsSpans } from '../upstream/collector/sending-queue.ts';
import { parseImage } from '../upstream/kubernetes/image.ts';
import { parseQuantity } from '../upstream/values/quantity.ts';
import { reasonOf } from '../upstream/values/unknown.ts';

/** Settings of a stack that its size is about. */
interface Sized<P extends ReceiverProtocol> {
  readonly sizing?: Load;
  readonly collector?: Omit<OtelCollectorProps<P>, 'namespace' | 'clusterDomain' | 'exportTo'>;
}

/** Why a size cannot be given; undefined when it can. */
export function sizingProblem<P extends ReceiverProtocol>({
  sizing,
  collector,
}: Sized<P>): string | undefined {
  if (sizing === undefined) return undefined;
  const { mode } = collector ?? {};
  if (mode === 'daemonset' || mode === 'sidecar') {
    const others = mode === 'daemonset' ? 'nodes' : 'pods that it is injected into';
    return `sizing must not be set for collector.mode ${mode}, which has as many pods as there are ${others}`;
  }
  try {
    wholeLoad(sizing);
  } catch (error) {
    return `sizing.${reasonOf(error)}`;
  }
  return undefined;
}

/** Settings of the collector with those that its load asks for, where it has none of its own. */
export function sizedCollector<P extends ReceiverProtocol>({
  sizing,
  collector,
}: Sized<P>): Sized<P>['collector'] {
  if (sizing === undefined) return collector;
  const load = wholeLoad(sizing);
  const { replicas, cpuMillis, memoryMiB, batchSpans } = sizeCollectors(load);
  const sizes = { send_batch_size: batchSpans, send_batch_max_size: batchSpans };
  return {
    ...(collector?.autoscaler ? {} : { replicas }),
    ...(collector?.limitMemory === false ? {} : { memoryLimit: `${memoryMiB}Mi` }),
    ...(batchSpans === usualBatch ? {} : { batch: sizes }),
    resources: { requests: { cpu: `${cpuMillis}m` } },
    ...sizedQueue(collector, queueFor(load, memoryOf(collector) ?? memoryMiB)),
    // one that is undefined is none
    ...Object.fromEntries(Object.entries(collector ?? {}).filter(([, own]) => own !== undefined)),
  } as Sized<P>['collector'];
}

/** Memory limit that a collector has of its own, in MiB. */
function memoryOf<P extends ReceiverProtocol>(collector: Sized<P>['collector']) {
  const bytes = collector?.memoryLimit && parseQuantity(collector.memoryLimit);
  return bytes ? bytes / 1024 ** 2 : undefined;
}

/** The queue of exporters to backends, in spans, where nothing else decides of it. */
function sizedQueue<P extends ReceiverProtocol>(collector: Sized<P>['collector'], spans: number) {
  const release = releaseOf(collector);
  // a reader of Kafka marks what it has sent, and keeps nothing in memory
  const isKept = collector?.persistentQueue !== undefined || collector?.receiveFromKafka;
  if (isKept || spans === 0 || (release !== undefined && !queueCountsSpans(release))) return {};
  return { sendingQueue: { sizer: 'items', queue_size: spans } };
}

/** Release that a collector is told to be of. */
function releaseOf<P extends ReceiverProtocol>(collector: Sized<P>['collector']) {
  const { version, image } = collector ?? {};
  return version ?? (image === undefined ? undefined : parseImage(image).version);
}

/** Says on the collector what it has to carry, for the linter. */
export function sayLoad(collector: Construct, sizing: Load): void {
  ApiObject.of(collector).metadata.addAnnotation(loadAnnotation, loadText(wholeLoad(sizing)));
}
