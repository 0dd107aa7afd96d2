import type { Correction, WrittenSlot } from './entries.ts';

/** Newest release of Jaeger v2 whose settings are known; those after the one that was read stand below. */
export const newestJaeger = '2.20.0';

const later = 'releases after the one that was read have more';

const flag = { enabled: 'boolean' } as const;

const section = (keys: Readonly<Record<string, WrittenSlot>>): WrittenSlot => ({
  is: 'section',
  keys,
});

const rotation = section({
  periodic: section({ date_layout: 'text', rollover_frequency: 'text', ...flag }),
  manual_rollover: section({ read_alias: 'text', write_alias: 'text', ...flag }),
  auto_rollover: section({ read_alias: 'text', write_alias: 'text', policy_name: 'text', ...flag }),
  data_stream: section({ policy_name: 'text', policy_file: 'text', read_alias: 'text', ...flag }),
});

const ai = section({
  agent_url: 'text',
  max_request_body_size: 'int',
  enable_mcp: 'boolean',
  mcp: 'any',
  health_check_interval: 'duration',
  health_check_timeout: 'duration',
  ...flag,
});

const clickHouse = 'jaeger:internal/storage/v2/clickhouse.Configuration';

/**
 * Settings that releases of Jaeger v2 have beside those of v2.13.0. Which release brought which is told by
 * `jaeger/v2/settings/releases.ts`.
 *
 * Source: the configuration structs of jaeger v2.14.0 to v2.20.0, release by release; main of 2026-08-20.
 */
export const jaegerCorrections: Readonly<Record<string, Correction>> = {
  'jaeger:internal/storage/elasticsearch/config.Configuration': {
    reason: later,
    keys: {
      span_read_alias: 'text',
      span_write_alias: 'text',
      service_read_alias: 'text',
      service_write_alias: 'text',
      health_check_timeout_startup: 'duration',
      max_trace_duration: 'duration',
      write_mode: { is: 'text', words: ['async', 'sync'] },
      poison_pill_handling: { is: 'text', words: ['fail', 'drop'] },
    },
  },
  'jaeger:internal/storage/elasticsearch/config.IndexOptions': {
    reason: later,
    keys: { rotation },
  },
  'jaeger:internal/storage/v2/grpc.Config': {
    reason: later,
    keys: { header_forwarding: 'any', max_recv_msg_size_mib: 'int' },
  },
  [clickHouse]: {
    reason: later,
    keys: {
      default_search_depth: 'int',
      max_search_depth: 'int',
      attribute_metadata_cache_ttl: 'duration',
      attribute_metadata_cache_max_size: 'int',
      ttl: 'duration',
      tls: { type: 'core:config/configtls.ClientConfig', optional: true },
    },
  },
  'jaeger:cmd/jaeger/internal/extension/jaegerstorage.MetricBackend': {
    reason: later,
    keys: { clickhouse: { type: clickHouse } },
  },
  'jaeger:cmd/jaeger/internal/extension/jaegerquery.Config': {
    reason: later,
    keys: {
      max_trace_size: 'int',
      header_forwarding: 'any',
      ai,
      otlp_proxy: section({ target: 'text', ...flag }),
    },
  },
  'jaeger:cmd/jaeger/internal/exporters/storageexporter.Config': {
    reason: 'optional since 2.14.0, and with a switch of its own before',
    keys: { queue: { type: 'core:exporter/exporterhelper.QueueBatchConfig', optional: true } },
  },
  'jaeger:cmd/jaeger/internal/extension/remotesampling.Config': {
    reason: 'optional since 2.14.0',
    keys: {
      grpc: { type: 'core:config/configgrpc.ServerConfig', optional: true },
      http: { type: 'core:config/confighttp.ServerConfig', optional: true },
    },
  },
  'jaeger:cmd/jaeger/internal/extension/remotesampling.FileConfig': { reason: later, keys: flag },
  'jaeger:cmd/jaeger/internal/extension/remotesampling.AdaptiveConfig': {
    reason: later,
    keys: flag,
  },
};
