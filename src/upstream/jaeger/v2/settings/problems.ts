import type { Problem } from '../../../values/problem.ts';
import { settingProblems } from '../../../values/setting-problems.ts';
import { isRecord, own } from '../../../values/unknown.ts';
import { partSetting } from './parts.ts';
import { releaseProblems } from './releases.ts';
import { refusedValues } from './values.ts';

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
  'exporters/jaeger_storage_exporter': {
    storage: 'trace_storage',
    traces_storage: 'trace_storage',
    traces: 'trace_storage',
    backend: 'trace_storage',
  },
  'extensions/jaeger_query': {
    trace_storage: 'storage.traces',
    traces: 'storage.traces',
    'ui-config': 'ui.config_file',
    ui_config: 'ui.config_file',
  },
};

/**
 * What is wrong with the settings of a part of Jaeger v2: a storage by its type or by its section, or a component by kind and
 * type. A key that no table has is told of the releases whose settings are tabled; of others, when it is known what was meant.
 *
 * @param version - release of Jaeger v2, when it is known
 */
export function jaegerV2SettingProblems(
  part: string,
  settings: unknown,
  version: string | undefined,
): Problem[] {
  const setting = partSetting(part, version);
  if (!setting) return [];
  const elastic = part === 'elasticsearch' || part === 'opensearch';
  const found = [
    ...oldNames(settings, elastic ? renamed : { '': synonyms[part] ?? {} }),
    ...releaseProblems(part, settings, version),
  ];
  const told = new Set(found.map(({ path }) => path?.join('.')));
  return [
    ...found,
    ...[
      ...settingProblems(setting, settings, { strict: true }),
      ...refusedValues(part, settings, version),
    ].filter(({ path }) => !told.has(path?.join('.'))),
  ];
}

function oldNames(
  settings: unknown,
  names: Readonly<Record<string, Readonly<Record<string, string>>>>,
): Problem[] {
  return Object.entries(names).flatMap(([section, renames]) => {
    const block = section === '' ? settings : own(settings, section);
    if (!isRecord(block)) return [];
    const within = section === '' ? [] : [section];
    return Object.keys(block).flatMap((key): Problem[] => {
      const fix = Object.hasOwn(renames, key) ? renames[key] : undefined;
      if (fix === undefined) return [];
      const problem = `'${key}' is not a setting of Jaeger v2`;
      return [{ path: [...within, key], message: problem, fix }];
    });
  });
}
