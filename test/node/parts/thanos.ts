import { setTimeout as sleep } from 'node:timers/promises';
import type { JaegerQuery, Trace } from '../harness/jaeger-query.ts';
import { serviceUrl } from '../harness/services.ts';
import type { Suite } from '../suite.ts';

const NAMESPACE = 'monitoring';
const SERVICE = 'thanos-query';
const PORT = 19192;
/** What the block in the bucket holds. */
const SERIES = 'evening_temp';
const ROOT = '/query_range HTTP[server]';
const READY_SECONDS = 90;

/** Requests without the header that asks for a trace. */
export const requests = 480;
/** Chance that `thanos-query` samples one of them. */
export const samplingChance = 1 / 16;

/** A query of two hours of the series; its trace is always sampled when `forced`. */
async function query(url: string, forced: boolean): Promise<{ series: number; trace: string }> {
  const end = Math.floor(Date.now() / 1000);
  const range = new URLSearchParams({
    query: SERIES,
    start: `${end - 5400}`,
    end: `${end - 600}`,
    step: '300',
  });
  const response = await fetch(`${url}/api/v1/query_range?${range}`, {
    headers: forced ? { 'X-Thanos-Force-Tracing': '1' } : {},
  });
  const answer = (await response.json()) as { data?: { result?: unknown[] } };
  if (!response.ok) throw new Error(`query_range: ${response.status} ${JSON.stringify(answer)}`);
  return {
    series: answer.data?.result?.length ?? 0,
    trace: response.headers.get('X-Thanos-Trace-Id') ?? '',
  };
}

/** Runs a query whose trace is asked for, once its stores are known, and gives the id of the trace. */
export async function tracedQuery({ cluster: { kubectl } }: Suite): Promise<string> {
  const url = await serviceUrl(kubectl, NAMESPACE, SERVICE, PORT);
  const deadline = Date.now() + READY_SECONDS * 1000;
  while ((await query(url, false)).series === 0) {
    if (Date.now() > deadline) throw new Error(`no store gives ${SERIES}`);
    await sleep(1_000);
  }
  const { trace } = await query(url, true);
  if (!/^[0-9a-f]{32}$/.test(trace)) throw new Error(`X-Thanos-Trace-Id must name it: ${trace}`);
  return trace;
}

/** What is missing in the trace of a query; undefined when it is whole. */
export function lackInQuery({ services, roots, orphans, spans }: Trace): string | undefined {
  if (services.size !== 2 || !services.has(SERVICE) || !services.has('thanos-store')) {
    return `it must be of thanos-query and thanos-store, is of ${[...services].join(', ')}`;
  }
  if (roots.join() !== ROOT) return `its root must be ${ROOT}, is ${roots.join(', ')}`;
  if (orphans.length > 0) return `spans have no parent: ${orphans.join(', ')}`;
  const shown = spans.some(({ values }) => values.some((value) => `${value}`.includes(SERIES)));
  return shown ? undefined : `no span has the PromQL ${SERIES}`;
}

/**
 * Runs many queries that nobody asks a trace of.
 *
 * @param settle waits until those are found that can be, after three whose traces are asked for, with their ids
 * @returns how many are found
 */
export async function sampledQueries(
  { cluster: { kubectl } }: Suite,
  jaeger: JaegerQuery,
  settle: (last: readonly string[]) => Promise<void>,
): Promise<number> {
  const url = await serviceUrl(kubectl, NAMESPACE, SERVICE, PORT);
  const since = Date.now();
  for (let left = requests; left > 0; left -= 1) await query(url, false);
  // sent last, they are found last, of whichever pod they are
  const last: string[] = [];
  while (last.length < 3) last.push((await query(url, true)).trace);
  await settle(last);
  const found = await jaeger.idsOf(SERVICE, ROOT, since);
  for (const id of last) found.delete(id);
  return found.size;
}
