import { optional, type SettingTable, settingTable } from '../../values/setting-table.ts';
import { httpClient } from '../transport-settings.ts';

const errorModes = 'error_mode:ignore|silent|propagate';

const attributeActions = [
  settingTable(
    'key:text value default_value pattern:text from_attribute:text from_context:text converted_type:text action:insert|update|upsert|delete|hash|extract|convert',
  ),
] as const;

/** Spans, metrics or logs that a processor is for. */
const match: SettingTable = {
  ...settingTable(
    'match_type:strict|regexp regexp services:texts span_names:texts span_kinds:texts log_bodies:texts log_severity_texts:texts log_severity_number metric_names:texts libraries expressions:texts resource_attributes',
  ),
  attributes: [settingTable('key:text value')],
  resources: [settingTable('key:text value')],
};

const matching: SettingTable = { include: match, exclude: match };

const metadata = [
  settingTable(
    'tag_name:text key:text key_regex:text regex:text from:pod|namespace|deployment|statefulset|daemonset|job|node',
  ),
] as const;

const fieldFilters = [settingTable('key:text value:text op:text')] as const;

const k8sAttributes: SettingTable = {
  ...settingTable(
    'auth_type:none|serviceaccount|kubeconfig|tls context:text kube_config_path:text passthrough:boolean wait_for_metadata:boolean wait_for_metadata_timeout:duration watch_sync_period:duration pod_delete_grace_period:duration kube_api_qps:number kube_api_burst:number',
  ),
  extract: {
    ...settingTable(
      'metadata:texts otel_annotations:boolean deployment_name_from_replicaset:boolean',
    ),
    annotations: metadata,
    labels: metadata,
  },
  filter: {
    ...settingTable('node:text node_from_env_var:text namespace:text'),
    fields: fieldFilters,
    labels: fieldFilters,
  },
  // releases before 0.70.0 took the source of an association without a list of sources
  pod_association: [
    {
      ...settingTable('from:text name:text'),
      sources: [settingTable('from:connection|resource_attribute name:text')],
    },
  ],
  exclude: { pods: [settingTable('name:text')] },
};

const dimensions = [settingTable('name:text default:text glob:text')] as const;

/** What a policy of tail_sampling has beside its name and type, in any place. */
const policyParts: SettingTable = {
  // extensions bring policies of their own
  ...settingTable('name:text type:text *:mapping'),
  latency: settingTable('threshold_ms:number upper_threshold_ms:number'),
  numeric_attribute: settingTable(
    'key:text min_value:number max_value:number invert_match:boolean',
  ),
  probabilistic: settingTable('hash_salt:text sampling_percentage:number'),
  status_code: settingTable('status_codes:texts'),
  string_attribute: settingTable(
    'key:text values:texts enabled_regex_matching:boolean cache_max_size:number invert_match:boolean',
  ),
  rate_limiting: settingTable('spans_per_second:number burst_capacity:number'),
  bytes_limiting: settingTable('bytes_per_second:number burst_capacity:number'),
  span_count: settingTable('min_spans:number max_spans:number'),
  trace_state: settingTable('key:text values:texts'),
  boolean_attribute: settingTable('key:text value:boolean invert_match:boolean'),
  ottl_condition: settingTable(`${errorModes} span:texts spanevent:texts`),
};

/** Policies of tail_sampling. */
const samplingPolicies = [
  {
    ...policyParts,
    and: { and_sub_policy: [policyParts] },
    drop: { drop_sub_policy: [policyParts] },
    not: { not_sub_policy: policyParts },
    composite: {
      ...settingTable('max_total_spans_per_second:number policy_order:texts'),
      composite_sub_policy: [{ ...policyParts, and: { and_sub_policy: [policyParts] } }],
      rate_allocation: [settingTable('policy:text percent:number')],
    },
  },
] as const;

const resourceDetection: SettingTable = {
  ...httpClient,
  // each detector has settings under its name, and most releases have a new one
  ...settingTable(
    'detectors:texts override:boolean attributes:texts refresh_interval:duration fail_on_missing_metadata:boolean system env docker ec2 ecs eks elasticbeanstalk lambda gcp azure aks k8snode k8s_api kubeadm openshift consul heroku dynatrace nova akamai alibaba_ecs digitalocean hetzner ibmcloud_classic ibmcloud_vpc oraclecloud scaleway tencent_cvm upcloud vultr *',
  ),
};

