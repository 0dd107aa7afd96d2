import { setTimeout as sleep } from 'node:timers/promises';
import type { KubeObject } from '../../model/kubernetes/objects.ts';
import { reasonOf } from '../../upstream/values/unknown.ts';
import { NotAllowed, type PodName } from '../cluster.ts';
import { type Counters, metricsPortOf, readCounters } from '../collector/counters.ts';
import type { Context } from '../context.ts';
import { endpointsOf } from '../edge/endpoints.ts';
import { type QueryApi, QueryFailed, queryApisOf, spansFound } from '../jaeger/query.ts';
import { readersOf } from '../jaeger/readers.ts';
import { doorOf, type Entrance } from './entrances.ts';
import { type Route, routeFrom, storesBehind } from './routes.ts';
import { type Sending, sendingThrough } from './sampling.ts';
import { send } from './send.ts';
import { testSpan } from './spans.ts';

/** What a query API found. */
export interface Found {
  readonly api: QueryApi;
  /** Seconds from the traces' being taken until one was found; unset when none was. */
  readonly seconds?: number;
  /** What was wrong with asking, last. */
  readonly trouble?: string;
  /** Whether it did not even answer that something is wrong. */
  readonly silent?: boolean;
}

/** What became of the spans that were sent through an entrance. */
export interface Journey {
  readonly entrance: Entrance;
  readonly route: Route;
  readonly sending: Sending;
  /** The pod that they were sent to; unset when there was none. */
  readonly pod?: PodName;
  /** Why they were not sent, though nothing is wrong with what is looked at here. */
  readonly unsent?: string;
  /** Why they were not taken. */
  readonly refused?: string;
  /** Seconds until they were taken. */
  readonly accepted?: number;
  readonly traceIds: readonly string[];
  /** What the query APIs found that should find one. */
  readonly found: readonly Found[];
  /** Counters of the pod before and after; undefined when it shows none. */
  readonly counters?: { readonly before: Counters; readonly after: Counters };
}

/** Sends a trace of its own through every entrance at once, and waits for all of them. */
export async function travel(
  context: Context,
  entrances: readonly Entrance[],
): Promise<ReadonlyMap<Entrance, Journey>> {
  const apis = queryApisOf(context);
  const journeys = await Promise.all(
    entrances.map((entrance) => journeyThrough(context, entrances, entrance, apis)),
  );
  return new Map(journeys.map((journey) => [journey.entrance, journey]));
}

async function journeyThrough(
  context: Context,
  entrances: readonly Entrance[],
  entrance: Entrance,
  apis: readonly QueryApi[],
): Promise<Journey> {
  const { cluster, model } = context;
  const route = routeFrom(model, entrance);
  const sending = sendingThrough(processorsBehind(context, entrances, entrance));
  const base = { entrance, route, sending, traceIds: [], found: [] };
  if (entrance.obstacle) return { ...base, unsent: entrance.obstacle };
  const door = await doorOf(context, entrance);
  if (typeof door === 'string') return { ...base, unsent: door };
  const read = () => countersAt(context, entrance, door.pod);
  const before = await read();
  const spans = Array.from({ length: sending.count }, () =>
    testSpan(`verify ${entrance.name}`, sending.looks),
  );
  const start = performance.now();
  const refused = await send(cluster, door, entrance, spans, context.timeout);
  const accepted = (performance.now() - start) / 1000;
  const traceIds = spans.map(({ traceId }) => traceId);
  const sent = { ...base, pod: door.pod, traceIds, ...(refused ? { refused } : { accepted }) };
  const found = refused
    ? []
    : await Promise.all(
        expecting(context, entrances, entrance, apis).map((api) =>
          waitFor(context, api, traceIds, context.timeout + sending.wait),
        ),
      );
  const after = await read();
  return { ...sent, found, ...(before && after ? { counters: { before, after } } : {}) };
}

/** Query APIs that should find what comes in at an entrance. */
export function expecting(
  { model }: Context,
  entrances: readonly Entrance[],
  entrance: Entrance,
  apis: readonly QueryApi[],
): readonly QueryApi[] {
  const { stores, outside } = storesBehind(model, entrances, entrance);
  const owned = apis.filter(({ owner }) => stores.has(owner));
  if (owned.length > 0) return owned;
  // what one stores another may read: Jaeger v2 with a role each, or Kafka between them
  const passed = stores.size > 0 || outside.some(({ sender }) => sender.protocol === 'kafka');
  return passed ? readersOf(model, stores, apis) : [];
}

function processorsBehind(
  { model }: Context,
  entrances: readonly Entrance[],
  entrance: Entrance,
): Route['processors'] {
  const owners = new Set<KubeObject>();
  const processors = [];
  const ways = new Set([entrance]);
  for (const way of ways) {
    const { processors: own, next } = routeFrom(model, way);
    if (!owners.has(way.owner)) processors.push(...own);
    owners.add(way.owner);
    for (const other of entrances) if (next.includes(other.owner)) ways.add(other);
  }
  return processors;
}

const pause = 500;

async function waitFor(
  { cluster }: Context,
  api: QueryApi,
  traceIds: readonly string[],
  patience: number,
): Promise<Found> {
  const start = performance.now();
  const elapsed = () => (performance.now() - start) / 1000;
  let last: Found = { api };
  do {
    try {
      const counts = await Promise.all(traceIds.map((id) => spansFound(cluster, api, id)));
      if (counts.some((count) => count > 0)) return { api, seconds: elapsed() };
      last = { api };
    } catch (error) {
      if (error instanceof NotAllowed) throw error;
      // it may recover while we wait, and is told if it does not
      const status = error instanceof QueryFailed ? error.status : 0;
      last = { api, trouble: reasonOf(error), silent: status === 0 };
      if ([401, 403].includes(status)) break;
    }
    await sleep(pause);
  } while (elapsed() < patience);
  return last;
}

/** Port of a Jaeger v1's own metrics is that of its Service for administration. */
async function countersAt(
  { cluster, model }: Context,
  { collector, jaeger, service }: Entrance,
  pod: PodName,
): Promise<Counters | undefined> {
  if (collector) return readCounters(cluster, pod, metricsPortOf(collector));
  const admin = model.services.all
    .find((one) => one.jaeger === jaeger && one.role === 'collector')
    ?.ports.find(({ protocol }) => protocol === 'admin');
  if (!admin || !service) return undefined;
  const { endpoints } = await endpointsOf(cluster, service, admin.port);
  const same = endpoints?.find((one) => one.pod.name === pod.name);
  return same && readCounters(cluster, same.pod, same.port);
}
