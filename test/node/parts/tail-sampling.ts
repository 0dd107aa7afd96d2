import { setTimeout as sleep } from 'node:timers/promises';
import type { Stack } from '../../cluster/harness/stacks.ts';
import { holdsChance } from '../harness/binomial.ts';
import { JaegerQuery } from '../harness/jaeger-query.ts';
import type { Suite } from '../suite.ts';
import { send } from './trace.ts';

const ENTRANCE = 'http://otel-collector-collector.tracing:4317';
const SERVICE = 'tail-sampled';
const FAILING = `${SERVICE}-failing`;
/** What the example keeps of traces that neither failed nor were slow. */
const CHANCE = 0.1;
const TRACES = 400;
const FAILED = 5;
/** The example judges a trace after ten seconds; batches and the store follow. */
const FOUND_SECONDS = 60;
/** Another pod of the sampler may have a batch yet. */
const SETTLE_MS = 8_000;

/** Of `examples/tail-sampling.ts`: traces that failed are kept, of others a share. */
export async function checkTailSampling(
  { checks, cluster: { kubectl } }: Suite,
  { name }: Stack,
): Promise<void> {
  if (name !== 'tail-sampling') return;
  const title = `${name}: traces that failed are kept, of ${TRACES} others one in ten`;
  await checks.check('examples', title, async () => {
    const since = Date.now();
    const jaeger = await JaegerQuery.of(kubectl, 'tracing');
    await send(kubectl, SERVICE, ENTRANCE, { traces: TRACES });
    // judged last, these are found last
    await send(kubectl, FAILING, ENTRANCE, { traces: FAILED, failing: true });
    await jaeger.some(FAILING, 'one', { count: FAILED, since, seconds: FOUND_SECONDS });
    await sleep(SETTLE_MS);
    const { size } = await jaeger.idsOf(SERVICE, 'one', since);
    holdsChance(size, TRACES, CHANCE);
  });
}
