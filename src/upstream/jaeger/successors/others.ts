import { kafkaForms } from '../kafka.ts';
import {
  dropped,
  duration,
  flag,
  group,
  list,
  mebibytes,
  named,
  none,
  number,
  pairs,
  type Rules,
  text,
} from './successor.ts';

/** Successors of the flags of Badger (jaeger v2.20.0 internal/storage/v1/badger/config.go). */
export const badgerRules: Rules = {
  ephemeral: flag('ephemeral'),
  'directory-key': text('directories.keys'),
  'directory-value': text('directories.values'),
  'span-store-ttl': duration('ttl.spans'),
  consistency: flag('consistency'),
  'maintenance-interval': duration('maintenance_interval'),
  'metrics-update-interval': duration('metrics_update_interval'),
  'read-only': flag('read_only'),
};

/** Successors of the flags of storage in memory. */
export const memoryRules: Rules = { 'max-traces': number('max_traces') };

/** Successors of the flags of a storage behind gRPC (jaeger v2.20.0 internal/storage/v2/grpc/config.go). */
export const grpcRules: Rules = {
  server: text('endpoint'),
  'connection-timeout': duration('timeout'),
  enabled: group('archive'),
};

/** Successors of the flags of Prometheus as a storage of metrics (jaeger v2.20.0 internal/config/promcfg/config.go). */
export const prometheusRules: Rules = {
  'server-url': text('endpoint'),
  'connect-timeout': duration('connect_timeout'),
  'token-file': text('token_file_path'),
  'token-override-from-context': flag('token_override_from_context'),
  'query.namespace': text('metric_namespace'),
  'query.duration-unit': text('latency_unit'),
  'query.normalize-calls': flag('normalize_calls'),
  'query.normalize-duration': flag('normalize_duration'),
  'query.extra-query-params': pairs('extra_query_parameters', '='),
  'query.support-spanmetrics-connector': dropped('Jaeger v2 knows the metrics of no other source'),
};

const kafkaClient: Rules = {
  brokers: list('brokers'),
  encoding: named('traces.encoding', kafkaForms),
  'protocol-version': text('protocol_version'),
  authentication: group('authentication'),
  'kerberos.service-name': text('auth.kerberos.service_name'),
  'kerberos.realm': text('auth.kerberos.realm'),
  'kerberos.use-keytab': flag('auth.kerberos.use_keytab'),
  'kerberos.username': text('auth.kerberos.username'),
  'kerberos.password': group('credential'),
  'kerberos.config-file': text('auth.kerberos.config_file'),
  'kerberos.keytab-file': text('auth.kerberos.keytab_file'),
  'kerberos.disable-fast-negotiation': flag('auth.kerberos.disable_fast_negotiation'),
  'plaintext.username': group('credential'),
  'plaintext.password': group('credential'),
  'plaintext.mechanism': text('auth.sasl.mechanism'),
};

const noBatch = none('the Kafka client of Jaeger v2 sends by time and number of messages alone');

/**
 * Successors of the flags of what writes to Kafka.
 *
 * Source: jaeger v1.76.0 internal/storage/v1/kafka/options.go; opentelemetry-collector-contrib v0.155.0
 * pkg/kafka/configkafka/config.go.
 */
export const kafkaProducerRules: Rules = {
  ...kafkaClient,
  topic: text('traces.topic'),
  'required-acks': named('producer.required_acks', { noack: 0, local: 1, all: 'all' }),
  compression: text('producer.compression'),
  'compression-level': number('producer.compression_params.level'),
  'batch-linger': duration('producer.linger'),
  'batch-max-messages': number('producer.flush_max_messages'),
  'max-message-bytes': number('producer.max_message_bytes'),
  'batch-size': noBatch,
  'batch-min-messages': noBatch,
};

/** Successors of the flags of what reads from Kafka (jaeger v1.76.0 cmd/ingester/app/flags.go). */
export const kafkaConsumerRules: Rules = {
  ...kafkaClient,
  topic: list('traces.topics'),
  'group-id': text('group_id'),
  'client-id': text('client_id'),
  'rack-id': text('rack_id'),
  'fetch-max-message-bytes': number('max_fetch_size'),
};

const keepalive: Rules = {
  'max-connection-age': duration('keepalive.server_parameters.max_connection_age'),
  'max-connection-age-grace': duration('keepalive.server_parameters.max_connection_age_grace'),
};

