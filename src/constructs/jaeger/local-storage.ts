import { dnsSubdomainProblem } from '../../upstream/kubernetes/names.ts';
import { longestDays } from '../../upstream/values/duration.ts';
import { quantityProblem } from '../../upstream/values/quantity.ts';
import type { CassandraStorage } from '../cassandra/storage.ts';
import type { ClickHouseStorage } from '../clickhouse/storage.ts';
import type { IndexStorage } from '../elasticsearch/storage.ts';
import { making, refuse, wholeNumberProblem } from '../props/refuse.ts';
import { argumentProblem, count, required, type Shapes, text } from '../props/shape.ts';

import type { RemoteStorage } from './v2/remote-storage.ts';

/** Spans in the memory of Jaeger's only pod; they are lost with it. */
export interface MemoryProps {
  /**
   * Traces that are kept, at least 1; the oldest make room for new ones.
   *
   * @default - Jaeger's own, 1000000, for which its memory is seldom enough
   */
  readonly maxTraces?: number;
}

/** Storage that has been checked; made by `memory()`. */
export interface MemoryStorage extends MemoryProps {
  /** Kind of storage, in Jaeger's words. */
  readonly type: 'memory';
}

/** Spans in files on a volume of Jaeger's only pod. */
export interface BadgerProps {
  /** Size of the volume, a Kubernetes quantity such as `10Gi`. */
  readonly volumeSize: string;
  /**
   * StorageClass of the volume.
   *
   * @default - the cluster's default class
   */
  readonly storageClassName?: string;
  /**
   * Whole days that spans are kept, 1 to 106751, the longest duration that Jaeger can read.
   *
   * @default - Jaeger's own, 3
   */
  readonly retentionDays?: number;
}

/** Storage that has been checked; made by `badger()`. */
export interface BadgerStorage extends BadgerProps {
  /** Kind of storage, in Jaeger's words. */
  readonly type: 'badger';
}

/** Storages that Jaeger v2 can use. */
export type JaegerV2Storage =
  | IndexStorage
  | CassandraStorage
  | ClickHouseStorage
  | RemoteStorage
  | MemoryStorage
  | BadgerStorage;

/** Whether all pods see the same spans. */
export function isShared({ type }: { readonly type: string }): boolean {
  return type !== 'memory' && type !== 'badger';
}

const memoryShapes: Shapes<MemoryStorage> = { maxTraces: count, type: text };

const badgerShapes: Shapes<BadgerStorage> = {
  volumeSize: required(text),
  storageClassName: text,
  retentionDays: count,
  type: text,
};

/**
 * Storage in memory, for development: one pod collects and queries.
 *
 * @throws if a number is out of range
 */
export function memory(props: MemoryProps = {}): MemoryStorage {
  making('memory', () => checkMemory(props));
  return { ...props, type: 'memory' };
}

/**
 * Storage in files on a volume, for development and small installations: one pod collects and queries.
 *
 * @throws if the size is no quantity, the class no name, or a number is out of range
 */
export function badger(props: BadgerProps): BadgerStorage {
  making('badger', () => checkBadger(props));
  return { ...props, type: 'badger' };
}

function checkMemory(props: MemoryProps): void {
  refuse(argumentProblem('props', memoryShapes, props));
  refuse(wholeNumberProblem('maxTraces', props.maxTraces, 1));
}

function checkBadger(props: BadgerProps): void {
  refuse(argumentProblem('props', badgerShapes, props));
  const { storageClassName } = props;
  refuse(
    quantityProblem('volumeSize', props.volumeSize),
    wholeNumberProblem('retentionDays', props.retentionDays, 1, longestDays),
    storageClassName === undefined
      ? undefined
      : dnsSubdomainProblem('storageClassName', storageClassName),
  );
}
