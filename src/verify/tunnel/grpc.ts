import { type ClientHttp2Session, connect } from 'node:http2';
import type { Duplex } from 'node:stream';
import { secured } from './tls.ts';
import { within } from './within.ts';

/** What a gRPC call came to. */
export interface GrpcAnswer {
  /** Code of gRPC; 0 is OK. */
  readonly code: number;
  /** What the server says about it. */
  readonly message: string;
}

/** A call of one message, and one message back, of which nobody needs to know. */
export interface GrpcCall {
  /** Such as `/opentelemetry.proto.collector.trace.v1.TraceService/Export`. */
  readonly path: string;
  readonly message: Uint8Array;
  /**
   * Whether the port speaks TLS.
   *
   * @default false
   */
  readonly tls?: boolean;
  /**
   * Seconds to wait for the answer.
   *
   * @default 10
   */
  readonly patience?: number;
}

/**
 * Calls a method over a connection, which ends with the answer.
 *
 * Source: gRPC over HTTP/2, PROTOCOL-HTTP2.md.
 *
 * @throws when the connection breaks, the other end speaks no gRPC, or there is no answer in time
 */
export async function grpcCall(connection: Duplex, call: GrpcCall): Promise<GrpcAnswer> {
  const { tls = false, patience = 10 } = call;
  return within(connection, patience, async () => {
    const stream = tls ? await secured(connection, { protocols: ['h2'] }) : connection;
    const session = connect('http://localhost', { createConnection: () => stream });
    try {
      return await ask(session, call);
    } finally {
      session.destroy();
    }
  });
}

function ask(session: ClientHttp2Session, { path, message }: GrpcCall): Promise<GrpcAnswer> {
  return new Promise((resolve, reject) => {
    session.on('error', reject);
    const request = session.request({
      ':method': 'POST',
      ':path': path,
      'content-type': 'application/grpc',
      te: 'trailers',
    });
    let answer: Record<string, unknown> = {};
    const hear = (headers: object) => {
      answer = { ...answer, ...headers };
    };
    request.on('response', hear);
    request.on('trailers', hear);
    request.on('error', reject);
    request.on('close', () => {
      const code = Number(answer['grpc-status'] ?? Number.NaN);
      if (Number.isNaN(code)) reject(new Error(`no gRPC answer, ${described(answer)}`));
      else resolve({ code, message: decodeURIComponent(String(answer['grpc-message'] ?? '')) });
    });
    request.resume();
    request.end(framed(message));
  });
}

/** A message as gRPC sends it: not compressed, with its length before it. */
function framed(message: Uint8Array): Buffer {
  const frame = Buffer.alloc(5 + message.length);
  frame.writeUInt32BE(message.length, 1);
  frame.set(message, 5);
  return frame;
}

function described(answer: Readonly<Record<string, unknown>>): string {
  const status = answer[':status'];
  return status === undefined ? 'the connection was closed' : `HTTP status ${status}`;
}
