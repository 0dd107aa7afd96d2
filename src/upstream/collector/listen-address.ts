import { writesListenAddress } from '../otel-operator/listen-address.ts';
import { samplingExtensions } from '../otel-operator/receivers.ts';
import type { Problem } from '../values/problem.ts';
import { own, text } from '../values/unknown.ts';
import { isAtLeast } from '../values/version.ts';

// stands for a variable, of which nobody knows what it holds
const unknown = 'x';

/**
 * Why nothing can listen on an address; undefined when something can, or when that hangs on a variable.
 *
 * Source: Go net.Listen; opentelemetry-collector v0.158.0 config/confignet, which ends with "missing port in address", "too
 * many colons in address" or "invalid port".
 */
export function listenAddressProblem(address: string): Problem | undefined {
  // one that is not closed keeps its dollar
  const known = address.replaceAll(/\$\{[^}]*(\}|$)/g, (_, end) => (end === '' ? '$' : unknown));
  const variable = known !== address;
  if (known.includes('$')) return undefined;
  const got = (problem: string, fix?: string): Problem => ({
    message: `${problem}, got '${address}'`,
    ...(fix === undefined || listenAddressProblem(fix) ? {} : { fix }),
  });
  const scheme = /^[a-z][a-z0-9+.-]*:\/\/([^/]*)/i.exec(address);
  if (scheme) return got('must be host:port without a scheme', scheme[1]);
  if (/^\d+$/.test(known)) {
    return got('must be host:port, not a port alone', `0.0.0.0:${address}`);
  }
  const colon = known.lastIndexOf(':');
  const [host, port] = colon < 0 ? [known] : [known.slice(0, colon), known.slice(colon + 1)];
  if (port === undefined || known.endsWith(']')) {
    return variable ? undefined : got('must be host:port, it has no port');
  }
  if (host?.includes(':') && !(host.startsWith('[') && host.endsWith(']'))) {
    return got('must have an IPv6 host in brackets', `[${host}]:${port}`);
  }
  if (port.includes('/')) {
    return got('must be host:port without a path', address.replace(/\/.*$/s, ''));
  }
  // a name of a service, such as http, is a port, too, and none is one that is free
  const wrong = /^\d+$/.test(port) && Number(port) > 65_535;
  return wrong ? got('must end in a port from 0 to 65535') : undefined;
}

/** First collector release that binds receivers to localhost by default (opentelemetry-collector v0.104.0). */
const localhostDefaultSince = '0.104.0';

/** What decides where a component listens that is told no address. */
interface Binding {
  /** `jaeger` for Jaeger v2. */
  readonly distribution?: string;
  readonly version?: string;
  /** Whether the OpenTelemetry operator runs it. */
  readonly operated: boolean;
  readonly operatorVersion?: string;
  /** Feature gates as written. */
  readonly featureGates: readonly string[];
}

/**
 * Host that a component listens on when its settings have no address; undefined when that hangs on a release that is not
 * known.
 *
 * Source: opentelemetry-collector v0.104.0 CHANGELOG, component.UseLocalHostAsDefaultHost; opentelemetry-operator v0.158.0
 * internal/components.
 */
export function usualHost(
  { kind, type }: { readonly kind: string; readonly type: string },
  { distribution, version, operated, operatorVersion, featureGates }: Binding,
): string | undefined {
  if (type === 'healthcheckv2') return 'localhost';
  if (type === 'remote_sampling') return '0.0.0.0';
  // whether the gate still counts hangs on the release
  if (featureGates.includes('-component.UseLocalHostAsDefaultHost')) return undefined;
  const local = bindsLocalhost(distribution, version);
  const mayBeWritten = operated && !samplingExtensions.includes(type);
  if (mayBeWritten && operatorVersion === undefined && local !== false) return undefined;
  if (operated && operatorVersion !== undefined && writesListenAddress(kind, type, operatorVersion))
    return '0.0.0.0';
  // Jaeger v2 binds its own extensions to all addresses in some releases and to localhost in others
  if (type === 'jaeger_query' || local === undefined) return undefined;
  return local ? 'localhost' : '0.0.0.0';
}

function bindsLocalhost(
  distribution: string | undefined,
  version: string | undefined,
): boolean | undefined {
  if (distribution === 'jaeger') return true;
  return version === undefined ? undefined : isAtLeast(version, localhostDefaultSince);
}

/**
 * Whether a component listens on a socket of the file system, and on no port.
 *
 * Source: opentelemetry-collector v0.158.0 config/confignet; -contrib v0.158.0 receiver/fluentforwardreceiver.
 */
export function listensOnFile(type: string, settings: unknown): boolean {
  const fluent = type === 'fluentforward' || type === 'fluent_forward';
  const socket = fluent && /^(\/|unix:)/.test(text(own(settings, 'endpoint')) ?? '');
  return socket || !/^(tcp|udp)/.test(text(own(settings, 'transport')) ?? 'tcp');
}
