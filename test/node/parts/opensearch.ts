import type { Stack } from '../../cluster/harness/stacks.ts';
import { runCleaner } from '../harness/cleaner.ts';
import { JaegerQuery } from '../harness/jaeger-query.ts';
import type { Suite } from '../suite.ts';
import { send } from './trace.ts';

/** The stack of `test/node/stacks/opensearch.ts`. */
export const openSearch = 'opensearch';

const ENTRANCE = 'http://otel-collector-collector.tracing:4317';
const SERVICE = 'on-opensearch';
const FOUND_SECONDS = 90;
const jaegers: readonly string[] = ['v1-on-2', 'v2-on-2', 'v1-on-3', 'v2-on-3'];

/** Each Jaeger has stored on its OpenSearch what a pod has sent, finds it again, and deletes its indices when their days are over. */
export async function checkOpenSearch(suite: Suite, stack: Stack): Promise<void> {
  if (stack.name !== openSearch) return;
  const { checks, cluster, outside } = suite;
  const { kubectl } = cluster;
  const check = (title: string, body: () => Promise<void>) =>
    checks.check('examples', `${stack.name}: ${title}`, body);
  const since = Date.now();
  const sent = await check('a pod sends a trace', () => send(kubectl, SERVICE, ENTRANCE));
  if (!sent) return;
  for (const name of jaegers) {
    await check(`${name} finds it`, async () => {
      const jaeger = await JaegerQuery.of(kubectl, 'tracing', `${name}-query`);
      await jaeger.some(SERVICE, 'one', { since, seconds: FOUND_SECONDS });
    });
    await check(
      `the cleaner of ${name} keeps its indices, and deletes them after 0 days`,
      async () => {
        const store = outside.openSearch(`opensearch-${name.at(-1)}.example.com`);
        const own = async (): Promise<string[]> =>
          (await store.indices()).filter((index) => index.startsWith(`${name}-jaeger-span-`));
        await runCleaner(kubectl, undefined, `${name}-es-index-cleaner`);
        const kept = await own();
        if (kept.length === 0) throw new Error('none is there');
        await runCleaner(kubectl, 0, `${name}-es-index-cleaner`);
        const left = await own();
        if (left.length > 0) throw new Error(`left: ${left.join(', ')}`);
      },
    );
  }
}
