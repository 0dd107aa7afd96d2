import { isAtLeast } from '../values/version.ts';
import { jaegerPortFlags } from './ports.ts';

/**
 * What is wrong with the address that a server of Jaeger listens on; undefined when the Service leads to it, and for any other
 * flag. The Services keep the usual ports, only that of the admin server follows its flag.
 *
 * Source: jaeger-operator v1.51.0 pkg/service/collector.go and pkg/service/query.go.
 */
export function servicePortProblem(key: string, value: string): string | undefined {
  const port = Object.hasOwn(jaegerPortFlags, key) ? jaegerPortFlags[key] : undefined;
  if (port === undefined) return undefined;
  const [, host = '', written] = /^(.*?):?(?<!\d)(\d*)$/.exec(value) ?? [];
  if (/^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(host)) {
    return `${key} must not be an address of the pod alone, its Service cannot reach it, got '${value}'`;
  }
  if (written === undefined || written === '' || Number(written) === port) return undefined;
  return `${key} must keep port ${port}, which the Service leads to, got '${value}'`;
}

/** First Jaeger that listens for OTLP on localhost unless told otherwise (jaeger CHANGELOG of v1.59.0). */
export const otlpLocalhostSince = '1.59.0';

/** First Jaeger after that which listens for OTLP on all addresses again (jaeger CHANGELOG of v1.60.0). */
export const otlpLocalhostUntil = '1.60.0';

/** First operator that tells Jaeger to listen for OTLP on all addresses (jaeger-operator v1.59.0 pkg/deployment/otlp.go). */
const otlpAddressToldSince = '1.59.0';

/**
 * Whether the collector listens for OTLP on localhost only: Jaeger 1.59 does unless told otherwise, and the operator of that
 * release tells it, but not when `collector.otlp.enabled` is set.
 *
 * Source: jaeger CHANGELOG of v1.59.0 and v1.60.0; jaeger-operator v1.59.0 pkg/deployment/otlp.go.
 */
export function otlpListensLocally(input: {
  readonly version: string;
  /** Operator that runs it, of a release that is unset when it is not known; unset for a workload of one's own. */
  readonly operator?: { readonly version?: string };
  readonly options: ReadonlyMap<string, string>;
}): boolean {
  const { version, operator, options } = input;
  if (!isAtLeast(version, otlpLocalhostSince) || isAtLeast(version, otlpLocalhostUntil))
    return false;
  const enabled = options.get('collector.otlp.enabled');
  const told = ['grpc', 'http'].every((protocol) =>
    options.has(`collector.otlp.${protocol}.host-port`),
  );
  if (told || enabled === 'false') return false;
  if (enabled !== undefined) return true;
  if (!operator) return true;
  return operator.version !== undefined && !isAtLeast(operator.version, otlpAddressToldSince);
}
