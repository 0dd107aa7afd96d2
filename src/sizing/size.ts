import { largestShard, lowWatermark } from '../upstream/elasticsearch/shards.ts';
import { type CollectorSize, memoryFactor, outageSeconds, sizeCollectors } from './collector.ts';
import { measuredCosts } from './costs.ts';
import { type JaegerSize, sizeJaeger } from './jaeger.ts';
import { burst, type Load, type WholeLoad, wholeLoad } from './load.ts';
import { copies, dayShare, indexFactor, type StorageSize, sizeStorage } from './storage.ts';

/** How large a stack has to be for a load. */
export interface Size {
  readonly load: WholeLoad;
  readonly collectors: CollectorSize;
  /** Of a Jaeger v1 with as many collector pods as there are collectors. */
  readonly jaeger: JaegerSize;
  readonly storage: StorageSize;
  /** What is taken for granted, each a line of plain words without a full stop. */
  readonly assumptions: readonly string[];
}

/**
 * Sizes a stack.
 *
 * @throws for a load that is none
 */
export function sizeOf(given: Load): Size {
  const load = wholeLoad(given);
  const { spansPerCoreSecond, bytesPerSpan, peakMiB } = measuredCosts;
  const collectors = sizeCollectors(load);
  return {
    load,
    collectors,
    jaeger: sizeJaeger(load, collectors.replicas),
    storage: sizeStorage(load),
    assumptions: [
      `measured: a core of the default collector carries ${spansPerCoreSecond} spans a second of ${bytesPerSpan} bytes in ${peakMiB} MiB; larger spans are assumed to cost in proportion to their size, smaller ones the same`,
      `a burst is ${burst} times the usual rate; it needs up to one core of each pod, so no CPU limit may be below that`,
      `queues in memory bridge an outage of the backend of ${outageSeconds} s at the usual rate, or ${outageSeconds / burst} s in a burst; a span is assumed to take ${memoryFactor} times its bytes there`,
      'a queue counts spans, and memory is sized for one backend that is unavailable at a time: with two, memory_limiter refuses spans sooner, and senders retry',
      `a queue of Jaeger v1 holds what collectors have kept for ${outageSeconds} s, which they send at once; spans that arrive faster than its storage takes them are dropped after that`,
      `a day is assumed to have ${dayShare} of the spans of 24 busiest hours`,
      `a byte of a span is assumed to take ${indexFactor} in an index: compare with _cat/indices after a day`,
      `daily indices, ${copies} copy of each shard, shards of ${largestShard / 1e9} GB at most, disks filled to ${lowWatermark * 100} %, one day more than is kept, until the cleaner has run`,
      'Cassandra, ClickHouse and Badger are not sized: what a span takes there was not measured; only how long they keep spans follows the sizing of a stack',
      'collectors of Jaeger were not measured: start with as many as of these, and watch their queue',
    ],
  };
}
