import type { Endpoint } from '../endpoint.ts';
import {
  debugExporterType,
  otlpExporterType,
  type ReceiverProtocol,
  receiverSlots,
} from '../upstream/collector-names.ts';
import { protocols } from '../upstream/protocols.ts';

/** Components by id (`otlp`, `otlp/backend`), each with its own configuration as the collector documents it. */
export type Components = Readonly<Record<string, unknown>>;

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

/** A collector configuration, as its `collector.yaml` holds it. */
export interface CollectorConfig {
  /** Receivers by id. */
  readonly receivers: Components;
  /** Processors by id. */
  readonly processors: Components;
  /** Exporters by id. */
  readonly exporters: Components;
  /** Connectors by id. */
  readonly connectors?: Components;
  /** Extensions by id. */
  readonly extensions?: Components;
  /** What runs, and how it is joined. */
  readonly service: {
    readonly extensions?: readonly string[];
    readonly telemetry?: Components;
    readonly pipelines: Readonly<Record<string, Pipeline>>;
  };
}

/** A backend that takes OTLP. */
export type OtlpBackend = Endpoint<'otlp-grpc'> | Endpoint<'otlp-http'>;

/** What a tracing configuration is made from; see `OtelCollectorProps` for the meaning of each. */
export interface TracingConfigProps {
  readonly namespace: string;
  readonly version: string;
  readonly protocols: readonly ReceiverProtocol[];
  readonly exportTo: readonly OtlpBackend[];
  readonly debug?: 'basic' | 'normal' | 'detailed';
  readonly memoryLimiter: Components;
  readonly batch: Components;
  readonly receivers?: Components;
  readonly processors?: Components;
  readonly exporters?: Components;
  readonly connectors?: Components;
  readonly extensions?: Components;
  readonly pipelines?: Readonly<Record<string, Pipeline>>;
  readonly telemetry?: Components;
}

/** The traces pipeline that every tracing collector has, plus whatever else was asked for. */
export function tracingConfig(props: TracingConfigProps): CollectorConfig {
  const receivers = { ...openReceivers(props.protocols), ...props.receivers };
  const exporters = {
    ...props.exporters,
    ...debugExporter(props.debug, props.version),
    ...otlpExporters(props),
  };
  // memory_limiter refuses spans before any work is done on them, batch collects what is left
  const processors = {
    memory_limiter: props.memoryLimiter,
    ...props.processors,
    batch: props.batch,
  };
  const traces: Pipeline = {
    receivers: Object.keys(receivers),
    processors: Object.keys(processors),
    exporters: Object.keys(exporters),
  };
  return {
    receivers,
    processors,
    exporters,
    connectors: props.connectors,
    extensions: props.extensions,
    service: {
      extensions: props.extensions && Object.keys(props.extensions),
      telemetry: props.telemetry,
      pipelines: { traces, ...props.pipelines },
    },
  };
}

function openReceivers(open: readonly ReceiverProtocol[]): Components {
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

function debugExporter(verbosity: TracingConfigProps['debug'], version: string): Components {
  return verbosity === undefined ? {} : { [debugExporterType(version)]: { verbosity } };
}

function otlpExporters({ exportTo, namespace, version }: TracingConfigProps): Components {
  const types = exportTo.map((backend) => otlpExporterType(backend.protocol, version));
  return Object.fromEntries(
    exportTo.map((backend, index) => {
      const type = types[index] as string;
      const alone = types.filter((other) => other === type).length === 1;
      return [alone ? type : `${type}/${backendName(backend)}`, exporter(backend, namespace)];
    }),
  );
}

function backendName({ host, namespace }: OtlpBackend): string {
  return namespace === undefined ? host : `${host}.${namespace}`;
}

function exporter(backend: OtlpBackend, from: string): Components {
  const endpoint = backend.protocol === 'otlp-grpc' ? backend.address(from) : backend.url(from);
  return backend.tls ? { endpoint } : { endpoint, tls: { insecure: true } };
}
