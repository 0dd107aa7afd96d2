import { setTimeout as sleep } from 'node:timers/promises';
import type { Stack } from '../../cluster/harness/stacks.ts';
import { receiversOf } from '../harness/outside.ts';
import type { Suite } from '../suite.ts';
import { send } from './trace.ts';

const ENTRANCE = 'http://otel-collector-collector.tracing:4317';
/** The collector waits for a batch. */
const SENT_SECONDS = 30;

/** What a pod sends to the collector of a stack comes to each receiver outside of the cluster that the stack sends to. */
export async function checkSentOutside(
  { checks, cluster: { kubectl }, outside }: Suite,
  stack: Stack,
): Promise<void> {
  const wanted = receiversOf(stack);
  if (wanted.length === 0) return;
  const title = `${stack.name}: what a pod sends comes to ${wanted.join(' and ')}`;
  await checks.check('examples', title, async () => {
    const service = `outside-${stack.name}`;
    await send(kubectl, service, ENTRANCE);
    const deadline = Date.now() + SENT_SECONDS * 1000;
    for (;;) {
      const missing = wanted.filter((receiver) => !outside.has(receiver, service));
      if (missing.length === 0) return;
      if (Date.now() > deadline) {
        throw new Error(`nothing at ${missing.join(', ')} after ${SENT_SECONDS} s`);
      }
      await sleep(500);
    }
  });
}
