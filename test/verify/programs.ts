import { createServer, type RequestListener } from 'node:http';
import { createServer as createHttp2Server } from 'node:http2';
import type { Duplex } from 'node:stream';
import { createServer as createTlsServer } from 'node:tls';

/** What answers a connection. */
export type Accept = (connection: Duplex) => void;

/** Answers HTTP. */
export function http(listener: RequestListener): Accept {
  const server = createServer(listener);
  return (connection) => server.emit('connection', connection);
}

/** Takes whatever is sent, and says nothing. */
export function silent(): Accept {
  return (connection) => {
    connection.on('error', () => {});
    connection.resume();
  };
}

/** Speaks TLS with a certificate, as webhooks do. */
export function tls({ cert, private: key }: { cert: string; private: string }): Accept {
  const server = createTlsServer({ cert, key }, (socket) => socket.on('error', () => {}));
  server.on('tlsClientError', () => {});
  return (connection) => server.emit('connection', connection);
}

/** The ids of the traces in an OTLP request in protobuf: 16 bytes in field 1, and right behind them 8 bytes in field 2. */
export function traceIdsIn(body: Buffer): string[] {
  const ids: string[] = [];
  for (let at = body.indexOf('0a10', 0, 'hex'); at >= 0; at = body.indexOf('0a10', at + 1, 'hex')) {
    if (body.readUInt16BE(at + 18) !== 0x1208) continue;
    ids.push(body.subarray(at + 2, at + 18).toString('hex'));
  }
  return ids;
}

/** Takes traces by OTLP over gRPC; what it throws is the status that it answers with. */
export function otlpGrpc(take: (traceIds: string[]) => void): Accept {
  const server = createHttp2Server();
  server.on('stream', (stream, headers) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      const status = statusOf(() => take(traceIdsIn(Buffer.concat(chunks))));
      const path = headers[':path'];
      const known = path === '/opentelemetry.proto.collector.trace.v1.TraceService/Export';
      stream.on('wantTrailers', () =>
        stream.sendTrailers(known ? status : { 'grpc-status': '12', 'grpc-message': 'unknown' }),
      );
      stream.respond(
        { ':status': 200, 'content-type': 'application/grpc' },
        { waitForTrailers: true },
      );
      stream.end(Buffer.alloc(5));
    });
  });
  server.on('sessionError', () => {});
  return (connection) => server.emit('connection', connection);
}

function statusOf(work: () => void): Record<string, string> {
  try {
    work();
    return { 'grpc-status': '0' };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { 'grpc-status': '14', 'grpc-message': encodeURIComponent(message) };
  }
}

/** Takes traces by OTLP over HTTP; what it throws is what it refuses them with. */
export function otlpHttp(take: (traceIds: string[]) => void): Accept {
  return http((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (request.url !== '/v1/traces') return response.writeHead(404).end();
      const status = statusOf(() => take(traceIdsIn(Buffer.concat(chunks))));
      const refusal = status['grpc-message'];
      return refusal === undefined
        ? response.writeHead(200).end()
        : response.writeHead(503).end(decodeURIComponent(refusal));
    });
  });
}

/** Shows metrics. */
export function metrics(read: () => Readonly<Record<string, number>>): Accept {
  return http((_, response) => {
    const lines = Object.entries(read()).map(([series, value]) => `${series} ${value}\n`);
    response.end(lines.join(''));
  });
}
