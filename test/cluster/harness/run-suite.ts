import { messageOf } from './checks.ts';

/**
 * Ends this process with the exit code of a suite, 2 when it could not run; a signal ends it in the same way, with all that listens
 * to `exit`. What a part leaves running where it fails must not keep the process, and with it CI, from its end.
 */
export async function runSuite(main: () => Promise<number>): Promise<void> {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      console.error(`ended by ${signal}`);
      process.exit(1);
    });
  }
  try {
    process.exit(await main());
  } catch (error) {
    console.error(messageOf(error));
    process.exit(2);
  }
}
