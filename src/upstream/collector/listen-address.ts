import type { Problem } from '../values/problem.ts';

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
  if (host?.includes(':') && !/^\[.*\]$/.test(host)) {
    return got('must have an IPv6 host in brackets', `[${host}]:${port}`);
  }
  if (port.includes('/')) {
    return got('must be host:port without a path', address.replace(/\/.*$/s, ''));
  }
  // a name of a service, such as http, is a port, too, and none is one that is free
  const wrong = /^\d+$/.test(port) && Number(port) > 65_535;
  return wrong ? got('must end in a port from 0 to 65535') : undefined;
}
