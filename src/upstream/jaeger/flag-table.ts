import type { JaegerStorageType } from './names.ts';

/** Components of Jaeger v1 that take flags. */
export type JaegerComponent = 'collector' | 'query' | 'ingester' | 'allInOne' | 'agent';

/** Components that know a flag, or the storage with which all components know it. */
export type FlagOwner = readonly JaegerComponent[] | JaegerStorageType | 'prometheus';

const everywhere: FlagOwner = ['collector', 'query', 'ingester', 'allInOne', 'agent'];
const collector: FlagOwner = ['collector', 'allInOne'];
const query: FlagOwner = ['query', 'allInOne'];
const agent: FlagOwner = ['agent', 'allInOne'];

const serverTls =
  'cert cipher-suites client-ca enabled? key max-version min-version reload-interval~';
const clientTls = 'ca cert enabled? key server-name skip-host-verify?';
const kerberos =
  'config-file disable-fast-negotiation? keytab-file password realm service-name use-keytab? username';
const agentServer =
  'server-host-port server-max-packet-size# server-queue-size# server-socket-buffer-size# workers#';
const elasticsearch =
  'api-key-allow-from-context? api-key-file api-key-reload-interval~ bearer-token-propagation? bearer-token-reload-interval~ create-index-templates? disable-health-check? http-compression? index-date-separator index-prefix index-rollover-frequency-adaptive-sampling index-rollover-frequency-services index-rollover-frequency-spans log-level max-doc-count# num-replicas# num-shards# password password-file password-reload-interval~ prioirity-dependencies-template# prioirity-service-template# prioirity-span-template# remote-read-clusters send-get-body-as server-urls service-cache-ttl~ sniffer-tls-enabled? sniffer? timeout~ token-file use-aliases? use-ilm? username version#';
const cassandra =
  'connect-timeout~ connections-per-host# consistency disable-compression? keyspace local-dc max-retry-attempts# password port# proto-version# reconnect-interval~ servers socket-keep-alive~ span-store-write-cache-ttl~ timeout~ username';

/**
 * Flags by owner and prefix. A mark behind a name tells its type: `#` integer, `?` boolean, `~` duration, `%` float.
 *
 * Source: jaeger v1.51.0, v1.65.0 and v1.76.0, printed by `help` of each component with each storage, taken together.
 */
