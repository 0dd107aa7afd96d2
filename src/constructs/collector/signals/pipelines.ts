import { otlpSignals, type Signal } from '../../../upstream/edge/signals.ts';
import type { OtlpEndpoint } from '../../edge/backend.ts';
import { type Components, givenComponents, type Pipeline } from '../components.ts';
import { backendKey } from '../exporters.ts';
import { carriedByKafka, type KafkaTopic } from '../kafka/topic.ts';
import type { NamedCollectorProps } from '../props.ts';

type Sending = Pick<
  NamedCollectorProps,
  'signals' | 'exportTo' | 'exportToKafka' | 'receiveFromKafka'
>;

/** Kinds of components that a signal has of its own. */
export type OwnKind = 'receivers' | 'processors' | 'exporters';

/** A signal beside spans that is taken, with all that is said of it. */
export interface TakenSignal extends Readonly<Record<OwnKind, Components>> {
  readonly signal: Exclude<Signal, 'traces'>;
  readonly exportTo: readonly OtlpEndpoint[];
  /** Whether it has backends of its own, and not those of spans. */
  readonly ownBackends: boolean;
  readonly connectors: readonly string[];
}

/** Signals beside spans that are taken. */
export function takenSignals({ signals = {}, exportTo }: Sending): TakenSignal[] {
  return otlpSignals.flatMap((signal) => {
    const settings = signal === 'traces' ? undefined : signals[signal];
    if (signal === 'traces' || settings === undefined) return [];
    const { connectors = [], exportTo: own } = settings;
    return {
      signal,
      exportTo: own ?? exportTo,
      ownBackends: own !== undefined,
      connectors,
      receivers: givenComponents(settings.receivers),
      processors: givenComponents(settings.processors),
      exporters: givenComponents(settings.exporters),
    };
  });
}

/** Backends of all signals, each once. */
export function allBackends(props: Sending): readonly OtlpEndpoint[] {
  const all = [...props.exportTo, ...takenSignals(props).flatMap(({ exportTo }) => exportTo)];
  const keys = all.map(backendKey);
  return all.filter((_, index) => keys.indexOf(keys[index] ?? '') === index);
}

/** Components of a kind that signals have of their own, by id. */
export function signalComponents(props: Sending, kind: OwnKind): Components {
  return Object.assign({}, ...takenSignals(props).map((taken) => taken[kind]));
}

/**
 * The pipelines of signals beside spans, by id.
 *
 * @param receivers - all that spans have, of which OTLP and Kafka alone have other signals
 * @param exporterOf - id of the exporter of a backend
 * @param batch - whether the processor makes batches
 */
export function signalPipelines(
  props: Sending,
  receivers: Components,
  exporterOf: (backend: OtlpEndpoint) => string,
  batch: boolean,
): Readonly<Record<string, Pipeline>> {
  const otlp = Object.keys(receivers).filter((id) => id === 'otlp');
  const carries = (kafka: KafkaTopic | undefined, signal: Signal) =>
    carriedByKafka(kafka).some((one) => one.signal === signal) ? ['kafka'] : [];
  return Object.fromEntries(
    takenSignals(props).map((taken) => [
      taken.signal,
      {
        receivers: [
          ...otlp,
          ...carries(props.receiveFromKafka, taken.signal),
          ...Object.keys(taken.receivers),
          ...taken.connectors,
        ],
        processors: [
          'memory_limiter',
          ...Object.keys(taken.processors),
          ...(batch ? ['batch'] : []),
        ],
        exporters: [
          ...Object.keys(taken.exporters),
          ...taken.exportTo.map(exporterOf),
          ...carries(props.exportToKafka, taken.signal),
        ],
      },
    ]),
  );
}
