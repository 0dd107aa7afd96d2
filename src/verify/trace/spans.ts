import { randomBytes } from 'node:crypto';
import { type Attributes, SpanKind, SpanStatusCode, TraceFlags } from '@opentelemetry/api';
import { ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer';

/** Name of the service that the spans are of. */
export const serviceName = 'tracing-verify';

/** A span that is sent to see where it arrives, the only one of its trace. */
export interface TestSpan {
  readonly traceId: string;
  readonly spanId: string;
  /** What it is for. */
  readonly name: string;
  /** Seconds that it says to have taken. */
  readonly duration: number;
  readonly failed: boolean;
  readonly attributes: Attributes;
}

/** What a span should look like, so that what samples on its way keeps it. */
export type Looks = Pick<TestSpan, 'duration' | 'failed' | 'attributes'>;

/** A span with new, random ids. */
export function testSpan(name: string, looks: Looks): TestSpan {
  return {
    traceId: randomBytes(16).toString('hex'),
    spanId: randomBytes(8).toString('hex'),
    name,
    ...looks,
  };
}

/** Spans as OTLP has them, a request of gRPC and of HTTP alike. */
export function otlpRequest(spans: readonly TestSpan[]): Uint8Array {
  const now = Date.now();
  const resource = { attributes: { 'service.name': serviceName } };
  const all = spans.map(({ traceId, spanId, name, duration, failed, attributes }) => ({
    name,
    kind: SpanKind.INTERNAL,
    spanContext: () => ({ traceId, spanId, traceFlags: TraceFlags.SAMPLED }),
    startTime: hrTime(now - duration * 1000),
    endTime: hrTime(now),
    duration: hrTime(duration * 1000),
    status: failed
      ? { code: SpanStatusCode.ERROR, message: 'for samplers that keep errors' }
      : { code: SpanStatusCode.UNSET },
    attributes,
    links: [],
    events: [],
    ended: true,
    resource,
    instrumentationScope: { name: serviceName },
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  }));
  type Spans = Parameters<typeof ProtobufTraceSerializer.serializeRequest>[0];
  const request = ProtobufTraceSerializer.serializeRequest(all as unknown as Spans);
  if (request === undefined) throw new Error('the spans cannot be written');
  return request;
}

function hrTime(milliseconds: number): [number, number] {
  const seconds = Math.floor(milliseconds / 1000);
  return [seconds, Math.round((milliseconds - seconds * 1000) * 1e6)];
}

/** Spans as Zipkin's second version has them. */
export function zipkinRequest(spans: readonly TestSpan[]): string {
  const now = Date.now();
  return JSON.stringify(
    spans.map(({ traceId, spanId, name, duration, failed, attributes }) => ({
      traceId,
      id: spanId,
      name,
      timestamp: Math.round((now - duration * 1000) * 1000),
      duration: Math.max(1, Math.round(duration * 1e6)),
      localEndpoint: { serviceName },
      tags: {
        ...Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, `${value}`])),
        ...(failed ? { error: 'for samplers that keep errors' } : {}),
      },
    })),
  );
}
