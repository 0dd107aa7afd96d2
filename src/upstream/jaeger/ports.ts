import type { Protocol } from '../edge/protocols.ts';
import type { Signal } from '../edge/signals.ts';
import type { DerivedPort, DerivedService } from '../operator/derived-service.ts';
import { versions } from '../operator/versions.ts';
import { isAtLeast } from '../values/version.ts';
import { type JaegerStrategy, jaegerNames } from './names.ts';

/** A Jaeger, as far as its Services depend on it. */
interface JaegerServicesInput {
  readonly name: string;
  readonly namespace: string;
  /** Strategy after the operator's rewrites, see `effectiveStrategy`. */
  readonly strategy: JaegerStrategy;
  /**
   * Flags in `spec.collector.options` by name; with strategy allInOne, too, they decide about the admin port and the name of
   * the port for Jaeger's gRPC.
   *
   * @default - none
   */
  readonly collectorOptions?: ReadonlyMap<string, string>;
  /**
   * Flags in `spec.allInOne.options` by name; with strategy allInOne they, and not the collector's, switch OTLP off.
   *
   * @default - none
   */
  readonly allInOneOptions?: ReadonlyMap<string, string>;
  /**
   * Flags in `spec.query.options` by name; with strategy allInOne, too, they decide about the admin port.
   *
   * @default - none
   */
  readonly queryOptions?: ReadonlyMap<string, string>;
  /** @default - the operator this project installs */
  readonly operatorVersion?: string;
}

/**
 * What Jaeger takes over OTLP.
 *
 * Source: jaeger v1.65.0 cmd/collector/app/handler/otlp_receiver.go; jaeger v2.13.0 cmd/jaeger/internal/exporters/storageexporter.
 */
export const jaegerSignals: readonly Signal[] = ['traces'];

const tcp = (name: string, port: number, protocol: Protocol): DerivedPort => ({
  name,
  port,
  transport: 'TCP',
  protocol,
});

function portOption(
  options: ReadonlyMap<string, string> | undefined,
  key: string,
  usual: number,
): number {
  const match = /:(\d+)$/.exec(options?.get(key) ?? '');
  return match ? Number(match[1]) : usual;
}

/**
 * Flags by which a port speaks TLS, by what listens there.
 *
 * Source: jaeger v1.51.0 cmd/collector/app/flags and cmd/query/app/flags.go.
 */
export const jaegerTlsFlags: Readonly<Partial<Record<Protocol, string>>> = {
  'otlp-grpc': 'collector.otlp.grpc.tls.enabled',
  'otlp-http': 'collector.otlp.http.tls.enabled',
  'jaeger-grpc': 'collector.grpc.tls.enabled',
  'jaeger-thrift-http': 'collector.http.tls.enabled',
  zipkin: 'collector.zipkin.tls.enabled',
  'jaeger-query': 'query.http.tls.enabled',
  'jaeger-query-grpc': 'query.grpc.tls.enabled',
};

/** Flag with the CA of the client certificates that a port asks for; undefined for a protocol that has no TLS. */
export function jaegerClientCaFlag(protocol: Protocol): string | undefined {
  return jaegerTlsFlags[protocol]?.replace(/enabled$/, 'client-ca');
}

/** Flag that tells a collector how large a message of OTLP over gRPC may be (jaeger v1.51.0 cmd/collector/app/flags). */
export const messageSizeFlag = 'collector.otlp.grpc.max-message-size';

/**
 * Flags that move a port away from where the operator's Service leads, with the port that it leads to.
 *
 * Source: jaeger v1.51.0 cmd/collector/app/flags and cmd/query/app/flags.go, jaeger-operator v1.51.0 pkg/service.
 */
export const jaegerPortFlags: Readonly<Record<string, number>> = {
  'collector.otlp.grpc.host-port': 4317,
  'collector.otlp.http.host-port': 4318,
  'collector.grpc-server.host-port': 14250,
  'collector.http-server.host-port': 14268,
  'collector.zipkin.host-port': 9411,
  'query.http-server.host-port': 16686,
  'query.grpc-server.host-port': 16685,
};

/** First operator with OTLP ports on the collector's Service (jaeger-operator#1948). */
export const otlpPortsSince = '1.35.0';

/**
 * Ports of the collector's Service. 14267 is declared, but nothing listens there since Jaeger 1.18.0.
 *
 * Source: jaeger-operator v1.51.0 pkg/service/collector.go.
 *
 * @param options flags in `spec.collector.options`
 * @param receivingOptions flags that can switch OTLP off, where those are others
 */
