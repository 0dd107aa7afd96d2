import {
  clientTls,
  grpcServer,
  httpServer,
  retry,
  sendingQueue,
} from '../../../collector/transport-settings.ts';
import { type SettingTable, settingTable } from '../../../values/setting-table.ts';

const kafkaClient: SettingTable = {
  ...settingTable(
    'brokers:texts resolve_canonical_bootstrap_servers_only:boolean protocol_version:text client_id:text rack_id:text use_leader_epoch:boolean conn_idle_timeout:duration topic:text encoding:text',
  ),
  tls: clientTls,
  auth: {
    plain_text: settingTable('username:text password:text'),
    sasl: settingTable(
      'username:text password:text mechanism:text version:number oauthbearer_token_source:text',
      { aws_msk: settingTable('region:text') },
    ),
    tls: clientTls,
    kerberos: settingTable(
      'service_name:text realm:text use_keytab:boolean username:text password:text config_file:text keytab_file:text disable_fast_negotiation:boolean',
    ),
  },
  metadata: settingTable('full:boolean refresh_interval:duration', {
    retry: settingTable('max:number backoff:duration'),
  }),
};

const sent = settingTable(
  'topic:text topic_from_metadata_key:text message_key_from_metadata_key:text encoding:text',
);

const received = settingTable('topic:text topics:texts exclude_topics:texts encoding:text');

const pathSettings = settingTable('enabled:boolean path:text');

/**
 * Settings of components of the collector that are tabled for Jaeger v2 alone, by kind and type: all
 * that v0.139.0, v0.140.1 or v0.158.0 of the collector know.
 *
 * Source: opentelemetry-collector-contrib v0.139.0, v0.140.1 and v0.158.0 config.go of each component.
 */
export const contribSettings: Readonly<Record<string, SettingTable>> = {
  'receivers/nop': {},
  'receivers/kafka': {
    ...kafkaClient,
    ...settingTable(
      'session_timeout:duration heartbeat_interval:duration group_id:text group_instance_id:text group_rebalance_strategy:text group_rebalance_strategies:texts initial_offset:latest|earliest min_fetch_size:number default_fetch_size:number max_fetch_size:number max_fetch_wait:duration max_partition_fetch_size:number telemetry',
    ),
    logs: received,
    metrics: received,
    traces: received,
    profiles: received,
    autocommit: settingTable('enable:boolean interval:duration'),
    message_marking: settingTable('after:boolean on_error:boolean on_permanent_error:boolean'),
    header_extraction: settingTable('extract_headers:boolean headers:texts'),
    error_backoff: retry,
  },
  'exporters/nop': {},
  'exporters/kafka': {
    ...kafkaClient,
    ...settingTable(
      'timeout:duration include_metadata_keys:texts topic_from_attribute:text partition_traces_by_id:boolean partition_metrics_by_resource_attributes:boolean partition_logs_by_resource_attributes:boolean partition_logs_by_trace_id:boolean record_headers record_partitioner',
    ),
    logs: sent,
    metrics: sent,
    traces: sent,
    profiles: sent,
    producer: settingTable(
      'max_message_bytes:number max_broker_write_bytes:number required_acks compression:text flush_max_messages:number allow_auto_topic_creation:boolean linger:duration',
      { compression_params: settingTable('level:number') },
    ),
    sending_queue: sendingQueue,
    retry_on_failure: retry,
  },
  'connectors/forward': {},
  'extensions/healthcheckv2': {
    ...httpServer,
    ...settingTable('use_v2:boolean path:text'),
    response_body: settingTable('healthy:text unhealthy:text'),
    check_collector_pipeline: settingTable(
      'enabled:boolean interval:text exporter_failure_threshold:number',
    ),
    http: { ...httpServer, config: pathSettings, status: pathSettings },
    grpc: grpcServer,
    component_health: settingTable(
      'include_permanent_errors:boolean include_recoverable_errors:boolean recovery_duration:duration',
    ),
  },
  'extensions/pprof': settingTable(
    'endpoint:text block_profile_fraction:number mutex_profile_fraction:number save_to_file:text',
    { dialer: settingTable('timeout:duration') },
  ),
  'extensions/sigv4auth': settingTable('region:text service:text', {
    assume_role: settingTable(
      'arn:text session_name:text sts_region:text web_identity_token_file:text',
    ),
  }),
};
