import { request } from 'node:http';
import type { Duplex } from 'node:stream';
import { secured } from './tls.ts';
import { within } from './within.ts';

/** A request over a connection that stands. */
export interface HttpRequest {
  /** @default 'GET' */
  readonly method?: 'GET' | 'POST';
  readonly path: string;
  /** @default - none but the host */
  readonly headers?: Readonly<Record<string, string>>;
  /** @default - none */
  readonly body?: Uint8Array | string;
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

/** An answer. */
export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
}

/**
 * Asks a question over a connection, which ends with the answer.
 *
 * @throws when the connection breaks, or there is no answer in time
 */
export async function httpRequest(connection: Duplex, question: HttpRequest): Promise<HttpAnswer> {
  const { tls = false, patience = 10 } = question;
  return within(connection, patience, async () =>
    ask(tls ? await secured(connection) : connection, question),
  );
}

function ask(
  stream: Duplex,
  { method = 'GET', path, headers = {}, body }: HttpRequest,
): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        method,
        path,
        headers: { host: 'localhost', ...headers },
        createConnection: () => stream,
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            body: Buffer.concat(chunks).toString('utf8'),
          }),
        );
      },
    );
    asked.on('error', reject);
    asked.end(body);
  });
}
