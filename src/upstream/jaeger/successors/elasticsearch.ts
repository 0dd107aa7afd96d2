import {
  clientTls,
  dropped,
  duration,
  flag,
  group,
  inside,
  list,
  none,
  number,
  type Rules,
  text,
} from './successor.ts';

/** Kinds of indices that Jaeger v2 has settings for, one by one where v1 has one for all. */
export const indexKinds = ['spans', 'services', 'dependencies', 'sampling'] as const;

const ofEach = (setting: string) => indexKinds.map((kind) => `indices.${kind}.${setting}`);

const noClient = dropped('the client that it was for is not in Jaeger v2');

/**
 * Successors of the flags of Elasticsearch and of its archive.
 *
 * Source: jaeger v1.76.0 internal/storage/v1/elasticsearch/options.go; jaeger v2.20.0
 * internal/storage/elasticsearch/config/config.go.
 */
export const elasticsearchRules: Rules = {
  'server-urls': list('server_urls'),
  username: group('credential'),
  password: group('credential'),
  'password-file': text('auth.basic.password_file'),
  'password-reload-interval': duration('auth.basic.reload_interval'),
  'token-file': text('auth.bearer_token.file_path'),
  'bearer-token-reload-interval': duration('auth.bearer_token.reload_interval'),
  'bearer-token-propagation': flag('auth.bearer_token.from_context'),
  'api-key-file': text('auth.api_key.file_path'),
  'api-key-reload-interval': duration('auth.api_key.reload_interval'),
  'api-key-allow-from-context': flag('auth.api_key.from_context'),
  ...Object.fromEntries(Object.entries(clientTls).map(([key, rule]) => [`tls.${key}`, rule])),
  'tls.enabled': dropped('TLS follows the scheme of the server URLs'),
  'index-prefix': text('indices.index_prefix'),
  'num-shards': number(...ofEach('shards')),
  'num-replicas': number(...ofEach('replicas')),
  'prioirity-span-template': number('indices.spans.priority'),
  'prioirity-service-template': number('indices.services.priority'),
  'prioirity-dependencies-template': number('indices.dependencies.priority'),
  'use-aliases': group('rotation'),
  'use-ilm': group('rotation'),
  'index-date-separator': group('rotation'),
  'index-rollover-frequency-spans': group('rotation'),
  'index-rollover-frequency-services': group('rotation'),
  'index-rollover-frequency-adaptive-sampling': group('rotation'),
  'create-index-templates': flag('create_mappings'),
  'bulk.size': number('bulk_processing.max_bytes'),
  'bulk.workers': number('bulk_processing.workers'),
  'bulk.flush-interval': duration('bulk_processing.flush_interval'),
  'bulk.actions': none('Jaeger v2 sends by bytes and time alone'),
  timeout: duration('query_timeout'),
  'max-span-age': duration('max_span_age'),
  'max-doc-count': number('max_doc_count'),
  'service-cache-ttl': duration('service_cache_ttl'),
  'adaptive-sampling.lookback': duration('adaptive_sampling_lookback'),
  version: number('version'),
  'remote-read-clusters': list('remote_read_clusters'),
  'tags-as-fields.all': flag('tags_as_fields.all'),
  'tags-as-fields.include': text('tags_as_fields.include'),
  'tags-as-fields.config-file': text('tags_as_fields.config_file'),
  'tags-as-fields.dot-replacement': text('tags_as_fields.dot_replacement'),
  sniffer: noClient,
  'sniffer-tls-enabled': noClient,
  'disable-health-check': noClient,
  'health-check-timeout-startup': noClient,
  'send-get-body-as': noClient,
  'log-level': noClient,
  'http-compression': noClient,
  enabled: group('archive'),
};

/**
 * Successors of the flags of Cassandra and of its archive.
 *
 * Source: jaeger v1.76.0 internal/storage/v1/cassandra/options.go; jaeger v2.20.0
 * internal/storage/cassandra/config/config.go.
 */
export const cassandraRules: Rules = {
  servers: list('connection.servers'),
  port: number('connection.port'),
  keyspace: text('schema.keyspace'),
  'local-dc': text('connection.local_dc'),
  'connections-per-host': number('connection.connections_per_host'),
  'connect-timeout': duration('connection.timeout'),
  'reconnect-interval': duration('connection.reconnect_interval'),
  'socket-keep-alive': duration('connection.socket_keep_alive'),
  'proto-version': number('connection.proto_version'),
  timeout: duration('query.timeout'),
  consistency: text('query.consistency'),
  'max-retry-attempts': number('query.max_retry_attempts'),
  username: group('credential'),
  password: group('credential'),
  'basic.allowed-authenticators': list('connection.auth.basic.allowed_authenticators'),
  'disable-compression': flag('schema.disable_compression'),
  'index.logs': flag('index.logs'),
  'index.tags': flag('index.tags'),
  'index.process-tags': flag('index.process_tags'),
  'index.tag-blacklist': text('index.tag_blacklist'),
  'index.tag-whitelist': text('index.tag_whitelist'),
  'span-store-write-cache-ttl': duration('span_store_write_cache_ttl'),
  ...Object.fromEntries(
    Object.entries(inside('connection', clientTls)).map(([key, rule]) => [`tls.${key}`, rule]),
  ),
  enabled: group('archive'),
};
