import { exportsOtlp } from '../../upstream/sdk/environment.ts';
import { underBase } from '../edge/senders.ts';

/** Variable that tells an SDK the whole address for spans. */
export const tracesEndpointVariable = 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT';

/**
 * Path that an SDK posts spans to: the variable of all signals is a base, that of spans is the whole address. Undefined when it
 * exports spans in another way than OTLP, so that only other signals go to the address.
 *
 * Source: opentelemetry-specification protocol/exporter.md.
 *
 * @param variable - the one that the address stands in; unset for a field that the operator makes the base of
 * @param environments - of the SDK, the stronger first
 */
export function sdkPosts(
  variable: string | undefined,
  path: string | undefined,
  ...environments: readonly (readonly { readonly name: string; readonly value?: string }[])[]
): string | undefined {
  const exporter = environments
    .map((env) => env.findLast(({ name }) => name === 'OTEL_TRACES_EXPORTER')?.value)
    .find((value) => value);
  if (!exportsOtlp(exporter)) return undefined;
  return variable === tracesEndpointVariable ? path || '/' : underBase(path);
}