export function jaegerCollectorPorts(
  options: ReadonlyMap<string, string> = new Map(),
  operatorVersion: string = versions.jaegerOperator,
  receivingOptions: ReadonlyMap<string, string> = options,
): DerivedPort[] {
  const tls = options.get('collector.grpc.tls.enabled') === 'true';
  const otlp = receivingOptions.get('collector.otlp.enabled') ?? 'true';
  const ports = [
    tcp('http-zipkin', 9411, 'zipkin'),
    tcp(tls ? 'tls-grpc-jaeger' : 'grpc-jaeger', 14250, 'jaeger-grpc'),
    tcp('http-c-tchan-trft', 14267, 'dead'),
    tcp('http-c-binary-trft', 14268, 'jaeger-thrift-http'),
    tcp('admin-http', portOption(options, 'admin.http.host-port', 14269), 'admin'),
  ];
  if (otlp === 'true' && isAtLeast(operatorVersion, otlpPortsSince)) {
    ports.push(tcp('grpc-otlp', 4317, 'otlp-grpc'), tcp('http-otlp', 4318, 'otlp-http'));
  }
  return ports;
}

/** Ports of the query Service on plain Kubernetes (jaeger-operator v1.51.0 pkg/service/query.go). */
function jaegerQueryPorts(options: ReadonlyMap<string, string> = new Map()): DerivedPort[] {
  return [
    tcp('http-query', 16686, 'jaeger-query'),
    tcp('grpc-query', 16685, 'jaeger-query-grpc'),
    tcp('admin-http', portOption(options, 'admin.http.host-port', 16687), 'admin'),
  ];
}

/**
 * Ports that collector, query and all-in-one listen on unless told otherwise, in rising order.
 *
 * Source: jaeger v1.51.0 ports/ports.go.
 */
export const jaegerPortNumbers: readonly number[] = [
  ...jaegerCollectorPorts(),
  ...jaegerQueryPorts(),
]
  .filter(({ protocol }) => protocol !== 'dead')
  .map(({ port }) => port)
  .sort((a, b) => a - b);

/** Ports of the agent, by its Service (jaeger-operator v1.51.0 pkg/service/agent.go). */
export function jaegerAgentPorts(): DerivedPort[] {
  return [
    { name: 'zk-compact-trft', port: 5775, transport: 'UDP', protocol: 'other' },
    tcp('http-config-rest', 5778, 'other'),
    { name: 'jg-compact-trft', port: 6831, transport: 'UDP', protocol: 'jaeger-thrift-compact' },
    { name: 'jg-binary-trft', port: 6832, transport: 'UDP', protocol: 'jaeger-thrift-binary' },
    tcp('admin-http', 14271, 'admin'),
  ];
}

/** Port of an ingester for its health and its metrics (jaeger v1.51.0 ports/ports.go). */
export const ingesterAdminPort = 14270;

/**
 * Whether nothing in any pod of a Jaeger listens on a port unless an option says so: neither a component, nor the agent, nor the
 * proxy that logs in on OpenShift.
 *
 * Source: jaeger v1.51.0 ports/ports.go; jaeger-operator v1.51.0 pkg/inject/oauth_proxy.go.
 */
export function isNoJaegerPort(port: number): boolean {
  const oauthProxy = 8443;
  const known = [...jaegerPortNumbers, ...jaegerAgentPorts().map((one) => one.port)];
  return ![...known, ingesterAdminPort, oauthProxy].includes(port);
}

/**
 * Services that the operator creates for a Jaeger on plain Kubernetes. Only strategy allInOne has an agent Service.
 *
 * Source: jaeger-operator v1.51.0 pkg/strategy/production.go, pkg/deployment/all_in_one.go.
 */
export function derivedJaegerServices(input: JaegerServicesInput): DerivedService[] {
  const names = jaegerNames(input.name);
  const { namespace } = input;
  const ports = jaegerCollectorPorts(
    input.collectorOptions,
    input.operatorVersion,
    input.strategy === 'allInOne' ? (input.allInOneOptions ?? new Map()) : undefined,
  );
  const services: DerivedService[] = [
    { name: names.collectorService, namespace, role: 'collector', headless: false, ports },
    { name: names.collectorHeadlessService, namespace, role: 'headless', headless: true, ports },
    {
      name: names.queryService,
      namespace,
      role: 'query',
      headless: false,
      ports: jaegerQueryPorts(input.queryOptions),
    },
  ];
  if (input.strategy === 'allInOne') {
    services.push({
      name: names.agentService,
      namespace,
      role: 'agent',
      headless: true,
      ports: jaegerAgentPorts(),
    });
  }
  return services;
}
