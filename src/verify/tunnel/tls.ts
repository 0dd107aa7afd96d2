import type { Duplex } from 'node:stream';
import { connect, type TLSSocket } from 'node:tls';

/** Whose certificate is awaited. */
export interface Trust {
  /** Host name that the certificate must be for. */
  readonly host: string;
  /** Certificates to trust, in PEM. */
  readonly ca: string;
}

/**
 * Speaks TLS over a connection.
 *
 * @param trust - whose certificate is awaited; without it, any will do, since the API server says who is at the other end
 * @throws when the other end does not speak TLS, or its certificate is not to be trusted
 */
export async function secured(
  connection: Duplex,
  {
    trust,
    protocols = [],
  }: { readonly trust?: Trust; readonly protocols?: readonly string[] } = {},
): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const socket = connect({
      socket: connection,
      ALPNProtocols: [...protocols],
      ...(trust
        ? { ca: trust.ca, servername: trust.host, rejectUnauthorized: true }
        : { rejectUnauthorized: false }),
    });
    socket.once('secureConnect', () => resolve(socket));
    // an end without a word is what a port that speaks something else answers with
    socket.once('error', reject);
    // an end without a word is what a port that speaks something else answers with
    socket.once('close', () => reject(new Error('the connection was closed')));
  });
}
