import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Collector } from '../../../src/model/collector/instances.ts';
import { at, list, text } from '../../../src/upstream/values/unknown.ts';
import { modelOfObjects } from '../../objects-model.ts';
import { lackingMetrics, metricsOf } from '../harness/alert-metrics.ts';
import type { Checks } from '../harness/checks.ts';
import { startCollectorV1, startQueryV1, startV2 } from '../harness/jaeger-processes.ts';
import type { LocalProcess } from '../harness/local-process.ts';
import { type KubeObject, readManifests } from '../harness/objects.ts';
import { jaegerV2 } from '../harness/programs.ts';
import { run } from '../harness/run-program.ts';
import { type SentSpan, sendSpan } from '../harness/send-span.ts';
import { Store } from '../harness/store.ts';
import { generate } from './jaeger-model.ts';

const PART = 'migration';
const FOUND_SECONDS = 60;
const POLL_MS = 500;
const PREFIX = 'team-a';
const SERVICE = 'shop';

/** Paths of what runs in this part. */
export interface MigrationPrograms {
  /** Jaeger v2. */
  readonly jaeger: string;
  /** Collector and query of Jaeger v1, and what makes the aliases of its indices. */
  readonly collectorV1: string;
  readonly queryV1: string;
  readonly rollover: string;
  /** Jaeger operator, which says what it makes of a Jaeger. */
  readonly operator: string;
}

/** A Jaeger v1 to migrate. */
interface Scenario {
  readonly title: string;
  /** Options of its storage under `es`. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Whether its query can read what v2 has written: not where a tag that is no text stands among nested ones (jaeger#6998). */
  readonly readsV2: boolean;
}

const scenarios: readonly Scenario[] = [
  { title: 'indices by the day', options: {}, readsV2: false },
  {
    title: 'indices behind aliases, tags as fields',
    options: { 'use-aliases': true, 'tags-as-fields': { all: true } },
    readsV2: true,
  },
];

/**
 * Part: `tracing migrate` judged by running. A Jaeger v1 as its operator would run it stores a span; the Jaeger v2 that it is
 * migrated to finds it, stores its own beside it, and each query shows what it is said to show.
 */
export async function checkMigration(
  checks: Checks,
  programs: MigrationPrograms,
  folder: string,
): Promise<void> {
  for (const [index, scenario] of scenarios.entries()) {
    const work = join(folder, `${index}`);
    mkdirSync(work, { recursive: true });
    const started: { stop(): Promise<void> }[] = [];
    try {
      const store = await Store.start(work);
      started.push(store);
      await checks.check(PART, `${scenario.title}: v2 takes over from v1 in the same store`, () =>
        takesOver(programs, store, scenario, work, started),
      );
    } finally {
      for (const one of started.reverse()) await one.stop();
    }
  }
}

function jaegerV1(url: string, options: Readonly<Record<string, unknown>>): KubeObject {
  return {
    apiVersion: 'jaegertracing.io/v1',
    kind: 'Jaeger',
    metadata: { name: 'jaeger', namespace: 'tracing' },
    spec: {
      strategy: 'production',
      query: { tracingEnabled: false },
      storage: {
        type: 'elasticsearch',
        options: {
          es: {
            'server-urls': url,
            'index-prefix': PREFIX,
            'num-shards': 2,
            'num-replicas': 0,
            ...options,
          },
        },
        esIndexCleaner: { enabled: true, numberOfDays: 7, schedule: '55 23 * * *' },
      },
    },
  };
}

async function takesOver(
  programs: MigrationPrograms,
  store: Store,
  { options, readsV2 }: Scenario,
  folder: string,
  started: { stop(): Promise<void> }[],
): Promise<void> {
  const running = <T extends { readonly process: LocalProcess }>(one: T): T => {
    started.push(one.process);
    return one;
  };
  const jaeger = jaegerV1(store.url, options);
  const created = await generate(programs.operator, jaeger, join(folder, 'v1'));
  const deployment = (name: string) => found(created, 'Deployment', name);
  if (options['use-aliases'] === true) {
    await run(programs.rollover, ['init', store.url], { env: { INDEX_PREFIX: PREFIX } });
  }
  const collectorV1 = running(
    await startCollectorV1(programs.collectorV1, deployment('jaeger-collector'), created, folder),
  );
  const queryV1 = running(
    await startQueryV1(programs.queryV1, deployment('jaeger-query'), created, folder),
  );
  const before = await sendSpan(collectorV1.url, SERVICE, 'before');
  await shows(queryV1.url, before, ['before']);
  const indices = await store.indices();

  const { collector, query, objects } = await migrate(jaeger, folder);
  // in the order of docs/migrate-jaeger.md: query first, then senders
  const queryV2 = running(await startV2(programs.jaeger, query, objects, folder));
  await shows(queryV2.url, before, ['before']);
  await lists(queryV2.url, before);
  const collectorV2 = running(await startV2(programs.jaeger, collector, objects, folder));
  const after = await sendSpan(collectorV2.url, SERVICE, 'after');
  await shows(queryV2.url, after, ['after']);
  // a trace that goes on across the cut-over
  await sendSpan(collectorV2.url, SERVICE, 'across', before);
  await shows(queryV2.url, before, ['across', 'before']);
  await lists(queryV2.url, after);

  // those of the pipeline are a collector's own, which the part `collector` looks at
  same(await lackingMetrics(collectorV1.metricsUrl, metricsOf('jaeger')), []);
  same(await lackingMetrics(collectorV2.metricsUrl, metricsOf('jaeger-v2', 'otelcol_')), []);
  same(await store.indices(), indices);
  if (readsV2) await shows(queryV1.url, after, ['after']);
  else await refuses(queryV1.url, after);
}

