import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '../../cluster/harness/checks.ts';
import { say } from '../../cluster/harness/progress.ts';
import type { Stack } from '../../cluster/harness/stacks.ts';
import type { Store } from '../../cluster/harness/store.ts';
import { exceedsChance, holdsChance } from '../harness/binomial.ts';
import { runCleaner } from '../harness/cleaner.ts';
import { JaegerQuery } from '../harness/jaeger-query.ts';
import { type Counted, countSpans, documentsOf } from '../harness/stored-spans.ts';
import type { Suite } from '../suite.ts';
import { lackInPipeline, tracedPipeline } from './tekton.ts';
import { lackInQuery, requests, sampledQueries, samplingChance, tracedQuery } from './thanos.ts';
import { send } from './trace.ts';
import { operatedWorkloads, settledWorkloads } from './workloads.ts';

const NAMESPACE = 'tracing';
const ENTRANCE = 'http://otel-collector-collector.tracing:4317';
const OTHER_INDEX = 'other-jaeger-span-2020-01-01';
/** Batches of Thanos and of the collector come one after the other, and the store shows what it has after a second. */
const WHOLE_SECONDS = 45;
/** gRPC waits up to two minutes between two tries to connect. */
const CONNECTED_SECONDS = 150;
const STORED_SECONDS = 45;
const RESTART_SECONDS = 180;
const SENT = 1000;

/** What became of what was sent. */
export interface Evening {
  /** Spans that an application sent. */
  readonly sent: number;
  /** Of these, how many can be found. */
  readonly stored: number;
  /** How many of them a second time. */
  readonly storedTwice: number;
  /** Queries of Thanos that nobody asked a trace of. */
  readonly queries: number;
  /** Of these, how many were traced. */
  readonly queriesTraced: number;
  /** Spans of a PipelineRun of two tasks. */
  readonly pipelineSpans: number;
}

/** What runs in the evening: a query, a pipeline and an application, whose traces are found by their ids, whole. */
export async function checkEvening(suite: Suite, stack: Stack): Promise<Evening | undefined> {
  const { checks, cluster, store } = suite;
  const { kubectl } = cluster;
  const check = (title: string, body: () => Promise<void>) =>
    checks.check('evening', `${stack.name}: ${title}`, body);
  const jaeger = await JaegerQuery.of(kubectl, NAMESPACE);
  const found: { query?: string; pipeline?: string; pipelineSpans: number; sampled: number } = {
    pipelineSpans: 0,
    sampled: 0,
  };

  await check('a query of Thanos is one trace of query and store, with its PromQL', async () => {
    found.query = await foundQuery(suite, jaeger);
  });
  await check('a PipelineRun of two tasks is one trace, with both createTaskRun', async () => {
    const id = await tracedPipeline(suite);
    const { spans } = await jaeger.whole(id, WHOLE_SECONDS, lackInPipeline);
    found.pipeline = id;
    found.pipelineSpans = spans.length;
  });
  await check(`of ${requests} queries, one in 16 is traced`, async () => {
    found.sampled = await sampledQueries(suite, jaeger, async (last) => {
      for (const id of last) await jaeger.whole(id, WHOLE_SECONDS, lackInQuery);
    });
    holdsChance(found.sampled, requests, samplingChance);
  });
  let counted: Counted = { stored: 0, twice: 0 };
  await check(`of ${SENT} spans of a pod, each is stored once`, async () => {
    counted = await sendAndCount(suite, stack);
    if (counted.stored !== SENT || counted.twice !== 0) throw new Error(JSON.stringify(counted));
  });
  const { query, pipeline } = found;
  if (query === undefined || pipeline === undefined) return undefined;
  await check('after a restart of Jaeger, both traces are found again', async () => {
    await restartJaeger(suite, stack);
    await jaeger.whole(query, WHOLE_SECONDS, lackInQuery);
    await jaeger.whole(pipeline, WHOLE_SECONDS, lackInPipeline);
  });
  await check('the cleaner keeps what is younger than its days', async () => {
    await runCleaner(kubectl);
    await jaeger.whole(query, WHOLE_SECONDS, lackInQuery);
  });
  await check('the cleaner deletes what is older, of its own prefix', () =>
    cleansItsOwn(suite, store),
  );
  return evening(counted, found.sampled, found.pipelineSpans);
}

