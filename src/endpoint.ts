import { portProblem } from './upstream/port-number.ts';
import { type Protocol, protocols } from './upstream/protocols.ts';

/** DNS suffix of Services unless a cluster says otherwise (Kubernetes kubelet `--cluster-domain`). */
export const defaultClusterDomain = 'cluster.local';

/** Where an endpoint is found. */
export interface EndpointProps {
  /** Service name inside the cluster, or a full host name when `namespace` is unset. */
  readonly host: string;
  /**
   * Namespace of the Service.
   *
   * @default - the host is outside of the cluster and is written as it is
   */
  readonly namespace?: string;
  /**
   * TCP port, 1 to 65535.
   *
   * @default - the protocol's usual port
   */
  readonly port?: number;
  /**
   * Whether the receiver speaks TLS.
   *
   * @default false
   */
  readonly tls?: boolean;
  /**
   * DNS suffix of Services.
   *
   * @default 'cluster.local'
   */
  readonly clusterDomain?: string;
}

/**
 * A place that takes spans or answers queries, typed by the protocol it speaks: an `Endpoint<'otlp-grpc'>` cannot be
 * given to a sender that wants an `Endpoint<'otlp-http'>`.
 *
 * Addresses are short inside the endpoint's namespace and qualified outside.
 *
 * @throws if the port is not a whole number from 1 to 65535, or the host carries a scheme, a port or a path
 */
export class Endpoint<P extends Protocol = Protocol> {
  /** Protocol that the receiver speaks. */
  readonly protocol: P;
  /** Service name, or the full host name of an endpoint outside of the cluster. */
  readonly host: string;
  /** Namespace of the Service; unset outside of the cluster. */
  readonly namespace?: string;
  /** TCP port. */
  readonly port: number;
  /** Whether the receiver speaks TLS. */
  readonly tls: boolean;
  private readonly clusterDomain: string;

  constructor(protocol: P, props: EndpointProps) {
    const port = props.port ?? protocols[protocol].port;
    const wrongPort = portProblem('endpoint port', port);
    if (wrongPort !== undefined) throw new Error(wrongPort);
    if (!/^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/.test(props.host)) {
      throw new Error(
        `endpoint host must be a host name alone, without scheme, port or path, got '${props.host}'`,
      );
    }
    this.protocol = protocol;
    this.host = props.host;
    this.namespace = props.namespace;
    this.port = port;
    this.tls = props.tls ?? false;
    this.clusterDomain = props.clusterDomain ?? defaultClusterDomain;
  }

  /** `host:port` as a client in namespace `from` writes it: `jaeger-collector:4317`, `jaeger-collector.tracing:4317`. */
  address(from: string): string {
    const outside = this.namespace !== undefined && this.namespace !== from;
    return `${outside ? `${this.host}.${this.namespace}` : this.host}:${this.port}`;
  }

  /**
   * `scheme://host:port` as a client in namespace `from` writes it; fully qualified outside of the endpoint's namespace,
   * `http://jaeger-query.tracing.svc.cluster.local:16686`, and when clients may be in any namespace (no `from`).
   */
  url(from?: string): string {
    const outside = this.namespace !== undefined && this.namespace !== from;
    const host = outside ? `${this.host}.${this.namespace}.svc.${this.clusterDomain}` : this.host;
    return `${this.tls ? 'https' : 'http'}://${host}:${this.port}`;
  }

  /** The URL that an HTTP client posts spans to: `url` and the protocol's path, `…:14268/api/traces`. */
  tracesUrl(from: string): string {
    return `${this.url(from)}${protocols[this.protocol].tracesPath ?? ''}`;
  }
}
