import { isIP } from 'node:net';
import { addressInBlock } from '../kubernetes/network/address-block.ts';

/** How a program in Go is told of a proxy. */
export interface ProxySettings {
  /** Proxy of requests without TLS. */
  readonly http?: string;
  /** Proxy of requests with TLS, and of gRPC with and without it. */
  readonly https?: string;
  /** Hosts that no proxy is asked for, with commas between them. */
  readonly none: string;
}

/** Somebody to connect to. */
interface Destination {
  readonly host: string;
  readonly port?: number;
  /** Whether the client speaks gRPC, or HTTP with TLS. */
  readonly secure: boolean;
}

/**
 * Names of the variables, the one that goes before the other first.
 *
 * Source: golang.org/x/net v0.50.0 http/httpproxy/proxy.go, which net/http has a copy of; grpc v1.80.0 internal/resolver/delegatingresolver.
 */
export const proxyVariables = {
  http: ['HTTP_PROXY', 'http_proxy'],
  https: ['HTTPS_PROXY', 'https_proxy'],
  none: ['NO_PROXY', 'no_proxy'],
} as const;

/** Proxy that a connection goes by; undefined when it goes by none. */
export function proxyOf(
  { http, https, none }: ProxySettings,
  destination: Destination,
): string | undefined {
  const proxy = destination.secure ? https : http;
  const host = destination.host.replace(/\.$/, '').toLowerCase();
  if (!proxy || host === '' || host === 'localhost' || isLoopback(host)) return undefined;
  const excepted = none
    .split(',')
    .map((entry) => entry.trim().toLowerCase())
    .some((entry) => matches(entry, host, destination.port));
  return excepted ? undefined : proxy;
}

function isLoopback(host: string): boolean {
  return /^127(?:\.\d+){3}$/.test(host) || host === '[::1]';
}

/** Whether an entry of NO_PROXY is about a host: `*`, an address, a block, a name with those below it, or `.name` without itself. */
function matches(entry: string, host: string, port: number | undefined): boolean {
  if (entry === '' || entry === '*') return entry === '*';
  const address = host.replace(/^\[|\]$/g, '');
  if (entry.includes('/')) return isIP(address) !== 0 && addressInBlock(address, entry) === true;
  const [, name = entry, wantedPort] = /^(.+):(\d+)$/.exec(entry) ?? [];
  if (wantedPort !== undefined && Number(wantedPort) !== port) return false;
  if (isIP(name) !== 0) return name === address;
  const suffix = name.replace(/^\*\./, '.');
  return suffix.startsWith('.')
    ? host.endsWith(suffix)
    : host === suffix || host.endsWith(`.${suffix}`);
}