/** The same evening on the article's stack, which loses what `docs/article.md` says. */
export async function checkArticlesEvening(suite: Suite, stack: Stack): Promise<Evening> {
  const check = (title: string, body: () => Promise<void>) =>
    suite.checks.check('evening', `${stack.name}: ${title}`, body);
  const jaeger = await JaegerQuery.of(suite.cluster.kubectl, NAMESPACE);
  let sampled = 0;
  let counted: Counted = { stored: 0, twice: 0 };
  let pipelineSpans = 0;
  await check(`of ${requests} queries of Thanos, more than one in 16 are traced`, async () => {
    await tracedQuery(suite);
    // all are, and more than Thanos can hold until it sends them: which of them are lost, and the last, is chance
    sampled = await sampledQueries(suite, jaeger, () => sleep(WHOLE_SECONDS * 1000));
    exceedsChance(sampled, requests, samplingChance);
  });
  await check('of a PipelineRun of two tasks, no span is stored', async () => {
    const id = await tracedPipeline(suite);
    await sleep(WHOLE_SECONDS * 1000);
    pipelineSpans = (await jaeger.trace(id))?.spans.length ?? 0;
    if (pipelineSpans !== 0) throw new Error(`got ${pipelineSpans}`);
  });
  await check(`of ${SENT} spans of a pod, each is stored twice`, async () => {
    counted = await sendAndCount(suite, stack);
    if (counted.stored !== SENT || counted.twice !== SENT) throw new Error(JSON.stringify(counted));
  });
  return evening(counted, sampled, pipelineSpans);
}

function evening({ stored, twice }: Counted, queriesTraced: number, pipelineSpans: number) {
  return {
    sent: SENT,
    stored,
    storedTwice: twice,
    queries: requests,
    queriesTraced,
    pipelineSpans,
  };
}

/**
 * Id of a query whose trace is whole in Jaeger. Thanos drops spans while it connects to a collector whose pods are new, so a query
 * that leads to no trace is followed by another.
 */
async function foundQuery(suite: Suite, jaeger: JaegerQuery): Promise<string> {
  const deadline = Date.now() + CONNECTED_SECONDS * 1000;
  for (;;) {
    const id = await tracedQuery(suite);
    try {
      await jaeger.whole(id, WHOLE_SECONDS, lackInQuery);
      return id;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      say(`asks again: ${messageOf(error)}`);
    }
  }
}

/** Sends a trace from a pod, and counts what lies in the store when nothing more comes. */
async function sendAndCount(
  { cluster: { kubectl }, store }: Suite,
  { name }: Stack,
): Promise<Counted> {
  const service = `counted-${name.replaceAll(/[^a-z0-9]/g, '-')}`;
  await send(kubectl, service, ENTRANCE, { spans: SENT });
  const deadline = Date.now() + STORED_SECONDS * 1000;
  for (let last = -1; ; ) {
    await sleep(6_000);
    const documents = await documentsOf(store, service);
    const settled = documents === last && documents >= SENT;
    if (settled || Date.now() > deadline) return countSpans(store, service);
    last = documents;
  }
}

/** Has every pod of Jaeger replaced, and waits for the new ones. */
async function restartJaeger({ cluster: { kubectl } }: Suite, stack: Stack): Promise<void> {
  const workloads = operatedWorkloads(stack).filter(
    ({ name, namespace }) => namespace === NAMESPACE && /^jaeger/.test(name),
  );
  if (workloads.length === 0) throw new Error('Jaeger must have workloads');
  const pods = (await kubectl.list('pods', NAMESPACE)).filter(({ metadata }) =>
    workloads.some(({ name }) => metadata.name.startsWith(`${name}-`)),
  );
  const names = pods.map(({ metadata }) => `pod/${metadata.name}`);
  await kubectl.run(['-n', NAMESPACE, 'delete', '--wait', ...names]);
  await settledWorkloads(kubectl, workloads, RESTART_SECONDS);
}

/** The cleaner judges an index by when it was created, which nobody can set: none is older than 0 days. */
async function cleansItsOwn({ cluster: { kubectl } }: Suite, store: Store): Promise<void> {
  await store.create(OTHER_INDEX);
  try {
    const before = await store.indexIds();
    await runCleaner(kubectl, 0);
    const left = await store.indexIds();
    // a span that comes right after makes one of the same name
    const own = [...before].filter(
      ([name, id]) => /^tracing-jaeger-(?:span|service)-/.test(name) && left.get(name) === id,
    );
    if (own.length > 0) throw new Error(`must be gone: ${own.join('; ')}`);
    if (!left.has(OTHER_INDEX)) throw new Error(`${OTHER_INDEX} must be left`);
  } finally {
    await store.remove(OTHER_INDEX);
  }
}
