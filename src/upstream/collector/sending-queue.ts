import type { Problem } from '../values/problem.ts';
import { isVariable, settingDuration, settingNumber } from '../values/settings.ts';
import { isRecord, own, text, type UnknownRecord } from '../values/unknown.ts';
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

/**
 * Whether a queue of a release that is stored counts bytes: since it makes batches (opentelemetry-collector#13340). All that is stored is
 * counted so, whatever it was counted by before.
 */
export function queueCountsBytes(version: string): boolean {
  return isAtLeast(version, queueBatchSince);
}

/** Whether a queue of a release may count spans, by `sizer: items`, which came to all queues with the batches. */
export function queueCountsSpans(version: string): boolean {
  return isAtLeast(version, queueBatchSince);
}

/** Requests that an exporter sends at once out of its queue (opentelemetry-collector v0.158.0 exporterhelper NewDefaultQueueConfig). */
const defaultConsumers = 10;

/**
 * Requests that an exporter sends at once, as far as its settings tell; unset when a variable decides. Without a queue, each caller
 * sends for itself, and a batch processor is one.
 */
export function requestsAtOnce(settings: UnknownRecord): number | undefined {
  const queue = own(settings, 'sending_queue');
  const [enabled, consumers] = [own(queue, 'enabled'), own(queue, 'num_consumers')];
  if (isVariable(queue) || isVariable(enabled) || isVariable(consumers)) return undefined;
  return enabled === false ? 1 : (settingNumber(consumers) ?? defaultConsumers);
}

/** Spans that are sent at once, and how long is waited for that many. */
export interface BatchSize {
  readonly spans: number;
  /** Milliseconds. */
  readonly timeout: number;
}

/** Spans in a batch of a queue that makes some, where nothing is set, and the milliseconds that it waits for them (likewise). */
const queueBatch: BatchSize = { spans: 8192, timeout: 200 };

/**
 * Batches that the queue of an exporter makes of what it gets in batches of another size.
 *
 * @param given - batches that it gets; undefined when that is not known
 * @returns undefined when the settings do not tell, such as for batches that are counted in bytes
 */
export function batchesOfQueue(
  settings: UnknownRecord,
  given: BatchSize | undefined,
): BatchSize | undefined {
  // the experimental setting of releases before 0.130
  if (own(settings, 'batcher') !== undefined) return undefined;
  const queue = own(settings, 'sending_queue');
  const batch = own(queue, 'batch');
  if (own(queue, 'enabled') === false || batch === undefined) return given;
  if (!isRecord(batch)) return undefined;
  if (own(batch, 'enabled') === false) return given;
  const sizer = own(batch, 'sizer') ?? own(queue, 'sizer') ?? 'items';
  const [least, most] = [own(batch, 'min_size'), own(batch, 'max_size')];
  if (sizer !== 'items' || [least, most].some(isVariable)) return undefined;
  const timeout = settingDuration(own(batch, 'flush_timeout')) ?? queueBatch.timeout;
  const largest = settingNumber(most) || 0;
  if (largest > 0) return { spans: largest, timeout };
  const spans = settingNumber(least) ?? queueBatch.spans;
  return given && given.spans > spans ? given : { spans, timeout };
}

/** Group of the user that images of the project run as (opentelemetry-collector-releases v0.158.0 distributions, Dockerfile). */
export const collectorGroup = 10001;

/** Sections of exporters that a switch turns off, with what they then do not do. */
const switched: Readonly<Record<string, string>> = {
  sending_queue: 'keeps nothing',
  retry_on_failure: 'retries nothing',
};

/** Settings that look as if something were kept, when the queue is off. */
const weighty: readonly string[] = ['storage', 'batch'];

/**
 * Settings of an exporter that another of its settings makes count for nothing.
 *
 * Source: opentelemetry-collector v0.158.0 exporter/exporterhelper, config/configretry BackOffConfig.Enabled, config/configtls
 * ClientConfig.LoadTLSConfig.
 */
export function idleSettings(settings: UnknownRecord): Problem[] {
  const off = Object.entries(switched).flatMap(([section, what]) => {
    const value = own(settings, section);
    if (!isRecord(value) || value.enabled !== false) return [];
    const others = Object.keys(value).filter((key) => key !== 'enabled' && value[key] !== null);
    return others.map(
      (key): Problem => ({
        path: [section, key],
        message: `${key} has no effect: ${section} is disabled and ${what}`,
        severity: weighty.includes(key) ? 'warning' : 'info',
      }),
    );
  });
  return [...off, ...idleCertificates(own(settings, 'tls'))];
}

/** With `insecure`, and without a CA, nothing else is read that is said of TLS. */
function idleCertificates(tls: unknown): Problem[] {
  const trusts = ['ca_file', 'ca_pem'].some((key) => Boolean(text(own(tls, key))));
  if (own(tls, 'insecure') !== true || trusts) return [];
  const keys = ['cert_file', 'cert_pem'].filter((key) => Boolean(text(own(tls, key))));
  return keys.map((key) => ({
    path: ['tls', key],
    message: `${key} has no effect with insecure: true and without a CA, no client certificate is sent`,
    severity: 'warning' as const,
  }));
}
