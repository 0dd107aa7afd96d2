import { portProblem } from './port-number.ts';

/**
 * Why a text is no host with its port; undefined when it is one.
 *
 * @param what - the thing named in the text, such as `kafka.brokers`
 * @param example - one that would do
 */
export function hostPortProblem(what: string, value: string, example: string): string | undefined {
  const match = /^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?:(\d{1,5})$/.exec(value);
  return match
    ? portProblem(`port of ${what}`, Number(match[1]))
    : `${what} must be host:port such as ${example}, got '${value}'`;
}