/** Successors of the flags of a server of gRPC (opentelemetry-collector v0.155.0 config/configgrpc). */
export const grpcServerRules: Rules = {
  'host-port': group('listener'),
  'max-message-size': mebibytes('max_recv_msg_size_mib'),
  ...keepalive,
};

/** Successors of the flags of a server of HTTP (opentelemetry-collector v0.155.0 config/confighttp). */
export const httpServerRules: Rules = {
  'host-port': group('listener'),
  'read-timeout': duration('read_timeout'),
  'read-header-timeout': duration('read_header_timeout'),
  'idle-timeout': duration('idle_timeout'),
  'keep-alive': flag('keep_alives_enabled'),
  'cors.allowed-origins': list('cors.allowed_origins'),
  'cors.allowed-headers': list('cors.allowed_headers'),
};

/** A table of TLS, with the prefix that its flags have. */
export const tlsOf = (rules: Rules): Rules =>
  Object.fromEntries(Object.entries(rules).map(([key, rule]) => [`tls.${key}`, rule]));

const noQueue = none('the queue of Jaeger v2 counts batches of spans, that of v1 counted spans');

/** Successors of the other flags of what takes spans. */
export const collectorRules: Rules = {
  'queue-size': noQueue,
  'num-workers': noQueue,
  'queue-size-memory': noQueue,
  tags: none(
    'Jaeger v2 has no processor that writes tags of the process; a collector before it has',
  ),
  'enable-span-size-metrics': none('Jaeger v2 does not measure the size of spans'),
  'otlp.enabled': group('listener'),
};

/** Successors of the flags that tell senders what to sample (jaeger v2.20.0 cmd/jaeger/internal/extension/remotesampling). */
export const samplingRules: Rules = {
  'strategies-file': text('file.path'),
  'strategies-reload-interval': duration('file.reload_interval'),
  'default-sampling-probability': number('file.default_sampling_probability'),
  'strategies.bugfix-5270': dropped('it is so in Jaeger v2'),
};

/** Successors of the flags of what answers queries (jaeger v2.20.0 cmd/jaeger/internal/extension/jaegerquery/config.go). */
export const queryRules: Rules = {
  'base-path': text('base_path'),
  'ui-config': text('ui.config_file'),
  'static-files': text('ui.assets_path'),
  'log-static-assets-access': flag('ui.log_access'),
  'additional-headers': pairs('http.response_headers', ':'),
  'bearer-token-propagation': flag('bearer_token_propagation'),
  'max-clock-skew-adjustment': duration('max_clock_skew_adjust'),
  'enable-tracing': flag('enable_tracing'),
};

/** Successors of the flags for several tenants, whose keys begin with a capital in v2 (jaeger v2.20.0 internal/tenancy/manager.go). */
export const tenancyRules: Rules = {
  enabled: flag('multi_tenancy.Enabled'),
  header: text('multi_tenancy.Header'),
  tenants: list('multi_tenancy.Tenants'),
};

/** Successors of the flags that all components have. */
export const commonRules: Rules = {
  'log-level': text('logs.level'),
  'log-encoding': text('logs.encoding'),
  'config-file': none(
    'Jaeger v2 reads no file of flags; write those that are in it as options first',
  ),
  'feature-gates': none('the gates of Jaeger v2 are others'),
  'metrics-backend': none('the metrics of Jaeger v2 are for Prometheus, on port 8888'),
  'metrics-http-route': none('the metrics of Jaeger v2 are under /metrics, on port 8888'),
  'span-storage.type': group('storage-type'),
  'admin.http.host-port': none(
    'Jaeger v2 has no admin server: health is on port 13133 under /status, metrics are on port 8888',
  ),
};

/** Successors of flags that no table above has, by prefix. */
export const goneRules: Readonly<Record<string, string>> = {
  'admin.http.tls.': 'Jaeger v2 has no admin server',
  'downsampling.': 'Jaeger v2 has tail_sampling for it, which keeps or drops whole traces',
  'ingester.':
    'Jaeger v2 reads each partition in order: more pods, and more partitions, do what it did',
  'grpc-storage-plugin.': 'plug-ins are gone; use a remote storage server that speaks storage v2',
  'agent.': 'agents are gone: clients send OTLP to ports 4317 and 4318',
  'reporter.': 'agents are gone: clients send OTLP to ports 4317 and 4318',
  'processor.': 'agents are gone: clients send OTLP to ports 4317 and 4318',
  'http-server.': 'agents are gone: clients send OTLP to ports 4317 and 4318',
};
