import type { ImagePorts } from '../edge/image-ports.ts';

/** Kafka (documentation of the images apache/kafka, bitnami/kafka and confluentinc/cp-kafka). */
export const kafkaPorts: ImagePorts = {
  repository: /(^|\/)kafka$|(^|\/)cp-kafka$/,
  ports: { 9092: 'kafka', 9094: 'kafka' },
};
