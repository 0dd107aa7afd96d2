import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { loadAnnotation, loadText } from '../annotations/load.ts';
import type { OtelCollectorProps } from '../constructs/collector/props.ts';
import { sizeCollectors } from '../sizing/collector.ts';
import { usualBatch } from '../sizing/costs.ts';
import { type Load, wholeLoad } from '../sizing/load.ts';
import type { ReceiverProtocol } from '../upstream/collector/component-names.ts';

/** What a collector has to carry. */
export type CollectorLoad = Omit<Load, 'retentionDays'>;

/** Settings of a stack that its size is about. */
interface Sized<P extends ReceiverProtocol> {
  readonly sizing?: CollectorLoad;
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
    return `sizing must not be set for collector.mode ${mode}, which has as many pods as there are of others`;
  }
  try {
    wholeLoad(sizing);
  } catch (error) {
    return `sizing.${error instanceof Error ? error.message : error}`;
  }
  return undefined;
}

/** Settings of the collector with those that its load asks for, where it has none of its own. */
export function sizedCollector<P extends ReceiverProtocol>({
  sizing,
  collector,
}: Sized<P>): Sized<P>['collector'] {
  if (sizing === undefined) return collector;
  const { replicas, cpuMillis, memoryMiB, batchSpans } = sizeCollectors(wholeLoad(sizing));
  const sizes = { send_batch_size: batchSpans, send_batch_max_size: batchSpans };
  return {
    ...(collector?.autoscaler ? {} : { replicas }),
    ...(collector?.limitMemory === false ? {} : { memoryLimit: `${memoryMiB}Mi` }),
    ...(batchSpans === usualBatch ? {} : { batch: sizes }),
    resources: { requests: { cpu: `${cpuMillis}m` } },
    // one that is undefined is none
    ...Object.fromEntries(Object.entries(collector ?? {}).filter(([, own]) => own !== undefined)),
  } as Sized<P>['collector'];
}

/** Says on the collector what it has to carry, for the linter. */
export function sayLoad(collector: Construct, sizing: CollectorLoad): void {
  ApiObject.of(collector).metadata.addAnnotation(loadAnnotation, loadText(wholeLoad(sizing)));
}
