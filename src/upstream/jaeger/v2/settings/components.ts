import {
  grpcServer,
  httpServer,
  retry,
  sendingQueue,
} from '../../../collector/transport-settings.ts';
import { type SettingTable, settingTable } from '../../../values/setting-table.ts';
import { forwardedHeaders, tenancy } from './storages.ts';

/**
 * Settings of the components that only Jaeger v2 has, by kind and type: all that any release from v2.13.0 on knows. Those that not all
 * of them know are in `releases.ts`.
 *
 * Source: jaeger v2.13.0 to v2.20.0 cmd/jaeger/internal, cmd/query/app/flags.go; main of 2026-08-20.
 */
export const componentSettings: Readonly<Record<string, SettingTable>> = {
  'extensions/jaeger_query': {
    ...settingTable(
      `base_path:text bearer_token_propagation:boolean max_clock_skew_adjust:duration enable_tracing:boolean max_trace_size:number ${forwardedHeaders}`,
    ),
    storage: settingTable('traces:text traces_archive:text metrics:text'),
    ui: settingTable('config_file:text assets_path:text log_access:boolean'),
    multi_tenancy: tenancy,
    http: httpServer,
    grpc: grpcServer,
    ai: settingTable(
      'agent_url:text max_request_body_size:number enable_mcp:boolean mcp health_check_interval:duration health_check_timeout:duration enabled:boolean',
    ),
    otlp_proxy: settingTable('target:text enabled:boolean'),
  },
  'exporters/jaeger_storage_exporter': {
    trace_storage: 'text',
    queue: sendingQueue,
    retry_on_failure: retry,
  },
  'extensions/remote_sampling': {
    file: settingTable(
      'path:text reload_interval:duration default_sampling_probability:number enabled:boolean',
    ),
    adaptive: settingTable(
      'sampling_store:text target_samples_per_second:number delta_tolerance:number calculation_interval:duration aggregation_buckets:number calculation_buckets:number calculation_delay:duration initial_sampling_probability:number min_sampling_probability:number min_samples_per_second:number leader_lease_refresh_interval:duration follower_lease_refresh_interval:duration enabled:boolean',
    ),
    http: httpServer,
    grpc: grpcServer,
  },
  'extensions/remote_storage': { ...grpcServer, storage: 'text', multi_tenancy: tenancy },
  'extensions/jaeger_storage': {
    // by the name of each storage
    backends: settingTable('*'),
    metric_backends: settingTable('*'),
  },
  'processors/adaptive_sampling': {},
  'extensions/expvar': httpServer,
  'extensions/storage_cleaner': settingTable('trace_storage:text port:text'),
};
