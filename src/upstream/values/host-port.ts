import { isIPv6 } from 'node:net';
import { portProblem } from './port-number.ts';

/**
 * Why a text is no host with its port; undefined when it is one. An address of IPv6 stands in brackets, as everywhere with a port.
 *
 * @param what - the thing named in the text, such as `kafka.brokers`
 * @param example - one that would do
 */
export function hostPortProblem(what: string, value: string, example: string): string | undefined {
  const [, host = '', address, port] =
    /^([A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[([0-9A-Fa-f:.]+)\]):(\d{1,5})$/.exec(value) ??
    [];
  if (host !== '' && (address === undefined || isIPv6(address))) {
    return portProblem(`port of ${what}`, Number(port));
  }
  const hint = isIPv6(value) ? `; did you mean [${value}]:${example.split(':').at(-1)}?` : '';
  return `${what} must be host:port such as ${example}, got '${value}'${hint}`;
}
