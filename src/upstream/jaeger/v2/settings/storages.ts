import { clientTls, grpcClient } from '../../../collector/transport-settings.ts';
import { type SettingTable, settingTable } from '../../../values/setting-table.ts';
import { backendTypes, metricBackendTypes } from '../releases.ts';

const index: SettingTable = {
  ...settingTable(
    'priority:number date_layout:text shards:number replicas:number rollover_frequency:text',
  ),
  rotation: {
    periodic: settingTable('date_layout:text rollover_frequency:text enabled:boolean'),
    manual_rollover: settingTable('read_alias:text write_alias:text enabled:boolean'),
    auto_rollover: settingTable(
      'read_alias:text write_alias:text policy_name:text enabled:boolean',
    ),
    data_stream: settingTable('policy_name:text policy_file:text read_alias:text enabled:boolean'),
  },
};

const token = settingTable(
  'file_path:text from_context:boolean reload_interval:duration enabled:boolean',
);

const auth: SettingTable = {
  basic: settingTable(
    'username:text password:text password_file:text reload_interval:duration enabled:boolean',
  ),
  bearer_token: token,
  api_key: token,
  ...settingTable('authenticator:text'),
};

const elasticsearch = settingTable(
  'server_urls:texts remote_read_clusters:texts disable_health_check:boolean health_check_timeout_startup:duration write_mode:async|sync poison_pill_handling:fail|drop send_get_body_as:text query_timeout:duration http_compression:boolean custom_headers:textmap version:number log_level:text create_mappings:boolean max_doc_count:number max_span_age:duration max_trace_duration:duration service_cache_ttl:duration adaptive_sampling_lookback:duration use_aliases:boolean use_ilm:boolean span_read_alias:text span_write_alias:text service_read_alias:text service_write_alias:text',
  {
    tls: clientTls,
    auth,
    sniffing: settingTable('enabled:boolean use_https:boolean'),
    bulk_processing: settingTable(
      'max_bytes:number max_actions:number flush_interval:duration workers:number',
    ),
    indices: {
      index_prefix: 'text',
      spans: index,
      services: index,
      dependencies: index,
      sampling: index,
    },
    tags_as_fields: settingTable('all:boolean dot_replacement:text config_file:text include:text'),
  },
);

/** Tenancy, whose keys are in upper case, as its fields have no names of their own. */
export const tenancy = settingTable('Enabled:boolean Header:text Tenants:texts');

const cassandra: SettingTable = {
  schema: settingTable(
    'keyspace:text disable_compression:boolean create:boolean datacenter:text trace_ttl:duration dependencies_ttl:duration replication_factor:number compaction_window:duration',
  ),
  connection: {
    ...settingTable(
      'servers:texts local_dc:text port:number disable_auto_discovery:boolean connections_per_host:number reconnect_interval:duration socket_keep_alive:duration timeout:duration proto_version:number',
    ),
    tls: clientTls,
    auth: { basic: settingTable('username:text password:text allowed_authenticators:texts') },
  },
  query: settingTable('timeout:duration max_retry_attempts:number consistency:text'),
  index: settingTable(
    'logs:boolean tags:boolean process_tags:boolean tag_blacklist:text tag_whitelist:text',
  ),
  span_store_write_cache_ttl: 'duration',
};

/** What is forwarded of a request's headers. */
export const forwardedHeaders = 'header_forwarding';

/**
 * Settings of each storage of Jaeger v2 by its type: all that any release from v2.13.0 on knows. Those that not all of them
 * know are in `releases.ts`.
 *
 * Source: jaeger v2.13.0 to v2.20.0 internal/storage/{elasticsearch,cassandra}/config, internal/storage/v1/badger,
 * internal/storage/v2/{grpc,clickhouse,memory}, internal/config/promcfg; main of 2026-08-20.
 */
export const storageSettings: Readonly<Record<string, SettingTable>> = {
  elasticsearch,
  opensearch: elasticsearch,
  memory: settingTable('max_traces:number'),
  badger: settingTable(
    'ephemeral:boolean consistency:boolean maintenance_interval:duration metrics_update_interval:duration read_only:boolean',
    { ttl: settingTable('spans:duration'), directories: settingTable('keys:text values:text') },
  ),
  cassandra,
  grpc: {
    ...grpcClient,
    ...settingTable(`timeout:duration ${forwardedHeaders} max_recv_msg_size_mib:number`),
    multi_tenancy: tenancy,
    writer: grpcClient,
  },
  clickhouse: {
    ...settingTable(
      'protocol:text addresses:texts database:text dial_timeout:duration create_schema:boolean default_search_depth:number max_search_depth:number attribute_metadata_cache_ttl:duration attribute_metadata_cache_max_size:number ttl:duration',
    ),
    auth: {
      basic: settingTable(
        'username:text password:text username_file:text password_file:text enabled:boolean',
      ),
    },
    tls: { ...clientTls, enabled: 'boolean' },
  },
  prometheus: {
    ...settingTable(
      'endpoint:text connect_timeout:duration token_file_path:text token_override_from_context:boolean metric_namespace:text latency_unit:text normalize_calls:boolean normalize_duration:boolean extra_query_parameters:textmap',
    ),
    tls: clientTls,
    auth,
  },
};

/**
 * Settings of a storage beside those of its type, by the section that it stands in. There are none, so these are the types.
 *
 * Source: jaeger v2.13.0 to v2.20.0 cmd/jaeger/internal/extension/jaegerstorage/config.go.
 */
export const storageTypes: Readonly<Record<string, SettingTable>> = {
  backends: settingTable(backendTypes.join(' ')),
  metric_backends: settingTable(metricBackendTypes.join(' ')),
};
