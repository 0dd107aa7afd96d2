import { portProblem } from '../../upstream/values/port-number.ts';
import type { Problem } from '../../upstream/values/problem.ts';

/**
 * Clients by how they read an address.
 *
 * - `grpc-exporter`: the collector's gRPC exporters (`otlp`, `jaeger`): `host:port`, with `http://`, `https://` or `dns:///`
 *   before it; no path
 * - `http-exporter`: the collector's HTTP exporters, SDKs over HTTP, Grafana, Elasticsearch: a URL with `http` or `https`
 * - `sdk`: OTLP SDKs by `OTEL_EXPORTER_OTLP_ENDPOINT`: a URL, also over gRPC
 * - `host-port`: Thanos and Kafka clients: `host:port` and nothing else; Thanos over gRPC also takes `dns:///`
 * - `host`: the dns resolver of load_balancing: a host name whose pods it asks DNS for; their port stands beside it
 * - `service`: the k8s resolver of load_balancing: a Service whose pods it asks Kubernetes for; their port stands beside it
 */
export type AddressGrammar =
  | 'grpc-exporter'
  | 'http-exporter'
  | 'sdk'
  | 'host-port'
  | 'host'
  | 'service';

/** An address taken apart. */
export interface Address {
  /** Address as written. */
  readonly text: string;
  /** Scheme, lower-case; unset when there is none. */
  readonly scheme?: string;
  /** User and perhaps password before the host; unset when there is none. */
  readonly userInfo?: string;
  /** Host name or address; may hold `${…}` or `$(…)`. */
  readonly host: string;
  /** Port as written; unset when there is none or it is a variable. */
  readonly port?: number;
  /** Path with its slash; unset when there is none. */
  readonly path?: string;
  /** Query or fragment with its mark; unset when there is none. */
  readonly query?: string;
  /** Whether a part of it comes from a variable. */
  readonly variable: boolean;
}

