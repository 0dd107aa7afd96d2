import {
  debugExporterType,
  type ReceiverProtocol,
  receiverSlots,
} from '../../upstream/collector/component-names.ts';
import { type ComponentKind, componentKinds } from '../../upstream/collector/components.ts';
import { protocols } from '../../upstream/edge/protocols.ts';
import { parseImage } from '../../upstream/kubernetes/image.ts';
import { versions } from '../../upstream/operator/versions.ts';
import { componentType } from '../../upstream/otel-operator/ports.ts';
import { record, type UnknownRecord } from '../../upstream/values/unknown.ts';
import type { OtlpEndpoint } from '../edge/backend.ts';
import { ownedProblem, refuse } from '../props/refuse.ts';
import { type Components, givenComponents as given, type Pipeline } from './components.ts';
import { backendKey, otlpExporters } from './exporters.ts';
import { kafkaExporters, kafkaReceivers } from './kafka/components.ts';
import type { NamedCollectorProps } from './props.ts';
import { directExporters, sendsDirectly } from './queue/direct.ts';
import { queueExtension } from './queue/persistent.ts';
import { batchesInQueue, storedExporters } from './queue/stored.ts';
import { allBackends, signalComponents, signalPipelines } from './signals/pipelines.ts';

/** A collector configuration, as its `collector.yaml` holds it. */
export interface CollectorConfig {
  /** Receivers by id. */
  readonly receivers: Components;
  /** Processors by id. */
  readonly processors: Components;
  /** Exporters by id. */
  readonly exporters: Components;
  /**
   * Connectors by id.
   *
   * @default - none
   */
  readonly connectors?: Components;
  /**
   * Extensions by id.
   *
   * @default - none
   */
  readonly extensions?: Components;
  /** What runs, and how it is joined. */
  readonly service: {
    readonly extensions?: readonly string[];
    readonly telemetry?: Components;
    readonly pipelines: Readonly<Record<string, Pipeline>>;
  };
}

/** Settings of memory_limiter for a container with a memory limit, of which the percentages are. */
export const defaultMemoryLimiter: Components = {
  check_interval: '1s',
  limit_percentage: 80,
  spike_limit_percentage: 20,
};

// 4 MiB, the gRPC limit, leave 2 KiB for each span of such a batch
const defaultBatch: Components = {
  send_batch_size: 2048,
  send_batch_max_size: 2048,
  timeout: '5s',
};

/**
 * The traces pipeline that every tracing collector has, plus whatever else was asked for.
 *
 * @throws if the image alone does not tell the collector's release, or a component has the id of one that a prop is there for
 */
export function collectorConfig(props: NamedCollectorProps): CollectorConfig {
  const version = configVersion(props);
  const debug = debugExporter(props.debug, version);
  const all = allBackends(props);
  const backends = otlpExporters(all, props.namespace, version, props);
  const ids = new Map(
    all.map((one, index) => [backendKey(one), Object.keys(backends)[index] ?? '']),
  );
  const exporterOf = (backend: OtlpEndpoint) => ids.get(backendKey(backend)) ?? '';
  const topics = kafkaExporters(props, version);
  const extensions = { ...queueExtension(props), ...given(props.extensions) };
  const exporters = signalComponents(props, 'exporters');
  refuse(
    ownedProblem('processors', props.processors, {
      memory_limiter: 'memoryLimiter',
      batch: 'batch',
    }),
    ownedProblem('extensions', props.extensions, owners(queueExtension(props), 'persistentQueue')),
    ...[props.exporters, exporters].flatMap((own) => [
      ownedProblem('exporters', own, owners(backends, 'exportTo')),
      ownedProblem('exporters', own, owners(topics, 'exportToKafka')),
      ownedProblem('exporters', own, owners(debug, 'debug')),
    ]),
  );
  const opened = {
    ...openReceivers(props.protocols ?? ['otlp-grpc', 'otlp-http']),
    ...kafkaReceivers(props, version),
  };
  // memory_limiter refuses spans before any work is done on them, batch collects what is left
  const limiter = { memory_limiter: props.memoryLimiter ?? defaultMemoryLimiter };
  const direct = sendsDirectly(props);
  const batch =
    direct || batchesInQueue(props, version) ? {} : { batch: props.batch ?? defaultBatch };
  const sent = Object.fromEntries(
    props.exportTo.map(exporterOf).map((id) => [id, backends[id]] as const),
  );
  const traces = {
    receivers: { ...opened, ...given(props.receivers) },
    processors: { ...limiter, ...given(props.processors), ...batch },
    exporters: { ...given(props.exporters), ...debug, ...sent, ...topics },
  };
  const pipelines = {
    ...signalPipelines(props, traces.receivers, exporterOf, 'batch' in batch),
    ...props.pipelines,
  };
  const sending = { ...traces.exporters, ...exporters, ...backends };
  const extended = props.extensions !== undefined || Object.keys(extensions).length > 0;
  const ours = new Set([limiter, batch, opened, debug, sent, topics].flatMap(Object.keys));
  return {
    receivers: { ...traces.receivers, ...signalComponents(props, 'receivers') },
    processors: {
      ...limiter,
      ...given(props.processors),
      ...signalComponents(props, 'processors'),
      ...batch,
    },
    exporters: direct ? directExporters(sending) : storedExporters(props, sending, version),
    connectors: props.connectors && given(props.connectors),
    extensions: extended ? extensions : undefined,
    service: {
      extensions: extended ? Object.keys(extensions) : undefined,
      telemetry: props.telemetry,
      pipelines: { traces: tracesPipeline(props, pipelines, traces, ours), ...pipelines },
    },
  };
}

