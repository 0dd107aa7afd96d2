import type { Problem } from '../../values/problem.ts';
import {
  type SettingTable,
  settingTable,
  settingTableProblems,
} from '../../values/setting-table.ts';

import { isRecord } from '../../values/unknown.ts';
import { isAtLeast } from '../../values/version.ts';

const tls = settingTable(
  'insecure:boolean insecure_skip_verify:boolean server_name_override:text ca_file:text ca_pem:text cert_file:text cert_pem:text key_file:text key_pem:text min_version:text max_version:text cipher_suites reload_interval:duration include_system_ca_certs_pool:boolean',
);

const index = settingTable(
  'priority:number date_layout:text shards:number replicas rollover_frequency:text rotation',
);

const legacyRotation = [
  'use_aliases',
  'use_ilm',
  ...['span', 'service'].flatMap((name) => [`${name}_read_alias`, `${name}_write_alias`]),
];

const elasticsearch = settingTable(
  `remote_read_clusters disable_health_check:boolean health_check_timeout_startup:duration write_mode:async|sync poison_pill_handling:fail|drop send_get_body_as:text query_timeout:duration http_compression:boolean custom_headers version:number log_level:text create_mappings:boolean max_doc_count:number max_span_age:duration max_trace_duration:duration service_cache_ttl:duration adaptive_sampling_lookback:duration server_urls ${legacyRotation.join(' ')}`,
  {
    tls,
    auth: {
      basic: settingTable(
        'username:text password:text password_file:text reload_interval:duration',
      ),
      bearer_token: settingTable('file_path:text from_context:boolean reload_interval:duration'),
      api_key: settingTable('file_path:text from_context:boolean reload_interval:duration'),
      ...settingTable('authenticator'),
    },
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

const tables: Readonly<Record<string, SettingTable>> = {
  elasticsearch,
  opensearch: elasticsearch,
  memory: settingTable('max_traces:number'),
  badger: settingTable(
    'ttl ephemeral:boolean consistency:boolean maintenance_interval:duration metrics_update_interval:duration read_only:boolean directories',
  ),
  jaeger_query: settingTable(
    'base_path:text bearer_token_propagation:boolean multi_tenancy max_clock_skew_adjust:duration enable_tracing:boolean max_trace_size:number header_forwarding ai otlp_proxy http grpc',
    {
      storage: settingTable('traces:text traces_archive:text metrics:text'),
      ui: settingTable('config_file:text assets_path:text log_access:boolean'),
    },
  ),
  jaeger_storage_exporter: settingTable('trace_storage:text queue retry_on_failure'),
};

/** What settings are called as flags of Jaeger v1, or by mistake. */
const renamed: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '': {
    'server-urls': 'server_urls',
    servers: 'server_urls',
    urls: 'server_urls',
    url: 'server_urls',
    hosts: 'server_urls',
    endpoint: 'server_urls',
    'index-prefix': 'indices.index_prefix',
    'num-shards': 'indices.spans.shards',
    num_shards: 'indices.spans.shards',
    'num-replicas': 'indices.spans.replicas',
    num_replicas: 'indices.spans.replicas',
    'create-index-templates': 'create_mappings',
    create_index_templates: 'create_mappings',
    bulk: 'bulk_processing',
    timeout: 'query_timeout',
    sniffer: 'sniffing',
    'token-file': 'auth.bearer_token.file_path',
    'password-file': 'auth.basic.password_file',
  },
  tls: {
    ca: 'ca_file',
    cert: 'cert_file',
    key: 'key_file',
    'skip-host-verify': 'insecure_skip_verify',
    skip_host_verify: 'insecure_skip_verify',
    'server-name': 'server_name_override',
    enabled: 'insecure: false',
  },
  bulk_processing: { size: 'max_bytes', actions: 'max_actions' },
};

/** Names of the exporter's and the query extension's settings of other releases and programs. */
const synonyms: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  jaeger_storage_exporter: {
    storage: 'trace_storage',
    traces_storage: 'trace_storage',
    traces: 'trace_storage',
    backend: 'trace_storage',
  },
  jaeger_query: {
    trace_storage: 'storage.traces',
    traces: 'storage.traces',
    'ui-config': 'ui.config_file',
    ui_config: 'ui.config_file',
  },
};

/** First release that rejects the settings of aliases and lifecycle management (jaeger v2.20.0, es.config.rejectLegacyRotationFlags). */
export const rotationSince = '2.20.0';

/**
 * What is wrong with the settings of a part of Jaeger v2: a storage by its type, `jaeger_query` or `jaeger_storage_exporter`. Keys
 * are told only when it is known what was meant, since releases differ.
 *
 * Source: jaeger v1.76.0 (v2.13.0) internal/storage/elasticsearch/config/config.go, cmd/query/app/flags.go; v2.20.0
 * config_legacy.go.
 *
 * @param version - release of Jaeger v2, when it is known
 */
export function jaegerV2SettingProblems(
  part: string,
  settings: unknown,
  version: string | undefined,
): Problem[] {
  const table = Object.hasOwn(tables, part) ? tables[part] : undefined;
  if (!table || !isRecord(settings)) return [];
  const elastic = table === elasticsearch;
  const found = elastic
    ? [...oldNames(settings, renamed), ...rotationProblems(settings, version)]
    : oldNames(settings, { '': synonyms[part] ?? {} });
  const told = new Set(found.map(({ path }) => path?.join('.')));
  const strict = { strict: true, complete: false };
  return [
    ...found,
    ...settingTableProblems(table, settings, strict).filter(
      ({ path }) => !told.has(path?.join('.')),
    ),
  ];
}

function oldNames(
  settings: Readonly<Record<string, unknown>>,
  names: Readonly<Record<string, Readonly<Record<string, string>>>>,
): Problem[] {
  return Object.entries(names).flatMap(([section, renames]) => {
    const block = section === '' ? settings : settings[section];
    if (!isRecord(block)) return [];
    const within = section === '' ? [] : [section];
    return Object.keys(block).flatMap((key): Problem[] => {
      const fix = Object.hasOwn(renames, key) ? renames[key] : undefined;
      if (fix === undefined) return [];
      const problem = `'${key}' is no setting of Jaeger v2`;
      return [{ path: [...within, key], message: problem, fix }];
    });
  });
}

function rotationProblems(
  settings: Readonly<Record<string, unknown>>,
  version: string | undefined,
): Problem[] {
  if (version === undefined || !isAtLeast(version, rotationSince)) return [];
  return legacyRotation.flatMap((key) =>
    Object.hasOwn(settings, key)
      ? [
          {
            path: [key],
            message: `'${key}' is rejected since Jaeger ${rotationSince}, the release is ${version}`,
            fix: 'rotation under indices.spans, services, dependencies and sampling',
          },
        ]
      : [],
  );
}
