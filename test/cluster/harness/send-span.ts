import { ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';

/** A span that was sent. */
export interface SentSpan {
  readonly traceId: string;
  readonly spanId: string;
}

/**
 * Sends a span by the OpenTelemetry SDK over OTLP/HTTP, with a number among its attributes.
 *
 * @param url of the server, without a path
 * @param parent span that it is a child of
 */
export async function sendSpan(
  url: string,
  service: string,
  name: string,
  parent?: SentSpan,
): Promise<SentSpan> {
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': service }),
    spanProcessors: [
      new SimpleSpanProcessor({ exporter: new OTLPTraceExporter({ url: `${url}/v1/traces` }) }),
    ],
  });
  const context = parent
    ? trace.setSpanContext(ROOT_CONTEXT, { ...parent, traceFlags: 1, isRemote: true })
    : ROOT_CONTEXT;
  const span = provider
    .getTracer('cluster-test')
    .startSpan(name, { attributes: { 'http.response.status_code': 200 } }, context);
  span.end();
  await provider.forceFlush();
  await provider.shutdown();
  const { traceId, spanId } = span.spanContext();
  return { traceId, spanId };
}