function found(objects: readonly KubeObject[], kind: string, name: string): KubeObject {
  const one = objects.find((object) => object.kind === kind && object.metadata.name === name);
  if (one === undefined) throw new Error(`the Jaeger operator makes no ${kind} ${name}`);
  return one;
}

/** The two Jaegers that `tracing migrate` makes of a Jaeger v1, for the release that is built here. */
async function migrate(
  jaeger: KubeObject,
  folder: string,
): Promise<{ collector: Collector; query: Collector; objects: readonly KubeObject[] }> {
  const out = join(folder, 'v2');
  const command = ['src/cli/main.ts', 'migrate', '-', '--to', jaegerV2.version, '--out', out];
  await run('tsx', command, { input: JSON.stringify(jaeger) });
  const objects = readManifests(out).flatMap((file) => file.objects);
  const { collectors } = modelOfObjects(objects);
  const role = (extension: boolean) => {
    const one = collectors.find(
      ({ config }) => (config?.component('extensions', 'jaeger_query') !== undefined) === extension,
    );
    if (one === undefined) throw new Error('the migration lacks a collector or a query');
    if (one.version !== jaegerV2.version) throw new Error(`${one.name} is of ${one.version}`);
    return one;
  };
  return { collector: role(false), query: role(true), objects };
}

/** Waits until a query shows a trace with exactly these spans. */
async function shows(url: string, { traceId }: SentSpan, names: readonly string[]): Promise<void> {
  const wanted = names.join(', ');
  let last = '';
  for (let waited = 0; waited < FOUND_SECONDS * 1000; waited += POLL_MS) {
    const response = await fetch(`${url}/api/traces/${traceId}`);
    const answer = await response.text();
    last = `${response.status} ${answer.slice(0, 300)}`;
    if (response.ok && spanNames(JSON.parse(answer)).join(', ') === wanted) return;
    await sleep(POLL_MS);
  }
  throw new Error(`${url} does not show ${wanted} of ${traceId}: ${last}`);
}

function spanNames(answer: unknown): string[] {
  return list(at(answer, 'data', 0, 'spans'))
    .flatMap((span) => text(at(span, 'operationName')) ?? [])
    .sort();
}

/** A query finds a trace by its service, too. */
async function lists(url: string, { traceId }: SentSpan): Promise<void> {
  const services: unknown = await (await fetch(`${url}/api/services`)).json();
  if (!list(at(services, 'data')).includes(SERVICE)) {
    throw new Error(`${url} does not list ${SERVICE}: ${JSON.stringify(services)}`);
  }
  const traces: unknown = await (await fetch(`${url}/api/traces?service=${SERVICE}`)).json();
  const ids = list(at(traces, 'data')).map((trace) => at(trace, 'traceID'));
  if (!ids.includes(traceId)) throw new Error(`${url} does not find ${traceId} by its service`);
}

/** v2 writes to the indices that v1 wrote to. */
function same(indices: readonly string[], others: readonly string[]): void {
  if (indices.join() === others.join()) return;
  throw new Error(`v1 wrote to ${others.join(', ')}, with v2 there are ${indices.join(', ')}`);
}

/** The query of v1 cannot read a number that v2 has written, which is why queries move first. */
async function refuses(url: string, { traceId }: SentSpan): Promise<void> {
  const response = await fetch(`${url}/api/traces/${traceId}`);
  const answer = await response.text();
  if (response.status === 500 && answer.includes('json.Number')) return;
  throw new Error(`the query of v1 answers ${response.status} ${answer.slice(0, 300)}`);
}
