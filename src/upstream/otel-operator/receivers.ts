import type { Protocol } from '../edge/protocols.ts';

/** A port that the operator opens for a component. */
export interface ComponentPort {
  readonly port: number;
  /** @default 'TCP' */
  readonly transport?: 'TCP' | 'UDP';
  readonly appProtocol?: 'grpc' | 'http';
  readonly protocol: Protocol;
}

/** How the operator reads the ports of a component: one endpoint, or one for each key under `protocols`. */
export interface ComponentPorts {
  /** Port of a component with one endpoint; text when it has no default and the endpoint must be written. */
  readonly single?: ComponentPort | 'tcp-from-endpoint' | 'udp-from-endpoint';
  /** Ports by key under `protocols`. */
  readonly protocols?: Readonly<Record<string, ComponentPort>>;
  /** First operator that knows it; unset means v0.88.0 did already. */
  readonly since?: string;
  /** First operator that does not know it any more. */
  readonly until?: string;
}

const tcp = (port: number, protocol: Protocol = 'other'): ComponentPorts => ({
  single: { port, protocol },
});

/**
 * Receivers whose ports the operator knows. Every other receiver gets the port of its `endpoint` or `listen_address`.
 *
 * Source: opentelemetry-operator v0.88.0 internal/manifests/collector/parser/receiver, v0.158.0
 * internal/components/receivers/helpers.go.
 */
export const receiverPorts: Readonly<Record<string, ComponentPorts>> = {
  otlp: {
    protocols: {
      grpc: { port: 4317, appProtocol: 'grpc', protocol: 'otlp-grpc' },
      http: { port: 4318, appProtocol: 'http', protocol: 'otlp-http' },
    },
  },
  jaeger: {
    protocols: {
      grpc: { port: 14250, appProtocol: 'grpc', protocol: 'jaeger-grpc' },
      thrift_http: { port: 14268, appProtocol: 'http', protocol: 'jaeger-thrift-http' },
      thrift_compact: { port: 6831, transport: 'UDP', protocol: 'jaeger-thrift-compact' },
      thrift_binary: { port: 6832, transport: 'UDP', protocol: 'jaeger-thrift-binary' },
    },
  },
  zipkin: { single: { port: 9411, appProtocol: 'http', protocol: 'zipkin' } },
  skywalking: {
    protocols: {
      grpc: { port: 11800, appProtocol: 'grpc', protocol: 'other' },
      http: { port: 12800, appProtocol: 'http', protocol: 'other' },
    },
  },
  loki: {
    protocols: {
      grpc: { port: 9095, appProtocol: 'grpc', protocol: 'other' },
      http: { port: 3100, appProtocol: 'http', protocol: 'other' },
    },
    since: '0.104.0',
  },
  opencensus: { ...tcp(55678), until: '0.132.0' },
  carbon: tcp(2003),
  wavefront: tcp(2003),
  collectd: tcp(8081),
  influxdb: tcp(8086),
  sapm: tcp(7276),
  signalfx: tcp(9943),
  splunk_hec: tcp(8088),
  fluentforward: tcp(8006),
  fluent_forward: { ...tcp(8006), since: '0.157.0' },
  statsd: { single: { port: 8125, transport: 'UDP', protocol: 'other' } },
  awsxray: { single: { port: 2000, transport: 'UDP', protocol: 'other' } },
  tcplog: { single: 'tcp-from-endpoint' },
  tcp_log: { single: 'tcp-from-endpoint', since: '0.157.0' },
  udplog: { single: 'udp-from-endpoint' },
  udp_log: { single: 'udp-from-endpoint', since: '0.157.0' },
};

/**
 * Receivers that operators before v0.104.0, which reworked the table, read in another way.
 *
 * Source: opentelemetry-operator v0.88.0 internal/manifests/collector/parser/receiver.
 */
export const olderReceiverPorts: Readonly<Record<string, ComponentPorts>> = {
  awsxray: tcp(2000),
  'zipkin-scribe': tcp(9410),
};

/** First operator with the reworked table of receivers. */
export const receiverTableSince = '0.104.0';

