import { kafkaPorts } from '../../upstream/kafka/image-ports.ts';
import { imageListening } from '../edge/pods.ts';
import type { Sender } from '../edge/senders.ts';
import type { JaegerPart } from '../jaeger/subject.ts';
import type { Subject } from '../subject.ts';
import { kafkaSenders } from './senders.ts';

/** Kafka, between collectors and ingesters of Jaeger. */
export const kafka: Subject<JaegerPart, object, Sender<'jaeger'>> = {
  read: () => ({}),
  listening: imageListening(kafkaPorts),
  senders: ({ jaegerRoles }) => jaegerRoles.flatMap(kafkaSenders),
};
