import { type OtlpProtocol, protocols, tracesUnder } from '../edge/protocols.ts';
import { exportsOtlp } from './environment.ts';

/** A variable of an environment; `value` is unset when it comes from elsewhere. */
interface Variable {
  readonly name: string;
  readonly value?: string;
}

/** Value of `OTEL_EXPORTER_OTLP_PROTOCOL` by protocol (opentelemetry-specification protocol/exporter.md). */
export const otlpProtocolValues: Readonly<Record<OtlpProtocol, string>> = {
  'otlp-grpc': 'grpc',
  'otlp-http': 'http/protobuf',
};

const httpValues: readonly string[] = [otlpProtocolValues['otlp-http'], 'http/json'];

/** Variables that tell an SDK the protocol for spans, the stronger first. */
export const protocolVariables = [
  'OTEL_EXPORTER_OTLP_TRACES_PROTOCOL',
  'OTEL_EXPORTER_OTLP_PROTOCOL',
];
const tracesEndpointVariable = 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT';

/** Variables that tell an SDK where to send spans, the stronger first. */
export const endpointVariables = [tracesEndpointVariable, 'OTEL_EXPORTER_OTLP_ENDPOINT'];

/**
 * Protocol that the OTLP environment of an SDK asks for; undefined when it says nothing.
 *
 * Source: opentelemetry-specification protocol/exporter.md.
 *
 * @param environments - the stronger first
 */
export function protocolOf(
  ...environments: readonly (readonly Variable[])[]
): OtlpProtocol | undefined {
  for (const name of protocolVariables) {
    for (const env of environments) {
      const value = env.findLast((entry) => entry.name === name)?.value;
      if (value === otlpProtocolValues['otlp-grpc']) return 'otlp-grpc';
      if (value !== undefined && httpValues.includes(value)) return 'otlp-http';
    }
  }
  return undefined;
}

/**
 * Path that an SDK posts spans to: the variable of all signals is a base, that of spans is the whole address. Undefined when it
 * exports spans in another way than OTLP, so that only other signals go to the address.
 *
 * Source: opentelemetry-specification protocol/exporter.md.
 *
 * @param variable - the one that the address stands in; unset for a field that the operator makes the base of
 * @param environments - of the SDK, the stronger first
 */
export function postedPath(
  variable: string | undefined,
  path: string | undefined,
  ...environments: readonly (readonly Variable[])[]
): string | undefined {
  const exporter = environments
    .map((env) => env.findLast(({ name }) => name === 'OTEL_TRACES_EXPORTER')?.value)
    .find((value) => value);
  if (!exportsOtlp(exporter)) return undefined;
  return variable === tracesEndpointVariable ? path || '/' : tracesUnder(path);
}

/** Where SDKs send spans to that are told nothing (opentelemetry-specification protocol/exporter.md). */
export function usualEndpoint(protocol: OtlpProtocol | undefined): string {
  return `http://localhost:${protocols[protocol ?? 'otlp-http'].port}`;
}

/**
 * Signals that an SDK sends to the endpoint of all signals, where variables ask for more than spans by name; undefined where none does,
 * as what an SDK exports of itself hangs on its language and release.
 *
 * Source: opentelemetry-specification configuration/sdk-environment-variables.md (exporter selection), protocol/exporter.md.
 *
 * @param variable - the one that the address stands in; unset for a field that the operator makes the base of
 * @param environments - of the SDK, the stronger first
 */
export function askedSignals(
  variable: string | undefined,
  ...environments: readonly (readonly Variable[])[]
): string[] | undefined {
  if (variable === tracesEndpointVariable) return undefined;
  const entryOf = (name: string) =>
    environments.flatMap((env) => env.findLast((one) => one.name === name) ?? [])[0];
  const asked = ['metrics', 'logs'].filter((signal) => {
    const upper = signal.toUpperCase();
    const exporters = entryOf(`OTEL_${upper}_EXPORTER`)?.value?.split(',') ?? [];
    return (
      exporters.some((one) => one.trim() === 'otlp') &&
      !entryOf(`OTEL_EXPORTER_OTLP_${upper}_ENDPOINT`)
    );
  });
  if (asked.length === 0 || entryOf('OTEL_SDK_DISABLED')) return undefined;
  return exportsOtlp(entryOf('OTEL_TRACES_EXPORTER')?.value) ? ['traces', ...asked] : asked;
}
