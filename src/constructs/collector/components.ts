import type {
  ConnectorSettings,
  ExporterSettings,
  ExtensionSettings,
  ProcessorSettings,
  ReceiverSettings,
} from '../../../imports/collector-components.ts';
import { list, mapping, props, record, type Shapes, text } from '../props/shape.ts';
import { type RetryOnFailure, retryOnFailureShape } from './queue/sending.ts';

/** Components by id (`otlp`, `otlp/backend`), each with its own configuration as the collector documents it. */
export type Components = Readonly<Record<string, unknown>>;

/**
 * Components by id. Those of a known type have typed settings: all that the newest catalogued release has, and all
 * that older ones had. Components of your own builds may have any settings.
 */
export type TypedComponents<S> = Components & {
  readonly [T in keyof S & string as T | `${T}/${string}`]?: S[T];
};

/** A pipeline, by the ids of its components. */
export interface Pipeline {
  /** Ids of receivers or connectors, at least one. */
  readonly receivers: readonly string[];
  /**
   * Ids of processors, in the order that they run.
   *
   * @default - none
   */
  readonly processors?: readonly string[];
  /** Ids of exporters or connectors, at least one. */
  readonly exporters: readonly string[];
}

/**
 * What exporters of OTLP know over gRPC and HTTP alike.
 *
 * Source: opentelemetry-collector v0.158.0 config/configcompression, config/configgrpc.
 */
export const compressions = ['gzip', 'snappy', 'zstd', 'none'] as const;

/** Components of a collector, in addition to those that its other props make. */
export interface ComponentProps {
  /**
   * Settings of the memory_limiter processor.
   *
   * @default - checks each second, refuses spans above 80 % of the memory limit, with 20 % of it kept for spikes
   */
  readonly memoryLimiter?: Exclude<ProcessorSettings['memory_limiter'], string>;
  /**
   * Settings of the batch processor.
   *
   * @default - batches of at most 2048 spans, sent after 5 s at the latest: the gRPC limit of 4 MiB then leaves 2 KiB
   *   for a span. No batch processor with `persistentQueue` and `receiveFromKafka`, where it would hold spans in
   *   memory that are safe elsewhere
   */
  readonly batch?: Exclude<ProcessorSettings['batch'], string>;
  /**
   * Settings of `sending_queue` of the exporters to backends, that is, how much they hold in memory:
   * `{ sizer: 'items', queue_size: 100_000 }`. They override what `persistentQueue` sets there.
   *
   * @default - the exporter's own: 1000 requests, which are batches where `batch` makes them
   */
  readonly sendingQueue?: Components;
  /**
   * How spans, and other signals, are compressed on their way to backends and to a tier that samples. `none` takes half the CPU and eight
   * times the traffic.
   *
   * @default - the exporter's own, gzip
   */
  readonly compression?: (typeof compressions)[number];
  /**
   * How long backends, and a tier that samples, may take to answer a request, a Go duration; `0s` for as long as they like. What is not
   * answered by then counts as not taken.
   *
   * @default - the exporter's own, 5s over gRPC and 30s over HTTP
   */
  readonly timeout?: string;
  /**
   * How often what backends, and a tier that samples, did not take is sent again: `{ maxElapsedTime: '1h' }`.
   *
   * @default - the exporter's own: after 5 s, then less and less often up to every 30 s, for five minutes; with
   *   `persistentQueue` until it is taken
   */
  readonly retryOnFailure?: RetryOnFailure;
  /**
   * Also prints spans to the container's log, at this verbosity.
   *
   * @default - nothing is printed
   */
  readonly debug?: 'basic' | 'normal' | 'detailed';
  /**
   * More receivers of the traces pipeline, by id; one of ours with the same id is replaced.
   *
   * @default - none
   */
  readonly receivers?: TypedComponents<ReceiverSettings>;
  /**
   * More processors of the traces pipeline, by id; they run in this order between memory_limiter and batch, which have props
   * of their own.
   *
   * @default - none
   */
  readonly processors?: TypedComponents<ProcessorSettings>;
  /**
   * More exporters of the traces pipeline, by id, before those of the backends; the ids of the latter are reserved.
   *
   * @default - none
   */
  readonly exporters?: TypedComponents<ExporterSettings>;
  /**
   * Connectors, by id; join them to pipelines with `pipelines`.
   *
   * @default - none
   */
  readonly connectors?: TypedComponents<ConnectorSettings>;
  /**
   * Extensions, by id; all of them are switched on.
   *
   * @default - none
   */
  readonly extensions?: TypedComponents<ExtensionSettings>;
  /**
   * More pipelines, by id (`metrics`, `traces/errors`); `traces` replaces the one that is made from the other props.
   *
   * @default - none
   */
  readonly pipelines?: Readonly<Record<string, Pipeline>>;
  /**
   * The collector's own telemetry, `service.telemetry`.
   *
   * @default - the operator's own, metrics on 0.0.0.0:8888
   */
  readonly telemetry?: Components;
}

/** What kinds of values they are. */
export const componentShapes: Shapes<ComponentProps> = {
  memoryLimiter: mapping,
  batch: mapping,
  sendingQueue: mapping,
  compression: text,
  timeout: text,
  retryOnFailure: retryOnFailureShape,
  debug: text,
  receivers: mapping,
  processors: mapping,
  exporters: mapping,
  connectors: mapping,
  extensions: mapping,
  pipelines: record(
    props<Pipeline>({
      receivers: list('ids', text),
      processors: list('ids', text),
      exporters: list('ids', text),
    }),
  ),
  telemetry: mapping,
};

/** Components that are set. */
export function givenComponents(components: Components = {}): Components {
  return Object.fromEntries(Object.entries(components).filter(([, value]) => value !== undefined));
}