/** Takes an address apart, whoever reads it; undefined for a text that is none. */
export function parseAddress(text: string): Address | undefined {
  const trimmed = text.trim();
  const variable = /\$[{(]/.test(trimmed);
  const match =
    /^(?:([A-Za-z][\w+.-]*):\/\/\/?)?(?:([^/@\s]*)@)?(\[[^\]]*\]|(?:\$\{[^}]*\}|\$\([^)]*\)|[^:/?#\s$])+)?(?::(\d+|\$[{(][^)}]*[)}]))?(\/[^\s?#]*)?([?#]\S*)?$/.exec(
      trimmed,
    );
  if (!match) return undefined;
  const [, scheme, userInfo, host = '', portText, path, query] = match;
  if (host === '' && portText === undefined) return undefined;
  const port = portText !== undefined && /^\d+$/.test(portText) ? Number(portText) : undefined;
  return {
    text,
    ...(scheme === undefined ? {} : { scheme: scheme.toLowerCase() }),
    userInfo,
    host,
    port,
    path,
    query,
    variable,
  };
}

/**
 * Why a client cannot use an address; undefined when it can, or when a variable hides it.
 *
 * Source: opentelemetry-collector config/configgrpc and exporter/otlphttpexporter, opentelemetry-specification
 * protocol/exporter.md, thanos pkg/tracing/otlp, tektoncd/pipeline pkg/tracing.
 */
export function addressProblem(text: string, grammar: AddressGrammar): Problem | undefined {
  // a name right behind the dollar is a variable to collectors before v0.104.0
  if (/\$[{(A-Za-z_]/.test(text)) return undefined;
  const address = parseAddress(text);
  if (!address?.host) {
    // a port alone means this host to Go's dialler
    if (address?.port !== undefined && grammar !== 'http-exporter') return undefined;
    return { message: `endpoint must name a host, got '${text}'` };
  }
  return grammarProblem(address, grammar) ?? wrongPort(address);
}

function grammarProblem(address: Address, grammar: AddressGrammar): Problem | undefined {
  switch (grammar) {
    case 'grpc-exporter':
      return grpcProblem(address);
    case 'host-port':
      return hostPortProblem(address);
    case 'sdk':
      return sdkProblem(address);
    case 'http-exporter':
      return urlProblem(address);
    case 'host':
    case 'service':
      return undefined;
  }
}

function wrongPort({ port }: Address): Problem | undefined {
  const problem = port === undefined ? undefined : portProblem('endpoint port', port);
  return problem === undefined ? undefined : { message: problem };
}

const urlSchemes: readonly string[] = ['http', 'https'];
/** Schemes by which clients of gRPC find a name. */
const grpcSchemes: readonly string[] = ['dns', 'passthrough', 'unix', 'xds'];

function grpcProblem(address: Address): Problem | undefined {
  const { scheme, path, host, port, text } = address;
  if (scheme !== undefined && ![...urlSchemes, ...grpcSchemes].includes(scheme)) {
    return {
      message: `endpoint of a gRPC exporter must be host:port, got scheme '${scheme}' in '${text}'`,
    };
  }
  if (scheme === 'unix' || scheme === 'xds') return undefined;
  // without http:// the exporter would speak TLS
  const named = scheme === undefined ? host : `${text.slice(0, scheme.length)}://${host}`;
  if (path !== undefined) {
    return {
      message: `endpoint of a gRPC exporter must be host:port without a path, got '${text}'`,
      ...(port === undefined || scheme === 'dns' ? {} : { fix: `${named}:${port}` }),
    };
  }
  if (port === undefined) {
    return {
      message: `endpoint of a gRPC exporter must have a port, got '${text}'`,
      ...(scheme === 'dns' ? {} : { fix: `${named}:4317` }),
    };
  }
  return undefined;
}

function hostPortProblem({ scheme, path, host, port, text }: Address): Problem | undefined {
  if (scheme === 'dns') return undefined;
  const bare = port === undefined ? host : `${host}:${port}`;
  if (scheme !== undefined) {
    return { message: `endpoint must be host:port without a scheme, got '${text}'`, fix: bare };
  }
  if (path !== undefined) {
    return { message: `endpoint must be host:port without a path, got '${text}'`, fix: bare };
  }
  return undefined;
}

// the client of gRPC in Python, for one, is handed what has no host in it as it is written (opentelemetry-exporter-otlp-proto-grpc 1.27.0)
function sdkProblem(address: Address): Problem | undefined {
  const problem = urlProblem(address);
  return problem && grpcSchemes.includes(address.scheme ?? '')
    ? { ...problem, severity: 'warning' }
    : problem;
}

function urlProblem({ scheme, text }: Address): Problem | undefined {
  if (scheme !== undefined && urlSchemes.includes(scheme)) return undefined;
  if (scheme === undefined) {
    return {
      message: `endpoint must be a URL with http:// or https://, got '${text}'`,
      fix: `http://${text}`,
    };
  }
  return {
    message: `endpoint must be a URL with http:// or https://, got scheme '${scheme}' in '${text}'`,
  };
}

/** A host name as the cluster's DNS resolves it. */
export interface ServiceHost {
  /** Name of the Service; for a pod of a headless Service, that Service. */
  readonly name: string;
  /** Namespace that the host names; unset for a short name, which is resolved in the client's own. */
  readonly namespace?: string;
  /** Whether it ends in `.svc` or `.svc.<domain>`, and so can be nothing but a Service. */
  readonly qualified: boolean;
}

/** Service that a host name may be of; undefined for IP addresses, localhost and names that DNS outside resolves. */
export function serviceHost(host: string): ServiceHost | undefined {
  const name = host.replace(/\.$/, '').toLowerCase();
  if (!/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(name)) return undefined;
  if (isLoopback(name) || /^\d+(\.\d+){3}$/.test(name)) return undefined;
  const labels = name.split('.');
  const svc = labels.indexOf('svc');
  if (svc >= 2) {
    const [service, namespace] = labels.slice(svc - 2, svc);
    return { name: service ?? '', namespace: namespace ?? '', qualified: true };
  }
  if (labels.length > 2) return undefined;
  const [service = '', namespace] = labels;
  return { name: service, namespace, qualified: false };
}

/**
 * Service of a pod that a short host name is of, `tail-1.tail` or `tail-1.tail.obs`; undefined for a name that no pod of a StatefulSet
 * has. Only that the Service is headless tells it from another name.
 *
 * Source: kubernetes v1.36.0 pkg/controller/statefulset/stateful_set_utils.go, getPodName; kubernetes/dns docs/specification.md.
 */
export function podHost(host: string): ServiceHost | undefined {
  const [pod = '', name, namespace, ...others] = host.replace(/\.$/, '').toLowerCase().split('.');
  const isPod = /^[a-z0-9]([-a-z0-9]*)-\d+$/.test(pod) && others.length === 0;
  return isPod && name ? { name, namespace, qualified: false } : undefined;
}

/** Whether a host is the client's own pod. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || /^127(\.\d+){3}$/.test(host) || host === '[::1]' || host === '';
}

/** Whether two listeners exclude each other on one port by their hosts; a host that is not known is localhost or all. */
export function hostsOverlap(a = 'localhost', b = 'localhost'): boolean {
  return a === b || isEverywhere(a) || isEverywhere(b) || (isLoopback(a) && isLoopback(b));
}

function isEverywhere(host: string): boolean {
  return host === '' || isUnspecified(host);
}

/** Whether a host is every address to whoever listens; who connects to it gets to the own pod. */
export function isUnspecified(host: string): boolean {
  return host === '0.0.0.0' || host === '[::]';
}
