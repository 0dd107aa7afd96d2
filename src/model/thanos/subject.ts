import type { Sender } from '../edge/senders.ts';
import type { Cluster, Subject } from '../subject.ts';
import { readThanos, type ThanosTracing, thanosSenders } from './tracing.ts';

/** What is known of Thanos. */
export interface ThanosPart {
  /** Tracing settings of Thanos, each of one container or resource. */
  readonly thanos: readonly ThanosTracing[];
}

/** Thanos, which sends spans of its own. */
export const thanos: Subject<Cluster, ThanosPart, Sender<'thanos'>> = {
  read: ({ objects, workloads }) => ({ thanos: readThanos(objects, workloads) }),
  senders: (model) => model.thanos.flatMap(thanosSenders),
};
