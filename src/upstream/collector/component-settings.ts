import { optional, type SettingTable, settingTable } from '../values/setting-table.ts';
import { processorSettings } from './processors/settings.ts';
import {
  clientTls,
  grpcClient,
  grpcServer,
  httpClient,
  httpServer,
  sending,
  sendingQueue,
} from './transport-settings.ts';

const udpServer = settingTable(
  'endpoint:text queue_size:number max_packet_size:number workers:number socket_buffer_size:number',
);

const otlpExporter: SettingTable = {
  ...grpcClient,
  ...sending,
  ...settingTable('timeout:duration batcher'),
};

const otlpHttpExporter: SettingTable = {
  ...httpClient,
  ...sending,
  ...settingTable(
    'traces_endpoint:text metrics_endpoint:text logs_endpoint:text profiles_endpoint:text encoding:proto|json batcher',
  ),
};

const loadBalancing: SettingTable = {
  ...sending,
  ...settingTable('routing_key:text routing_attributes timeout:duration'),
  protocol: { otlp: otlpExporter },
  resolver: {
    static: optional(settingTable('hostnames')),
    dns: optional(settingTable('hostname:text port:text interval:duration timeout:duration')),
    k8s: optional(settingTable('service:text ports timeout:duration return_hostnames:boolean')),
    aws_cloud_map: 'any',
  },
};

/**
 * First release of which the settings are known. Older ones had some in other places, such as `insecure` beside the endpoint
 * before v0.36.0 (opentelemetry-collector CHANGELOG).
 */
export const settingsSince = '0.80.0';

/**
 * Settings of the components that tracing uses, by kind and type: all that any release from v0.88.0 to v0.158.0 knows. A
 * collector does not start with others.
 *
 * Source: opentelemetry-collector and -contrib v0.88.0, v0.110.0, v0.128.0 and v0.158.0, config.go of each component.
 */
export const componentSettings: Readonly<Record<string, SettingTable>> = {
  'receivers/otlp': {
    protocols: {
      grpc: optional(grpcServer),
      http: optional({
        ...httpServer,
        ...settingTable('traces_url_path:text metrics_url_path:text logs_url_path:text'),
      }),
    },
  },
  'receivers/jaeger': {
    protocols: {
      grpc: optional(grpcServer),
      thrift_http: optional(httpServer),
      thrift_binary: optional(udpServer),
      thrift_compact: optional(udpServer),
    },
    remote_sampling: 'any',
  },
  'receivers/zipkin': { ...httpServer, ...settingTable('parse_string_tags:boolean') },
  ...processorSettings,
  'exporters/otlp': otlpExporter,
  'exporters/otlp_grpc': otlpExporter,
  'exporters/jaeger': otlpExporter,
  'exporters/otlphttp': otlpHttpExporter,
  'exporters/otlp_http': otlpHttpExporter,
  'exporters/zipkin': {
    ...httpClient,
    ...sending,
    ...settingTable('format:json|proto default_service_name:text'),
  },
  'exporters/loadbalancing': loadBalancing,
  'exporters/load_balancing': loadBalancing,
  'exporters/prometheus': {
    ...httpServer,
    ...settingTable(
      'namespace:text const_labels send_timestamps:boolean metric_expiration:duration enable_open_metrics:boolean add_metric_suffixes:boolean without_scope_info:boolean translation_strategy:text',
      {
        resource_to_telemetry_conversion: settingTable('enabled:boolean *'),
        sending_queue: sendingQueue,
      },
    ),
  },
  'exporters/file': settingTable(
    'path:text format:json|proto compression:text flush_interval:duration append:boolean encoding:text compression_params create_directory:boolean directory_permissions',
    {
      rotation: settingTable(
        'max_megabytes:number max_days:number max_backups:number localtime:boolean',
      ),
      group_by: settingTable('enabled:boolean resource_attribute:text max_open_files:number'),
    },
  ),
  'extensions/health_check': {
    ...httpServer,
    // the extension of several protocols, which it became, has more
    ...settingTable(
      'path response_body check_collector_pipeline use_v2 http grpc component_health',
    ),
  },
  'extensions/zpages': { ...httpServer, ...settingTable('expvar') },
  'extensions/basicauth': {
    htpasswd: settingTable('file:text inline:text'),
    client_auth: settingTable('username:text password:text username_file:text password_file:text'),
  },
  'extensions/bearertokenauth': settingTable(
    'scheme:text token:text filename:text header:text tokens:texts',
  ),
  'extensions/oauth2client': settingTable(
    'client_id:text client_id_file:text client_secret:text client_secret_file:text endpoint_params token_url:text scopes:texts timeout:duration expiry_buffer:duration client_certificate_key_id:text client_certificate_key:text client_certificate_key_file:text grant_type:text signature_algorithm:text iss:text audience:text claims',
    { tls: clientTls },
  ),
  'extensions/file_storage': settingTable(
    'directory:text timeout:duration fsync:boolean create_directory:boolean directory_permissions max_size recreate:boolean',
    {
      compaction: settingTable(
        'on_start:boolean on_rebound:boolean directory:text rebound_needed_threshold_mib:number rebound_trigger_threshold_mib:number max_transaction_size:number check_interval:duration cleanup_on_start:boolean',
      ),
    },
  ),
  'exporters/debug': settingTable(
    'verbosity:text sampling_initial:number sampling_thereafter:number use_internal_logger:boolean output_paths',
    { sending_queue: sendingQueue },
  ),
};

/**
 * Settings of the collector's own telemetry.
 *
 * Source: opentelemetry-collector v0.88.0, v0.128.0 and v0.158.0 service/telemetry, service/telemetry/otelconftelemetry.
 */
export const telemetrySettings: SettingTable = {
  resource: 'any',
  logs: settingTable(
    'level:debug|info|warn|warning|error|dpanic|panic|fatal development:boolean encoding:json|console disable_caller:boolean disable_stacktrace:boolean output_paths:texts error_output_paths:texts initial_fields processors disable_zap_resource:boolean',
    { sampling: settingTable('enabled:boolean tick:duration initial:number thereafter:number') },
  ),
  metrics: {
    ...settingTable('level:none|basic|normal|detailed address views'),
    readers: [
      {
        ...settingTable('periodic *'),
        pull: {
          ...settingTable('producers cardinality_limits'),
          exporter: {
            ...settingTable('*'),
            prometheus: settingTable(
              'host:text port:number without_scope_info:boolean without_type_suffix:boolean without_units:boolean with_resource_constant_labels translation_strategy',
            ),
          },
        },
      },
    ],
  },
  traces: settingTable('level propagators processors *'),
};
