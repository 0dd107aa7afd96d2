import { type Check, type HopTime, type Outcome, passed, untested } from '../check.ts';
import type { Context } from '../context.ts';
import { hopOf } from '../edge/hops.ts';
import { diagnosis, sentOnly } from './diagnosis.ts';
import { type Entrance, entrancesOf } from './entrances.ts';
import { type Journey, travel } from './journeys.ts';
import { nextJourney } from './next.ts';

/** Whether spans come from every entrance to where they are stored, and are found there. */
export async function traceChecks(context: Context): Promise<readonly Check[]> {
  const entrances = entrancesOf(context);
  // all travel at once, when the first check asks for them
  let started: Promise<ReadonlyMap<Entrance, Journey>> | undefined;
  const journeys = () => {
    started ??= travel(context, entrances);
    return started;
  };
  return entrances.map((entrance) => ({
    title: `a trace through ${protocolNames[entrance.protocol] ?? entrance.protocol} of ${entrance.name}`,
    run: async () => {
      const all = await journeys();
      const journey = all.get(entrance);
      if (!journey) throw new Error('nothing was sent');
      return outcomeOf(context, journey, all);
    },
  }));
}

const protocolNames: Readonly<Record<string, string>> = {
  'otlp-grpc': 'OTLP/gRPC',
  'otlp-http': 'OTLP/HTTP',
  zipkin: 'Zipkin',
};

type Journeys = ReadonlyMap<Entrance, Journey>;

async function outcomeOf(context: Context, journey: Journey, all: Journeys): Promise<Outcome> {
  const { unsent, refused, found } = journey;
  if (unsent !== undefined) return untested(unsent);
  if (refused === undefined && found.length === 0) return sentOnly(journey);
  const lost = found.filter(({ seconds }) => seconds === undefined);
  if (refused !== undefined || lost.length > 0) return diagnosis(context, journey, all);
  const slowest = Math.max(...found.map(({ seconds = 0 }) => seconds));
  const times = timesOf(journey, all);
  const [asked] = journey.sending.samplers;
  const message = `stored and found after ${(slowest + (journey.accepted ?? 0)).toFixed(1)} s`;
  return asked === undefined
    ? { ...passed(message), times }
    : { ...passed(`${message}, with ${asked.id} on its way`), times };
}

/** Seconds until the last query API had it. */
function total({ found }: Journey): number | undefined {
  const seconds = found.map((one) => one.seconds);
  return seconds.length === 0 || seconds.includes(undefined)
    ? undefined
    : Math.max(...seconds.map((one) => one ?? 0));
}

/**
 * How long each hop took. A hop between two programs is what the whole way took longer than the way of another trace that was
 * sent to the second one at the same time.
 */
function timesOf(journey: Journey, all: Journeys, before: readonly Journey[] = []): HopTime[] {
  const { entrance, route, accepted = 0 } = journey;
  const whole = total(journey) ?? 0;
  const first = { hop: `here → ${entrance.name}`, seconds: accepted };
  const [edge] = route.edges;
  const next = edge && nextJourney(edge, all);
  const rest = next && total(next);
  // collectors may send in a circle
  if (!edge || !next || rest === undefined || before.includes(next)) {
    const end = journey.found[0]?.api.service.name ?? 'store';
    return [first, { hop: `${entrance.owner.name} → store → ${end}`, seconds: whole }];
  }
  const hop = { hop: hopOf(edge), seconds: Math.max(0, whole - rest) };
  return [first, hop, ...timesOf(next, all, [...before, journey]).slice(1)];
}
