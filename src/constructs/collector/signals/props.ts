import type {
  ExporterSettings,
  ProcessorSettings,
  ReceiverSettings,
} from '../../../../imports/collector-components.ts';
import type { OtlpEndpoint } from '../../edge/backend.ts';
import { anything, list, mapping, props, type Shape, text } from '../../props/shape.ts';
import type { TypedComponents } from '../components.ts';

/** What a signal runs through, from the OTLP of `protocols` to its backends. */
export interface SignalProps {
  /**
   * Backends that take OTLP of this signal, none of them twice; one that is in `exportTo` of the collector, too, shares its exporter.
   * May be empty where `exporters` has others.
   *
   * @default - those of the collector's `exportTo`, which must all take it: Jaeger takes spans alone
   */
  readonly exportTo?: readonly OtlpEndpoint[];
  /**
   * More receivers of its pipeline, by id, such as `hostmetrics`. An id that another signal has, too, needs the same settings.
   *
   * @default - what comes over OTLP alone
   */
  readonly receivers?: TypedComponents<ReceiverSettings>;
  /**
   * Ids of `connectors` that make this signal of spans, such as `span_metrics`.
   *
   * @default - none
   */
  readonly connectors?: readonly string[];
  /**
   * Processors of its pipeline, by id; they run in this order between memory_limiter and batch. An id that another signal has, too,
   * needs the same settings.
   *
   * @default - none; those of spans are not its own
   */
  readonly processors?: TypedComponents<ProcessorSettings>;
  /**
   * More exporters of its pipeline, by id; they come before the backends', whose ids are taken.
   *
   * @default - none
   */
  readonly exporters?: TypedComponents<ExporterSettings>;
}

/** Signals beside spans, `service.pipelines.metrics` and `service.pipelines.logs`. */
export interface SignalsProps {
  /**
   * Metrics; `{}` takes them over OTLP.
   *
   * @default - none are taken
   */
  readonly metrics?: SignalProps;
  /**
   * Logs; `{}` takes them over OTLP.
   *
   * @default - none are taken
   */
  readonly logs?: SignalProps;
}

const signalShape = props<SignalProps>({
  exportTo: list('endpoints', anything) as Shape<SignalProps['exportTo']>,
  receivers: mapping,
  connectors: list('ids', text),
  processors: mapping,
  exporters: mapping,
});

/** What kinds of values they are. */
export const signalsShape: Shape<SignalsProps | undefined> = props<SignalsProps>({
  metrics: signalShape,
  logs: signalShape,
});
