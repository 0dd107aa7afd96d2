import { cassandraPorts } from '../../upstream/cassandra/image-ports.ts';
import { imageListening } from '../edge/pods.ts';
import type { Sender } from '../edge/senders.ts';
import type { JaegerPart } from '../jaeger/subject.ts';
import type { Subject } from '../subject.ts';
import { cassandraSenders } from './senders.ts';

/** Cassandra, which stores spans. */
export const cassandra: Subject<JaegerPart, object, Sender<'jaeger'>> = {
  read: () => ({}),
  listening: imageListening(cassandraPorts),
  senders: ({ jaegerRoles }) => jaegerRoles.flatMap(cassandraSenders),
};
