import { Construct } from 'constructs';
import { type EndpointProtocol, protocols } from '../../upstream/edge/protocols.ts';
import type { Signal } from '../../upstream/edge/signals.ts';
import { defaultClusterDomain } from '../../upstream/kubernetes/names.ts';
import { making, nameOf, refuse } from '../props/refuse.ts';
import {
  count,
  flag,
  list,
  mapping,
  propsProblem,
  required,
  type Shapes,
  text,
} from '../props/shape.ts';
import { accessOf, accessProblem, accessShapes, type EndpointAccess } from './access.ts';
import { basePathProblem, hostOf, placeProblem, protocolProblem, signalsProblem } from './place.ts';

/** Where an endpoint is found, and what it wants of those that send to it. */
export interface EndpointProps extends EndpointAccess {
  /** Service name inside the cluster, or a full host name or an address when `namespace` is unset. */
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
   * Path that the receiver is served under, without a slash at its end, such as `/jaeger`; for protocols over HTTP.
   *
   * @default '/'
   */
  readonly basePath?: string;
  /**
   * Signals that the receiver takes, for OTLP: `['logs']` for Loki, `['traces']` for Tempo. Other protocols carry
   * spans only.
   *
   * @default - not known: collectors may send it any signal, and applications do not send it metrics and logs
   */
  readonly signals?: readonly Signal[];
  /**
   * DNS suffix of Services.
   *
   * @default 'cluster.local'
   */
  readonly clusterDomain?: string;
}

const shapes: Shapes<EndpointProps> = {
  ...accessShapes,
  host: text,
  namespace: text,
  port: count,
  tls: flag,
  basePath: text,
  signals: list('signals', text) as Shapes<EndpointProps>['signals'],
  clusterDomain: text,
};

/**
 * A place that receives spans or answers queries, typed by the protocol that it speaks: an `Endpoint<'otlp-grpc'>`
 * cannot be given to a sender that needs an `Endpoint<'otlp-http'>`.
 *
 * Addresses are short within the endpoint's namespace, and qualified elsewhere.
 *
 * @throws if the protocol is unknown; if the port is not a whole number from 1 to 65535; if the host has a scheme, a
 *   port or a path, or, with a namespace, is no name of a Service; if namespace, base path or cluster domain are
 *   malformed; for a base path with a protocol that has no paths, for signals that it cannot carry, and for
 *   certificates without TLS
 */
export class Endpoint<P extends EndpointProtocol = EndpointProtocol> {
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
  /** Path that the receiver is served under; `/` at the root of its host. */
  readonly basePath: string;
  /** Signals that the receiver takes; unset where nobody says. */
  readonly signals?: readonly Signal[] | undefined;
  /** What it wants of those that send to it; unset where it takes whatever comes. */
  readonly access?: EndpointAccess | undefined;
  private readonly clusterDomain: string;

  constructor(protocol: P, props: EndpointProps) {
    making('endpoint', () =>
      refuse(
        required(mapping).problem('props', props) ??
          protocolProblem(protocol) ??
          placeProblem(props) ??
          basePathProblem(protocol, props.basePath) ??
          propsProblem(shapes, props) ??
          signalsProblem(protocol, props.signals) ??
          accessProblem(props, props.tls ?? false),
      ),
    );
    this.protocol = protocol;
    this.host = hostOf(props.host);
    this.namespace = props.namespace;
    this.port = props.port ?? protocols[protocol].port;
    this.tls = props.tls ?? false;
    this.basePath = props.basePath ?? '/';
    this.signals = props.signals;
    this.access = accessOf(props);
    this.clusterDomain = props.clusterDomain ?? defaultClusterDomain;
  }

  /** `host:port` as a client in namespace `from` writes it: `jaeger-collector:4317`, `jaeger-collector.tracing:4317`. */
  address(from: string): string {
    const outside = this.namespace !== undefined && this.namespace !== from;
    return `${outside ? `${this.host}.${this.namespace}` : this.host}:${this.port}`;
  }

  /**
   * `scheme://host:port`, and the base path where there is one, as a client in namespace `from` writes it; fully qualified
   * outside of the endpoint's namespace, `http://jaeger-query.tracing.svc.cluster.local:16686`, and when clients may be in any
   * namespace (no `from`).
   */
  url(from?: string): string {
    const outside = this.namespace !== undefined && this.namespace !== from;
    const host = outside ? `${this.host}.${this.namespace}.svc.${this.clusterDomain}` : this.host;
    const path = this.basePath === '/' ? '' : this.basePath;
    return `${this.tls ? 'https' : 'http'}://${host}:${this.port}${path}`;
  }

  /** The URL that an HTTP client posts spans to: `url` and the protocol's path, `…:14268/api/traces`. */
  tracesUrl(from: string): string {
    return `${this.url(from)}${protocols[this.protocol].tracesPath ?? ''}`;
  }
}

/**
 * Why a sender that cannot be given headers and certificates cannot send to an endpoint; undefined when it can.
 *
 * @param what - the thing named in the text, such as `exportTo`
 */
export function wantsProblem(what: string, { access }: Endpoint): string | undefined {
  if (access === undefined) return undefined;
  const wanted = Object.keys(access).filter((name) => access[name as keyof EndpointAccess]);
  return `${what} must be an endpoint that needs no ${wanted.join(', no ')}, which this sender cannot be given; send to a collector that has it in exportTo`;
}

/**
 * Why a sender that can be told a Service and a port, and no more, cannot send to an endpoint; undefined when it can.
 *
 * @param what - the thing named in the text, such as `exportTo`
 */
export function plainServiceProblem(what: string, endpoint: Endpoint): string | undefined {
  const hint = 'send to a collector that has it in exportTo';
  if (endpoint.namespace === undefined) {
    return `${what} must be a Service in the cluster, got host ${endpoint.host}; ${hint}`;
  }
  return endpoint.tls
    ? `${what} must be an endpoint without TLS, which this sender has no setting for, got ${endpoint.url()}; ${hint}`
    : wantsProblem(what, endpoint);
}

/**
 * Why `value` is no endpoint of one of the protocols that takes a signal; undefined when it is one. Types say the same of protocols,
 * but `cdk8s synth` does not check types.
 *
 * @param what - the thing named in the text, such as `exportTo`
 * @param signal - what is sent
 */
export function endpointProblem(
  what: string,
  value: unknown,
  allowed: readonly EndpointProtocol[],
  signal: Signal = 'traces',
): string | undefined {
  const endpoint = value instanceof Endpoint ? (value as Endpoint) : undefined;
  if (endpoint !== undefined && allowed.includes(endpoint.protocol)) {
    const { signals = [signal] } = endpoint;
    return signals.includes(signal)
      ? undefined
      : `${what} must be an endpoint that takes ${signal}, got ${endpoint.url()}, which takes ${signals.join(' and ')} alone`;
  }
  const got = endpoint?.protocol ?? strangerName(value, allowed);
  const names = allowed.join(' or ');
  return `${what} must be ${names.startsWith('o') ? 'an' : 'a'} ${names} endpoint, got ${got}`;
}

/** What is no endpoint, in an error; of a construct that has some, how to say one of them. */
function strangerName(value: unknown, allowed: readonly EndpointProtocol[]): string {
  if (!Construct.isConstruct(value)) return nameOf(value);
  const named = `${value.constructor.name} ${value.node.path}`;
  const own = Object.entries(value).find(
    ([, one]) => one instanceof Endpoint && allowed.includes(one.protocol),
  );
  return own === undefined ? named : `${named}; say which of its endpoints, such as its ${own[0]}`;
}
