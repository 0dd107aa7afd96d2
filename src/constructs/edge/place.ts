import { isIPv6 } from 'node:net';
import { type EndpointProtocol, otlpProtocols, protocols } from '../../upstream/edge/protocols.ts';
import { otlpSignals } from '../../upstream/edge/signals.ts';
import {
  dnsLabelProblem,
  dnsSubdomainProblem,
  namespaceProblem,
} from '../../upstream/kubernetes/names.ts';
import { portProblem } from '../../upstream/values/port-number.ts';
import { listProblem, nameOf } from '../props/refuse.ts';
import type { EndpointProps } from './endpoint.ts';

/** Why a protocol is none that is known; undefined when it is. */
export function protocolProblem(protocol: string): string | undefined {
  return Object.hasOwn(protocols, protocol)
    ? undefined
    : `protocol must be one of ${Object.keys(protocols).join(', ')}, got ${nameOf(protocol)}`;
}

/** Why nothing is found so; undefined when it is. */
export function placeProblem({ host, namespace, port, tls, clusterDomain }: EndpointProps) {
  const wrongPort = port === undefined ? undefined : portProblem('port', port);
  if (wrongPort !== undefined) return wrongPort;
  if (tls !== undefined && typeof tls !== 'boolean') {
    return `tls must be true or false, got ${nameOf(tls)}`;
  }
  return (
    (namespace === undefined ? hostProblem(host) : dnsLabelProblem('host', host)) ??
    (namespace === undefined ? undefined : namespaceProblem(namespace, 'namespace')) ??
    (clusterDomain === undefined ? undefined : dnsSubdomainProblem('clusterDomain', clusterDomain))
  );
}

/** Why a receiver of a protocol is not served under a path; undefined when it is. */
export function basePathProblem(protocol: EndpointProtocol, basePath?: string): string | undefined {
  if (basePath === undefined || basePath === '/') return undefined;
  if (protocol.endsWith('-grpc')) {
    return `basePath must not be set for ${protocol}, which has no paths, got '${basePath}'`;
  }
  return /^(\/[\w.~-]+)+$/.test(basePath)
    ? undefined
    : `basePath must be an absolute path without a slash at its end, such as /jaeger, got '${basePath}'`;
}

/** Why a receiver of a protocol does not take signals; undefined when it does. */
export function signalsProblem(
  protocol: EndpointProtocol,
  signals?: readonly string[],
): string | undefined {
  if (signals === undefined) return undefined;
  if (!otlpProtocols.some((one) => one === protocol)) {
    return `signals must not be set for ${protocol}, which is not OTLP, got '${signals.join(', ')}'`;
  }
  const strange = signals.find((one) => !otlpSignals.some((signal) => signal === one));
  return strange === undefined
    ? listProblem('signals', signals, 'signals')
    : `signals must be some of ${otlpSignals.join(', ')}, got ${nameOf(strange)}`;
}

/** A host as addresses have it: IPv6 stands in brackets, where its colons begin no port (RFC 3986). */
export function hostOf(host: string): string {
  return isIPv6(host) ? `[${host}]` : host;
}

function hostProblem(host: unknown): string | undefined {
  // a zone means something on one machine alone
  const bare = typeof host === 'string' ? host.replace(/^\[(.*)\]$/, '$1') : '';
  if (isIPv6(bare) && !bare.includes('%')) return undefined;
  const label = '[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?';
  const isName =
    typeof host === 'string' &&
    host.length <= 253 &&
    new RegExp(`^${label}(\\.${label})*$`).test(host);
  return isName
    ? undefined
    : `host must be a host name alone, without scheme, port or path, got ${nameOf(host)}`;
}
