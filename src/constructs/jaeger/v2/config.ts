import { jaegerV2Ports } from '../../../upstream/jaeger/v2/servers.ts';
import { at, record } from '../../../upstream/values/unknown.ts';
import type { Components } from '../../collector/components.ts';
import {
  type CollectorConfig,
  defaultMemoryLimiter,
  openReceivers,
} from '../../collector/config.ts';
import { withExtra } from '../../props/extra-spec.ts';
import { certificateReload, receiverFiles } from '../receiver-tls.ts';
import { kafkaExporter, kafkaReceiver } from './kafka.ts';
import { metricBackends, metricsName, spanCounting } from './metrics.ts';
import type { Part } from './parts.ts';
import type { NamedJaegerV2Props } from './props.ts';
import { remoteSampling } from './remote-sampling.ts';
import { archiveName, hasArchive, jaegerStorage, storageName } from './storage/extension.ts';

/** File of the UI's settings in the pods that answer queries. */
export const uiFile = { folder: '/etc/jaeger/ui', name: 'ui.json' } as const;

/** A configuration of Jaeger v2. */
export type JaegerV2Config = Omit<CollectorConfig, 'processors'> & {
  /**
   * Processors by id.
   *
   * @default - none, where no spans come in
   */
  readonly processors?: Components;
};

/** The configuration of one CR of a Jaeger v2. */
export function partConfig(props: NamedJaegerV2Props, part: Part): JaegerV2Config {
  const components = {
    receivers: receivers(props, part),
    processors: processors(props, part),
    exporters: exporters(props, part),
    extensions: extensions(props, part),
  };
  const counting = part.receives ? spanCounting(props.metrics) : undefined;
  const { receivers: received, processors: processed, exporters: exported } = components;
  const config: JaegerV2Config = {
    ...components,
    connectors: counting?.connectors,
    exporters: { ...exported, ...counting?.exporters },
    service: {
      extensions: Object.keys(components.extensions),
      pipelines: {
        traces: {
          receivers: Object.keys(received),
          processors: processed && Object.keys(processed),
          exporters: [...Object.keys(exported), ...(counting ? [counting.connector] : [])],
        },
        ...counting?.pipelines,
      },
    },
  };
  return withExtra(config, props.extraConfig?.[part.role]);
}

function receivers(props: NamedJaegerV2Props, part: Part): Components {
  const { protocols, kafka, version } = props;
  if (part.receives) return secured(openReceivers(protocols), props);
  // Jaeger does not start without a pipeline, also where it only answers queries
  return part.stores && kafka ? { kafka: kafkaReceiver(kafka, version) } : { nop: {} };
}

/** Receivers whose OTLP asks senders for a certificate, and shows one. */
function secured(open: Components, { receiverTls, name }: NamedJaegerV2Props): Components {
  const files = receiverFiles(receiverTls, name);
  if (files === undefined || open.otlp === undefined) return open;
  const tls = {
    cert_file: files.certificate,
    key_file: files.key,
    client_ca_file: files.clientCa,
    client_ca_file_reload: true,
    reload_interval: certificateReload,
  };
  const protocols = Object.entries(record(at(open.otlp, 'protocols'))).map(
    ([protocol, settings]) => [protocol, { ...record(settings), tls }],
  );
  return { ...open, otlp: { protocols: Object.fromEntries(protocols) } };
}

function processors({ sampling }: NamedJaegerV2Props, part: Part): Components | undefined {
  if (!part.receives) return part.stores ? { batch: {} } : undefined;
  return {
    memory_limiter: defaultMemoryLimiter,
    batch: {},
    ...(sampling?.adaptive && { adaptive_sampling: {} }),
  };
}

function exporters({ kafka }: NamedJaegerV2Props, part: Part): Components {
  if (part.stores) return { jaeger_storage_exporter: { trace_storage: storageName } };
  return part.receives && kafka ? { kafka: kafkaExporter(kafka) } : { nop: {} };
}

function extensions(props: NamedJaegerV2Props, part: Part): Components {
  const { storage, sampling, metrics, version } = props;
  const { stores, queries } = part;
  const samples = part.receives ? sampling : undefined;
  const health = {
    use_v2: true,
    http: { endpoint: `0.0.0.0:${jaegerV2Ports.health}` },
  };
  return {
    healthcheckv2: health,
    // remote_sampling does not start without it, whether it uses a storage or not
    ...((stores || queries || samples) && {
      jaeger_storage: {
        ...jaegerStorage(storage, { writes: stores, reads: queries }, version),
        metric_backends: queries && metrics ? metricBackends(metrics) : undefined,
      },
    }),
    ...(queries && { jaeger_query: jaegerQuery(props) }),
    ...(samples && { remote_sampling: remoteSampling(samples, storageName) }),
  };
}

function jaegerQuery({ basePath, uiConfig, storage, metrics }: NamedJaegerV2Props): Components {
  return {
    storage: {
      traces: storageName,
      traces_archive: hasArchive(storage) ? archiveName : undefined,
      metrics: metrics && metricsName,
    },
    base_path: basePath === '/' ? undefined : basePath,
    ui: uiConfig && { config_file: `${uiFile.folder}/${uiFile.name}` },
    enable_tracing: false,
    http: { endpoint: `0.0.0.0:${jaegerV2Ports.query}` },
    // the operator puts the port into a Service only where it is written
    grpc: { endpoint: `0.0.0.0:${jaegerV2Ports.queryGrpc}` },
  };
}
