import type {
  ConnectorSettings,
  ExporterSettings,
  ExtensionSettings,
  ProcessorSettings,
  ReceiverSettings,
} from '../../../imports/collector-components.ts';
import { list, mapping, props, record, type Shapes, text } from '../props/shape.ts';

/** Components by id (`otlp`, `otlp/backend`), each with its own configuration as the collector documents it. */
export type Components = Readonly<Record<string, unknown>>;

/**
 * Components by id, of which those that are known by their type have settings that are typed: as the newest release has them that was
 * read, and as older ones had them. A component of a build of one's own may have any.
 */
export type TypedComponents<S> = Components & {
  readonly [T in keyof S & string as T | `${T}/${string}`]?: S[T];
};

/** Component ids that a pipeline runs through. */
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

/** What a collector consists of, beside what its other props make. */
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
   * @default - 2048 spans at most, sent after 5 s at the latest: 4 MiB, the gRPC limit, leaves 2 KiB for a span; none where it would
   *   keep spans in memory that are safe elsewhere, with `persistentQueue` and `receiveFromKafka`
   */
  readonly batch?: Exclude<ProcessorSettings['batch'], string>;
  /**
   * Settings of `sending_queue` of the exporters to backends: how much they keep in memory, `{ sizer: 'items', queue_size: 100_000 }`. With a
   * `persistentQueue`, what it says goes before that.
   *
   * @default - the exporter's own: 1000 requests, batches where `batch` makes them
   */
  readonly sendingQueue?: Components;
  /**
   * Also prints spans to the container's log, in this detail.
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
   * More exporters of the traces pipeline, by id; they come before the backends', whose ids are taken.
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