/** Whether some operators know the default port of a receiver, and others do not. */
export function isSometimesKnown(type: string): boolean {
  const known = Object.hasOwn(receiverPorts, type) ? receiverPorts[type] : undefined;
  return known?.since !== undefined || known?.until !== undefined;
}

/**
 * Receivers that fetch and do not listen: the operator opens no port for them, whatever their `endpoint` says.
 *
 * Source: opentelemetry-operator v0.158.0 internal/components/receivers/helpers.go.
 */
export const scrapingReceivers: ReadonlySet<string> = new Set([
  'aerospike',
  'chrony',
  'cloudfoundry',
  'couchdb',
  'docker_stats',
  'filelog',
  'file_log',
  'flinkmetrics',
  'googlecloudpubsub',
  'haproxy',
  'http_check',
  'httpcheck',
  'jmx',
  'k8s_cluster',
  'k8s_events',
  'k8s_objects',
  'k8sobjects',
  'kubelet_stats',
  'kubeletstats',
  'memcached',
  'mysql',
  'nginx',
  'nsxt',
  'oracledb',
  'podman_stats',
  'postgresql',
  'prometheus',
  'prometheus_simple',
  'pulsar',
  'purefb',
  'rabbitmq',
  'redis',
  'riak',
  'saphana',
  'snmp',
  'sshcheck',
  'vcenter',
  'zookeeper',
]);

/**
 * Receivers that listen without any operator knowing their default ports. The operator opens the port of an `endpoint` that
 * is written right below the receiver, and no other.
 *
 * Source: opentelemetry-collector-contrib v0.158.0 receiver/{datadog,otelarrow}receiver.
 */
export const otherReceiverPorts: Readonly<Record<string, ComponentPorts>> = {
  datadog: tcp(8126),
  otelarrow: { protocols: { grpc: { port: 4317, appProtocol: 'grpc', protocol: 'otlp-grpc' } } },
};

/** Port of the prometheus exporter, the only exporter that listens. */
export const prometheusExporterPort: ComponentPort = { port: 8888, protocol: 'metrics' };

const healthPort: ComponentPort = { port: 13133, protocol: 'health' };
const queryPort: ComponentPort = { port: 16686, protocol: 'jaeger-query' };

/** Extensions that the operator opens a port for (opentelemetry-operator v0.158.0 internal/components/extensions). */
export const extensionPorts: Readonly<Record<string, ComponentPort>> = {
  health_check: healthPort,
  jaeger_query: queryPort,
};

/** An address that a component listens on. */
interface ListenAddress {
  /** Keys that it stands under in the settings. */
  readonly path: readonly string[];
  /** Port that it has by default. */
  readonly port: ComponentPort;
  /** Whether it listens there only if these settings are written. */
  readonly ifWritten?: boolean;
}

const samplingHttp: ComponentPort = { port: 5778, protocol: 'other' };

/** Extensions that hand out sampling strategies; the operator knows none of them. */
export const samplingExtensions: readonly string[] = ['remote_sampling', 'jaegerremotesampling'];

/**
 * Addresses that extensions listen on.
 *
 * Source: opentelemetry-collector-contrib v0.158.0 extension/{healthcheck,healthcheckv2}extension and
 * extension/jaegerremotesampling; jaeger v2.20.0 cmd/jaeger/internal/extension/{jaegerquery,remotesampling}.
 */
export const extensionAddresses: Readonly<Record<string, readonly ListenAddress[]>> = {
  health_check: [{ path: [], port: healthPort }],
  healthcheckv2: [{ path: ['http'], port: healthPort }],
  jaeger_query: [
    { path: ['http'], port: queryPort },
    { path: ['grpc'], port: { port: 16685, protocol: 'jaeger-query-grpc' } },
  ],
  remote_sampling: [
    { path: ['http'], port: samplingHttp, ifWritten: true },
    { path: ['grpc'], port: { port: 5779, protocol: 'other' }, ifWritten: true },
  ],
  jaegerremotesampling: [
    { path: ['http'], port: samplingHttp },
    { path: ['grpc'], port: { port: 14250, protocol: 'other' } },
  ],
};

/**
 * Extension that the operator writes a liveness probe for, as it does not for healthcheckv2
 * (opentelemetry-operator v0.158.0 internal/components).
 */
export const probedExtension = 'health_check';
