import { reasonOf } from '../../upstream/values/unknown.ts';
import { type Cluster, NotAllowed, type PodName } from '../cluster.ts';
import { grpcCall } from '../tunnel/grpc.ts';
import { httpRequest } from '../tunnel/http.ts';
import type { Entrance } from './entrances.ts';
import { otlpRequest, type TestSpan, zipkinRequest } from './spans.ts';

const exportPath = '/opentelemetry.proto.collector.trace.v1.TraceService/Export';

/**
 * Why spans are not taken; undefined when they are.
 *
 * @param patience - seconds to wait for an answer
 */
export async function send(
  cluster: Cluster,
  { pod, port }: { readonly pod: PodName; readonly port: number },
  { protocol, path, tls }: Entrance,
  spans: readonly TestSpan[],
  patience: number,
): Promise<string | undefined> {
  const connection = await cluster.connect(pod, port);
  try {
    if (protocol === 'otlp-grpc') {
      const call = { path: exportPath, message: otlpRequest(spans), tls, patience };
      const { code, message } = await grpcCall(connection, call);
      return code === 0 ? undefined : `gRPC status ${code}: ${message}`;
    }
    const zipkin = protocol === 'zipkin';
    const { status, body } = await httpRequest(connection, {
      method: 'POST',
      path,
      tls,
      patience,
      headers: { 'content-type': zipkin ? 'application/json' : 'application/x-protobuf' },
      body: zipkin ? zipkinRequest(spans) : otlpRequest(spans),
    });
    return status >= 200 && status < 300
      ? undefined
      : `HTTP status ${status}: ${body.trim().slice(0, 200)}`;
  } catch (error) {
    if (error instanceof NotAllowed) throw error;
    return reasonOf(error);
  }
}
