import type { Sender } from '../edge/senders.ts';
import type { Cluster, Subject } from '../subject.ts';
import { prometheusSenders } from './senders.ts';

/** Prometheus, which sends spans of its own. */
export const prometheus: Subject<Cluster, object, Sender<'workload'>> = {
  read: () => ({}),
  senders: ({ objects }) => prometheusSenders(objects),
};