export const flagTable: readonly (readonly [FlagOwner, string, string])[] = [
  [
    everywhere,
    '',
    'config-file feature-gates log-encoding log-level metrics-backend metrics-http-route span-storage.type',
  ],
  [everywhere, 'admin.http', 'host-port'],
  [everywhere, 'admin.http.tls', serverTls],
  [
    collector,
    'collector',
    'enable-span-size-metrics? num-workers# queue-size# queue-size-memory# tags',
  ],
  [
    collector,
    'collector.grpc-server',
    'host-port max-connection-age~ max-connection-age-grace~ max-message-size#',
  ],
  [collector, 'collector.grpc.tls', serverTls],
  [
    collector,
    'collector.http-server',
    'host-port idle-timeout~ read-header-timeout~ read-timeout~',
  ],
  [collector, 'collector.http.tls', serverTls],
  [collector, 'collector.otlp', 'enabled?'],
  [
    collector,
    'collector.otlp.grpc',
    'host-port max-connection-age~ max-connection-age-grace~ max-message-size#',
  ],
  [collector, 'collector.otlp.grpc.tls', serverTls],
  [collector, 'collector.otlp.http', 'host-port idle-timeout~ read-header-timeout~ read-timeout~'],
  [collector, 'collector.otlp.http.cors', 'allowed-headers allowed-origins'],
  [collector, 'collector.otlp.http.tls', serverTls],
  [collector, 'collector.zipkin', 'host-port keep-alive?'],
  [collector, 'collector.zipkin.cors', 'allowed-headers allowed-origins'],
  [collector, 'collector.zipkin.tls', serverTls],
  [
    collector,
    'sampling',
    'default-sampling-probability% strategies-file strategies-reload-interval~',
  ],
  // in releases between the oldest and the newest only (jaeger issue 5270)
  [collector, 'sampling.strategies', 'bugfix-5270?'],
  [['collector', 'ingester', 'allInOne'], 'downsampling', 'hashsalt ratio%'],
  [['collector', 'query', 'allInOne'], 'multi-tenancy', 'enabled? header tenants'],
  [
    query,
    'query',
    'additional-headers base-path bearer-token-propagation? enable-tracing? log-static-assets-access? max-clock-skew-adjustment~ static-files ui-config',
  ],
  [query, 'query.grpc-server', 'host-port'],
  [query, 'query.grpc.tls', serverTls],
  [query, 'query.http-server', 'host-port'],
  [query, 'query.http.tls', serverTls],
  [
    'prometheus',
    'prometheus',
    'connect-timeout~ server-url token-file token-override-from-context?',
  ],
  [
    'prometheus',
    'prometheus.query',
    'duration-unit extra-query-params namespace normalize-calls? normalize-duration? support-spanmetrics-connector?',
  ],
  ['prometheus', 'prometheus.tls', clientTls],
  [['ingester'], 'ingester', 'deadlockInterval~ parallelism'],
  [
    ['ingester'],
    'kafka.consumer',
    'authentication brokers client-id encoding fetch-max-message-bytes# group-id protocol-version rack-id topic',
  ],
  [['ingester'], 'kafka.consumer.kerberos', kerberos],
  [['ingester'], 'kafka.consumer.plaintext', 'mechanism password username'],
  [['ingester'], 'kafka.consumer.tls', clientTls],
  [agent, 'http-server', 'host-port'],
  [agent, 'processor.jaeger-binary', agentServer],
  [agent, 'processor.jaeger-compact', agentServer],
  [agent, 'processor.zipkin-compact', agentServer],
  [agent, 'reporter', 'type'],
  [agent, 'reporter.grpc', 'host-port'],
  [agent, 'reporter.grpc.discovery', 'min-peers#'],
  [agent, 'reporter.grpc.retry', 'max#'],
  [agent, 'reporter.grpc.tls', clientTls],
  [['agent'], 'agent', 'tags'],
  ['elasticsearch', 'es', `${elasticsearch} max-span-age~`],
  ['elasticsearch', 'es-archive', `${elasticsearch} enabled?`],
  ...['es', 'es-archive'].flatMap((prefix): (readonly [FlagOwner, string, string])[] => [
    ['elasticsearch', `${prefix}.adaptive-sampling`, 'lookback~'],
    ['elasticsearch', `${prefix}.bulk`, 'actions# flush-interval~ size# workers#'],
    ['elasticsearch', `${prefix}.tags-as-fields`, 'all? config-file dot-replacement include'],
    ['elasticsearch', `${prefix}.tls`, clientTls],
  ]),
  ['cassandra', 'cassandra', cassandra],
  ['cassandra', 'cassandra-archive', `${cassandra} enabled?`],
  ...['cassandra', 'cassandra-archive'].flatMap(
    (prefix): (readonly [FlagOwner, string, string])[] => [
      ['cassandra', `${prefix}.basic`, 'allowed-authenticators'],
      ['cassandra', `${prefix}.index`, 'logs? process-tags? tag-blacklist tag-whitelist tags?'],
      ['cassandra', `${prefix}.tls`, clientTls],
    ],
  ),
  [
    'kafka',
    'kafka.producer',
    'authentication batch-linger~ batch-max-messages# batch-min-messages# batch-size# brokers compression compression-level# encoding max-message-bytes# protocol-version required-acks topic',
  ],
  ['kafka', 'kafka.producer.kerberos', kerberos],
  ['kafka', 'kafka.producer.plaintext', 'mechanism password username'],
  ['kafka', 'kafka.producer.tls', clientTls],
  [
    'badger',
    'badger',
    'consistency? directory-key directory-value ephemeral? maintenance-interval~ metrics-update-interval~ read-only? span-store-ttl~',
  ],
  ['memory', 'memory', 'max-traces#'],
  ['grpc-plugin', 'grpc-storage-plugin', 'binary configuration-file log-level'],
  ...['grpc-storage', 'grpc-storage-archive'].flatMap(
    (prefix): (readonly [FlagOwner, string, string])[] => [
      ['grpc-plugin', prefix, 'connection-timeout~ enabled? server'],
      ['grpc-plugin', `${prefix}.tls`, clientTls],
    ],
  ),
];
