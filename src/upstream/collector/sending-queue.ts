import type { Problem } from '../values/problem.ts';
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

/** Group of the user that images of the project run as (opentelemetry-collector-releases v0.158.0 distributions, Dockerfile). */
export const collectorGroup = 10001;

/** Sections of exporters that a switch turns off, with what they then do not do. */
const switched: Readonly<Record<string, string>> = {
  sending_queue: 'keeps nothing',
  retry_on_failure: 'sends nothing again',
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
        message: `${key} counts for nothing: ${section} is off and ${what}`,
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
    message: `${key} counts for nothing beside insecure: true and without a CA, no certificate is shown`,
    severity: 'warning' as const,
  }));
}
