/**
 * Shortens the variable parts of a name, first part first and from its end, until the whole fits; then cuts leading and
 * trailing characters that are no letters or digits.
 *
 * Source: opentelemetry-operator v0.158.0 internal/naming/triming.go, jaeger-operator v1.65.0 pkg/util/truncate.go.
 */
export function truncate(
  max: number,
  format: (...parts: string[]) => string,
  ...parts: string[]
): string {
  let excess = format(...parts).length - max;
  const fitted = parts.map((part) => {
    if (excess <= 0) return part;
    const kept = part.slice(0, Math.max(0, part.length - excess));
    excess -= part.length - kept.length;
    return kept;
  });
  const name = format(...fitted);
  if (name.length > max) return name.slice(0, max);
  return name.replace(/[^A-Za-z0-9]+$/, '').replace(/^[^A-Za-z0-9]+/, '');
}

/**
 * Makes a DNS name of the same length: lower case, with `-` for what is no letter or digit, and `a` for that at either end.
 *
 * Source: opentelemetry-operator v0.158.0 internal/naming/dns.go, jaeger-operator v1.65.0 pkg/util/dns_name.go.
 */
export function dnsName(name: string): string {
  if (/^[a-z0-9]+(-+[a-z0-9]+)*$/.test(name)) return name;
  return [...name.toLowerCase()]
    .map((char, index, all) => {
      if (/[a-z0-9]/.test(char)) return char;
      return index === 0 || index === all.length - 1 ? 'a' : '-';
    })
    .join('');
}

/**
 * Name that the OpenTelemetry operator gives to a port: the id with `/` and `_` as `-`, or `port-<n>` when that is longer
 * than 15 characters or no DNS label.
 *
 * Source: opentelemetry-operator v0.158.0 internal/naming/port.go.
 */
export function inferredPortName(id: string, port: number): string {
  if (id.length > 15) return `port-${port}`;
  const name = id.replaceAll('/', '-').replaceAll('_', '-');
  return /^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/.test(name) ? name : `port-${port}`;
}

/**
 * What is wrong with a port name; undefined when Kubernetes and both operators take it.
 *
 * Source: kubernetes/apimachinery pkg/util/validation IsValidPortName.
 */
export function portNameProblem(name: string): string | undefined {
  if (name.length > 15)
    return `port name must be at most 15 characters, got '${name}' (${name.length})`;
  if (!/^[a-z0-9-]+$/.test(name)) {
    return `port name must be of lower-case letters, digits and '-', got '${name}'`;
  }
  if (!/[a-z]/.test(name)) return `port name must have at least one letter, got '${name}'`;
  if (name.includes('--')) return `port name must not have '--', got '${name}'`;
  if (name.startsWith('-') || name.endsWith('-')) {
    return `port name must not begin or end with '-', got '${name}'`;
  }
  return undefined;
}
