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
      `measured: a core of the default collector carries ${spansPerCoreSecond} spans a second of ${bytesPerSpan} bytes in ${peakMiB} MiB; larger spans are taken to cost as much more as they are larger, smaller ones the same`,
      `a burst is ${burst} times the usual; it fits into one core of each pod, so that pods must have no limit of CPU below that`,
      `the backend may be away for ${outageSeconds} s in usual times, or ${outageSeconds / burst} s in a burst, which a queue in memory bridges; a span takes ${memoryFactor} times its bytes there, which is assumed`,
      'a queue counts spans and holds what its memory does, of one backend that is away at a time: with two away at once, memory_limiter refuses spans sooner, and senders try again',
      `a queue of Jaeger v1 holds what collectors have kept for ${outageSeconds} s, which they send at once; what comes faster than its store takes it for longer is dropped all the same`,
      `a day has ${dayShare} of what its busiest hour would make of it, which is assumed`,
      `a byte of a span takes ${indexFactor} in an index, which is assumed: compare it with _cat/indices after a day`,
      `indices of a day, ${copies} copy of each shard, shards of ${largestShard / 1e9} GB at most, disks filled to ${lowWatermark * 100} %, one day more than is kept until the cleaner has run`,
      'Cassandra, ClickHouse and Badger are not sized: what a span takes there was not measured, and the copies of Cassandra and ClickHouse are theirs to say; how long they keep spans follows the sizing of a stack',
      'collectors of Jaeger were not measured: begin with as many as there are of these, and watch their queue',
    ],
  };
}
