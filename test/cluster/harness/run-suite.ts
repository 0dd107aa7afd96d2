import { messageOf } from './checks.ts';

/** Has a suite set the exit code of this process, 2 when it could not run; a signal ends it as `exit` does, with all that listens to that. */
export async function runSuite(main: () => Promise<number>): Promise<void> {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      console.error(`ended by ${signal}`);
      process.exit(1);
    });
  }
  try {
    process.exitCode = await main();
  } catch (error) {
    console.error(messageOf(error));
    process.exitCode = 2;
  }
}
