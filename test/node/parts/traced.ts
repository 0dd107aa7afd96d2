import { at, listAt, textAt } from '../../cluster/harness/objects.ts';
import type { Stack } from '../../cluster/harness/stacks.ts';
import type { Suite } from '../suite.ts';
import { verify } from './verify.ts';

/** As users have it: what could not be sent while pods started is tried again within that time. */
const TIMEOUT = '--timeout=60';

/** A trace through every entrance of an example is stored and found, and `tracing verify` has nothing else to say of it. */
export async function checkTraced(suite: Suite, stack: Stack): Promise<void> {
  const { checks } = suite;
  await checks.check(
    'examples',
    `${stack.name}: a trace through every entrance is found`,
    async () => {
      const { stdout, stderr } = await verify(suite, stack, [TIMEOUT, '--format', 'json']);
      if (stdout === '') throw new Error(stderr);
      // whoever sends by himself may not have sent yet
      const results = listAt(JSON.parse(stdout), 'checks').filter(
        (one) => at(one, 'group') !== 'clients',
      );
      const traces = results.filter((one) => at(one, 'group') === 'trace');
      if (!traces.some(isPassed)) throw new Error(`none was tried: ${JSON.stringify(traces)}`);
      // what speaks another protocol is said to be untested
      const wrong = results.filter((one) => at(one, 'status') === 'failed');
      if (wrong.length > 0) throw new Error(JSON.stringify(wrong, undefined, 2));
    },
  );
}

function isPassed(result: unknown): boolean {
  return textAt(result, 'status') === 'passed';
}
