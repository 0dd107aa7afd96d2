import type {
  ExporterSettings,
  ProcessorSettings,
  ReceiverSettings,
} from '../../../../imports/collector-components.ts';
import type { OtlpEndpoint } from '../../edge/backend.ts';
import { anything, list, mapping, props, type Shape, text } from '../../props/shape.ts';
import type { TypedComponents } from '../components.ts';

/** The pipeline of one signal, from the OTLP receivers of `protocols` to its backends. */
export interface SignalProps {
  /**
   * Backends to send this signal to over OTLP, each named once; one that is also in `exportTo` of the collector
   * shares its exporter. May be empty where `exporters` sends the signal elsewhere.
   *
   * @default - those of the collector's `exportTo`, which must all take it: Jaeger takes spans only
   */
  readonly exportTo?: readonly OtlpEndpoint[];
  /**
   * More receivers of this pipeline, by id, such as `hostmetrics`. An id that several signals use must have the same
   * settings in each.
   *
   * @default - only what arrives over OTLP
   */
  readonly receivers?: TypedComponents<ReceiverSettings>;
  /**
   * Ids of `connectors` that derive this signal from spans, such as `span_metrics`.
   *
   * @default - none
   */
  readonly connectors?: readonly string[];
  /**
   * Processors of this pipeline, by id; they run in this order between memory_limiter and batch. An id that several
   * signals use must have the same settings in each.
   *
   * @default - none; those of the traces pipeline are not applied
   */
  readonly processors?: TypedComponents<ProcessorSettings>;
  /**
   * More exporters of this pipeline, by id, before those of the backends; the ids of the latter are reserved.
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