/**
 * Joins what no pipeline of `pipelines` names, and the connectors that lead to another pipeline or from one.
 *
 * @param others - all other pipelines
 */
function tracesPipeline(
  { pipelines = {}, connectors }: NamedCollectorProps,
  others: Readonly<Record<string, Pipeline>>,
  components: Pick<CollectorConfig, 'receivers' | 'processors' | 'exporters'>,
  ours: ReadonlySet<string>,
): Pipeline {
  const named = (kind: keyof Pipeline, among: Readonly<Record<string, Pipeline>>) =>
    new Set(Object.values(among).flatMap((pipeline) => pipeline[kind] ?? []));
  const unnamed = (kind: keyof Pipeline) => {
    const elsewhere = named(kind, pipelines);
    return Object.keys(components[kind]).filter((id) => ours.has(id) || !elsewhere.has(id));
  };
  const [received, exported] = [named('receivers', others), named('exporters', others)];
  const joints = Object.keys(given(connectors));
  return {
    receivers: [
      ...unnamed('receivers'),
      ...joints.filter((id) => exported.has(id) && !received.has(id)),
    ],
    processors: unnamed('processors'),
    exporters: [
      ...unnamed('exporters'),
      ...joints.filter((id) => received.has(id) && !exported.has(id)),
    ],
  };
}

/**
 * Release that the configuration is written for.
 *
 * @throws if the image alone does not tell it
 */
export function configVersion({ version, image }: NamedCollectorProps): string {
  if (version !== undefined) return version;
  if (image === undefined) return versions.collector;
  const tag = parseImage(image).version;
  if (tag !== undefined) return tag;
  throw new Error(
    `version must say which collector release the image is, got only image '${image}'`,
  );
}

/** A component of a configuration. */
interface UsedComponent {
  readonly kind: ComponentKind;
  readonly id: string;
  /** Id without its name. */
  readonly type: string;
  readonly settings: UnknownRecord;
}

/** Components of a configuration; all are in use, or the linter tells so. */
export function usedComponents(config: CollectorConfig): UsedComponent[] {
  return componentKinds.flatMap((kind) =>
    Object.entries(config[kind] ?? {}).map(([id, settings]) => ({
      kind,
      id,
      type: componentType(id),
      settings: record(settings),
    })),
  );
}

/** Receivers that take protocols on their usual ports and all addresses of the pod. */
export function openReceivers(open: readonly ReceiverProtocol[]): Components {
  const receivers: Record<string, Record<string, unknown>> = {};
  for (const protocol of open) {
    const { receiver, key } = receiverSlots[protocol];
    // collectors listen on localhost since 0.104.0 unless told otherwise
    const listen = { endpoint: `0.0.0.0:${protocols[protocol].port}` };
    const slots = receivers[receiver]?.protocols ?? {};
    receivers[receiver] = key === undefined ? listen : { protocols: { ...slots, [key]: listen } };
  }
  return receivers;
}

function debugExporter(verbosity: NamedCollectorProps['debug'], version: string): Components {
  return verbosity === undefined ? {} : { [debugExporterType(version)]: { verbosity } };
}

function owners(components: Components, prop: string): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.keys(components).map((id) => [id, prop]));
}
