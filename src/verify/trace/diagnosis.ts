import { failed, type Outcome, passed, untested, warned } from '../check.ts';
import {
  type Counters,
  grown,
  labelOf,
  type Moved,
  quoted,
  standing,
} from '../collector/counters.ts';
import type { Context } from '../context.ts';
import { hopOf } from '../edge/hops.ts';
import type { Entrance } from './entrances.ts';
import type { Journey } from './journeys.ts';
import { logCommand, logOf } from './log.ts';
import { nextJourney } from './next.ts';
import { storeDiagnosis } from './store.ts';

type Journeys = ReadonlyMap<Entrance, Journey>;

// names end with _total from some releases on (opentelemetry-collector service/telemetry)
const series = {
  accepted: /^otelcol_receiver_accepted_spans/,
  refused: /^otelcol_receiver_(?:refused|failed)_spans/,
  sent: /^otelcol_exporter_sent_spans/,
  failed: /^otelcol_exporter_(?:send|enqueue)_failed_spans/,
  queue: /^otelcol_exporter_queue_size/,
  dropped:
    /^otelcol_processor_(?:dropped_spans|refused_spans|filter_spans|tail_sampling_.*traces_sampled|probabilistic_sampler_.*traces_sampled)/,
};

/**
 * Which hop keeps a trace from being found, by the counters of whoever had it last.
 *
 * @param before - journeys that lead to this one, which are not followed again: collectors may send in a circle
 */
export async function diagnosis(
  context: Context,
  journey: Journey,
  all: Journeys,
  before: readonly Journey[] = [],
): Promise<Outcome> {
  const { entrance, refused, counters, route } = journey;
  if (route.stores) return storeDiagnosis(context, journey);
  if (refused === undefined) return collectorDiagnosis(context, journey, all, before);
  return failed(`it is not accepted: ${refused}`, {
    hop: `client → ${entrance.name}`,
    evidence: [...quotedAll(counters, series.refused), ...(await logOf(context, journey))],
    fix: `what is wrong with ${entrance.owner.name}? ${logCommand(journey)}`,
  });
}

/** The outcome of a trace that goes where it cannot be searched for. */
export function sentOnly(journey: Journey): Outcome {
  const { route, counters } = journey;
  const where = route.edges.map(hopOf).join(', ') || 'nowhere';
  if (!counters)
    return untested(
      `accepted; nothing in these manifests can be asked whether it reached ${where}`,
    );
  const lost = grown(counters.before, counters.after, series.failed);
  const stuck = stuckIn(counters);
  if (lost.length > 0) return notSent(journey, lost);
  if (stuck.length > 0) return notSent(journey, stuck);
  return {
    ...passed(
      `accepted and sent; nothing in these manifests can be asked whether it is stored behind ${where}`,
    ),
  };
}

async function collectorDiagnosis(
  context: Context,
  journey: Journey,
  all: Journeys,
  before: readonly Journey[],
): Promise<Outcome> {
  const { counters, route, entrance } = journey;
  const followed = [...before, journey];
  const beyond = route.edges
    .flatMap((edge) => nextJourney(edge, all) ?? [])
    .filter((next) => !followed.includes(next));
  const sent = counters ? grown(counters.before, counters.after, series.sent) : [];
  const unsent = counters
    ? [...grown(counters.before, counters.after, series.failed), ...stuckIn(counters)]
    : [];
  if (counters && sent.length === 0 && unsent.length === 0) return dropped(journey);
  // what was sent straight to the next one is lost as well: it, or what is behind it, is to blame, and not this hop
  const next = beyond.find(isLost);
  if (next) {
    const told = await diagnosis(context, next, all, followed);
    return { ...told, evidence: [...[...unsent, ...sent].map(quoted), ...(told.evidence ?? [])] };
  }
  const log = await logOf(context, journey);
  if (unsent.length > 0) {
    const told = notSent(journey, unsent);
    return { ...told, evidence: [...(told.evidence ?? []), ...log] };
  }
  // where the next hop's storage cannot be queried, its diagnosis is all that is known
  const unasked = beyond.find(({ found }) => found.some(({ silent }) => silent));
  if (unasked) return diagnosis(context, unasked, all, followed);
  const [edge] = route.edges;
  return failed(
    counters
      ? `${entrance.owner.name} reports that it sent it, but it does not arrive`
      : `${entrance.owner.name} has accepted it and exposes no metrics; it does not arrive, but a trace sent to the next hop does`,
    {
      hop: edge ? hopOf(edge) : entrance.name,
      evidence: [...sent.map(quoted), ...log],
      fix: `see its log: ${logCommand(journey)}`,
    },
  );
}

/** Spans wait in a queue, where they did not before. */
function stuckIn({ before, after }: NonNullable<Journey['counters']>): Moved[] {
  const sent = grown(before, after, series.sent);
  return standing(after, series.queue).filter(
    (one) => !sent.some((other) => isOf(other, labelOf(one.series, 'exporter') ?? '')),
  );
}

function isOf({ series: name }: Moved, exporter: string): boolean {
  return labelOf(name, 'exporter') === exporter;
}

/** Whether it is known to be lost, and not only that its storage cannot be queried. */
function isLost({ refused, found }: Journey): boolean {
  return (
    refused !== undefined || found.some(({ seconds, silent }) => seconds === undefined && !silent)
  );
}

function notSent(journey: Journey, lost: readonly Moved[]): Outcome {
  const { route, entrance } = journey;
  const exporter = lost.map((one) => labelOf(one.series, 'exporter')).find(Boolean) ?? '';
  const edge = route.edges.find(({ sender }) => sender.component?.id === exporter);
  return failed(`exporter ${exporter} of ${entrance.owner.name} cannot send it`, {
    hop: edge ? hopOf(edge) : `${entrance.owner.name} → ${exporter}`,
    evidence: lost.map(quoted),
    fix: `look at address, port, TLS and NetworkPolicies of this hop; ${logCommand(journey)}`,
  });
}

function dropped({ entrance, route, counters, sending }: Journey): Outcome {
  const moved = counters ? grown(counters.before, counters.after, series.dropped) : [];
  const [sampler] = sending.samplers;
  const blamed = sampler ?? route.processors.find(({ type }) => /filter|sampl/.test(type));
  const more = {
    hop: `${blamed?.id ?? 'processors'} of ${entrance.owner.name}`,
    evidence: [...quotedAll(counters, series.accepted), ...moved.map(quoted)],
    fix: `look at ${blamed?.id ?? route.processors.map(({ id }) => id).join(', ')} in the configuration of ${entrance.owner.name}`,
  };
  const message = `${entrance.owner.name} has accepted it and sent it nowhere`;
  // which traces it keeps is its business, and this one may not be among them
  return sampler?.type === 'tail_sampling' ? warned(message, more) : failed(message, more);
}

function quotedAll(
  counters: { readonly before: Counters; readonly after: Counters } | undefined,
  name: RegExp,
): string[] {
  return counters ? grown(counters.before, counters.after, name).map(quoted) : [];
}
