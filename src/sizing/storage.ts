import { largestShard, lowWatermark } from '../upstream/elasticsearch/shards.ts';
import type { WholeLoad } from './load.ts';

/** Sizes of spans in Elasticsearch. */
export interface StorageSize {
  /** Bytes of a day, one copy. */
  readonly bytesPerDay: number;
  /** Bytes of all days and copies. */
  readonly bytes: number;
  /** Disks that hold them, with what Elasticsearch leaves free, in bytes. */
  readonly diskBytes: number;
  /** Primary shards of an index of a day. */
  readonly shards: number;
  /** Bytes of one of them. */
  readonly bytesPerShard: number;
  /** Shards of all days and copies. */
  readonly allShards: number;
}

/** Copies of each shard beside the first. */
export const copies = 1;
/** Bytes in an index for a byte of a span. Assumed: spans that compress well take half of it, spans with many tags twice. */
export const indexFactor = 1;
/** Spans of a day, as a part of 24 busiest hours. */
export const dayShare = 0.5;
const secondsPerDay = 86_400;

/** Sizes Elasticsearch for indices of a day each. */
export function sizeStorage({ spansPerSecond, spanBytes, retentionDays }: WholeLoad): StorageSize {
  const bytesPerDay = spansPerSecond * secondsPerDay * dayShare * spanBytes * indexFactor;
  const shards = Math.max(1, Math.ceil(bytesPerDay / largestShard));
  // the cleaner runs once a day: until then there is one more day
  const days = retentionDays + 1;
  const bytes = bytesPerDay * days * (1 + copies);
  return {
    bytesPerDay,
    bytes,
    diskBytes: Math.ceil(bytes / lowWatermark),
    shards,
    bytesPerShard: Math.ceil(bytesPerDay / shards),
    allShards: shards * days * (1 + copies),
  };
}