const settings = {
  'processors/batch': settingTable(
    'timeout:duration send_batch_size:number send_batch_max_size:number metadata_keys metadata_cardinality_limit:number',
  ),
  'processors/memory_limiter': settingTable(
    'check_interval:duration limit_mib:number spike_limit_mib:number limit_percentage:number spike_limit_percentage:number min_gc_interval_when_soft_limited:duration min_gc_interval_when_hard_limited:duration max_gc_interval_when_soft_limited:duration max_gc_interval_when_hard_limited:duration',
  ),
  'processors/probabilistic_sampler': settingTable(
    'sampling_percentage:number hash_seed:number mode:hash_seed|proportional|equalizing fail_closed:boolean sampling_precision:number attribute_source:text from_attribute:text sampling_priority:text',
  ),
  'processors/attributes': { ...matching, actions: attributeActions },
  'processors/resource': { attributes: attributeActions },
  'processors/span': {
    ...matching,
    name: {
      ...settingTable('from_attributes:texts separator:text'),
      to_attributes: settingTable(
        'rules:texts break_after_match:boolean keep_original_name:boolean',
      ),
    },
    status: settingTable('code:text description:text'),
  },
  'processors/filter': {
    ...settingTable(errorModes),
    metrics: 'any',
    logs: 'any',
    profiles: 'any',
    spans: matching,
    traces: settingTable('span:texts spanevent:texts resource:texts'),
    // a condition may stand in the list by itself
    trace_conditions: 'any',
    metric_conditions: 'any',
    log_conditions: 'any',
    profile_conditions: 'any',
  },
  'processors/transform': {
    ...settingTable(`${errorModes} flatten_data:boolean`),
    // a statement may stand in the list by itself
    trace_statements: 'any',
    metric_statements: 'any',
    log_statements: 'any',
    profile_statements: 'any',
  },
  'processors/tail_sampling': {
    ...settingTable(
      'decision_wait:duration decision_wait_after_root_received:duration num_traces:number block_on_overflow:boolean expected_new_traces_per_sec:number tail_storage:text sample_on_first_match:boolean sampling_strategy:text drop_pending_traces_on_shutdown:boolean maximum_trace_size_bytes:number',
    ),
    policies: samplingPolicies,
    decision_cache: settingTable('sampled_cache_size:number non_sampled_cache_size:number'),
  },
  'processors/groupbytrace': settingTable(
    'num_traces:number num_workers:number wait_duration:duration discard_orphans:boolean store_on_disk:boolean',
  ),
  'processors/groupbyattrs': settingTable('keys:texts'),
  'processors/redaction': settingTable(
    'allow_all_keys:boolean allowed_keys:texts ignored_keys:texts blocked_values:texts summary:text blocked_key_patterns:texts hash_function:text allowed_values:texts hmac_key:text ignored_key_patterns:texts redact_all_types:boolean db_sanitizer url_sanitizer',
  ),
  'processors/k8sattributes': k8sAttributes,
  'processors/resourcedetection': resourceDetection,
  'connectors/spanmetrics': {
    ...settingTable(
      'exclude_dimensions:texts dimensions_cache_size:number aggregation_temporality:text metrics_flush_interval:duration namespace:text resource_metrics_cache_size:number resource_metrics_key_attributes:texts metrics_expiration:duration metric_timestamp_cache_size:number include_instrumentation_scope:texts aggregation_cardinality_limit:number series_expiration:duration add_resource_attributes:boolean enable_metrics_sampling_method:boolean',
    ),
    dimensions,
    calls_dimensions: dimensions,
    histogram: {
      ...settingTable('disable:boolean unit:ms|s'),
      dimensions,
      exponential: optional(settingTable('max_size:number')),
      explicit: optional(settingTable('buckets:durations')),
    },
    exemplars: settingTable('enabled:boolean max_per_data_point:number'),
    events: { ...settingTable('enabled:boolean'), dimensions },
  },
  'connectors/servicegraph': settingTable(
    'metrics_exporter:text latency_histogram_buckets:durations dimensions:texts cache_loop:duration store_expiration_loop:duration virtual_node_peer_attributes:texts virtual_node_extra_label:boolean metrics_flush_interval:duration database_name_attribute:text database_name_attributes:texts exponential_histogram_max_size:number metrics_timestamp_offset:duration',
    { store: settingTable('max_items:number ttl:duration') },
  ),
} as const satisfies Readonly<Record<string, SettingTable>>;

/**
 * Settings of the processors and connectors that tracing uses, as `componentSettings`.
 *
 * Source: opentelemetry-collector and -contrib v0.88.0, v0.110.0, v0.128.0 and v0.158.0, config.go of each component and of
 * internal/coreinternal/attraction, internal/filter/filterconfig.
 */
export const processorSettings: Readonly<Record<string, SettingTable>> = {
  ...settings,
  // the names since 0.151.0 to 0.153.0
  'processors/k8s_attributes': settings['processors/k8sattributes'],
  'processors/resource_detection': settings['processors/resourcedetection'],
  'connectors/span_metrics': settings['connectors/spanmetrics'],
  'connectors/service_graph': settings['connectors/servicegraph'],
};
