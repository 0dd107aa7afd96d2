import { isAtLeast } from '../values/version.ts';
import { loadBalancers } from './load-balancing.ts';

/**
 * Types of exporters that keep what they have not sent in a queue, which an extension can store.
 *
 * Source: opentelemetry-collector v0.158.0 exporter/{otlpexporter,otlphttpexporter}, -contrib v0.158.0
 * exporter/{kafkaexporter,zipkinexporter,loadbalancingexporter}, `sending_queue`.
 */
const queueing: readonly string[] = [
  'otlp',
  'otlp_grpc',
  'otlphttp',
  'otlp_http',
  'kafka',
  'zipkin',
  ...loadBalancers,
];

/** Whether an exporter of a type has a queue that can be stored. */
export function canQueue(type: string): boolean {
  return queueing.includes(type);
}

/** First release whose queue makes batches by a number of spans (opentelemetry-collector v0.130.0 exporterhelper/internal/queuebatch). */
const queueBatchSince = '0.130.0';

/** Whether the queue of a release makes batches by itself, so that nothing is in memory alone before it is stored. */
export function queueBatches(version: string): boolean {
  return isAtLeast(version, queueBatchSince);
}

/** Group of the user that images of the project run as (opentelemetry-collector-releases v0.158.0 distributions, Dockerfile). */
export const collectorGroup = 10001;
