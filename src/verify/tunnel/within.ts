import type { Duplex } from 'node:stream';

/** Milliseconds between the end of a connection and its last word being heard. */
const echo = 100;

/**
 * Does something over a connection, which ends with it.
 *
 * @param patience - seconds to wait
 * @throws when the connection breaks, is closed before there is a result, or nothing comes in time
 */
export async function within<T>(
  connection: Duplex,
  patience: number,
  work: () => Promise<T>,
): Promise<T> {
  const timers: NodeJS.Timeout[] = [];
  try {
    return await new Promise<T>((resolve, reject) => {
      // timers, and not AbortSignal.timeout, which lets the process end while something is awaited
      const fail = (milliseconds: number, message: string) =>
        timers.push(setTimeout(() => reject(new Error(message)), milliseconds));
      fail(patience * 1000, `no answer within ${patience} s`);
      const closed = () => fail(echo, 'the connection was closed');
      connection.once('error', reject);
      connection.once('close', closed);
      // a refusal may have come before anybody listened
      if (connection.errored) reject(connection.errored);
      else if (connection.destroyed) closed();
      else work().then(resolve, reject);
    });
  } finally {
    for (const timer of timers) clearTimeout(timer);
    connection.destroy();
  }
}
