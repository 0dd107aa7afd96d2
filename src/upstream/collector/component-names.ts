import type { EndpointProtocol } from '../edge/protocols.ts';
import { isAtLeast } from '../values/version.ts';

/** Protocols that a collector can open with its own distribution's core receivers. */
export type ReceiverProtocol = Exclude<EndpointProtocol, 'jaeger-query'>;

/** A receiver and the key under its `protocols`, where it has any. */
interface ReceiverSlot {
  /** Receiver type, `otlp`. */
  readonly receiver: 'otlp' | 'jaeger' | 'zipkin';
  /** Key under `protocols`; unset for receivers with a single endpoint. */
  readonly key?: 'grpc' | 'http' | 'thrift_http';
}

/** Where a protocol is configured in a collector (opentelemetry-collector otlpreceiver, contrib jaegerreceiver and zipkinreceiver). */
export const receiverSlots: Readonly<Record<ReceiverProtocol, ReceiverSlot>> = {
  'otlp-grpc': { receiver: 'otlp', key: 'grpc' },
  'otlp-http': { receiver: 'otlp', key: 'http' },
  'jaeger-grpc': { receiver: 'jaeger', key: 'grpc' },
  'jaeger-thrift-http': { receiver: 'jaeger', key: 'thrift_http' },
  zipkin: { receiver: 'zipkin' },
};

/**
 * Receivers that do not start without one of their protocols.
 *
 * Source: opentelemetry-collector v0.158.0 receiver/otlpreceiver/config.go, -contrib v0.158.0
 * receiver/jaegerreceiver/config.go.
 */
export const receiversWithProtocols: readonly string[] = ['otlp', 'jaeger'];

/**
 * Type of the exporter that sends OTLP: `otlp` and `otlphttp` were renamed `otlp_grpc` and `otlp_http` at 0.144.0, and the
 * old ids are deprecated aliases since (opentelemetry-collector v0.144.0 CHANGELOG).
 */
export function otlpExporterType(protocol: 'otlp-grpc' | 'otlp-http', version: string): string {
  if (isAtLeast(version, '0.144.0')) return protocol === 'otlp-grpc' ? 'otlp_grpc' : 'otlp_http';
  return protocol === 'otlp-grpc' ? 'otlp' : 'otlphttp';
}

/**
 * Type of the exporter that prints spans: `debug` since 0.86.0, `logging` before; `logging` is gone since 0.111.0
 * (opentelemetry-collector CHANGELOG).
 */
export function debugExporterType(version: string): 'debug' | 'logging' {
  return isAtLeast(version, '0.86.0') ? 'debug' : 'logging';
}
