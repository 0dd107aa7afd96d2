/**
 * Why a number is no TCP or UDP port; undefined when it is one.
 *
 * @param what - the thing named in the text, such as `port`
 */
export function portProblem(what: string, port: number): string | undefined {
  if (Number.isInteger(port) && port >= 1 && port <= 65535) return undefined;
  const got = typeof port === 'string' ? `'${port}'` : port;
  return `${what} must be a whole number from 1 to 65535, got ${got}`;
}
