/** Propagators that an SDK has unless told otherwise (opentelemetry-specification configuration/sdk-environment-variables.md). */
export const usualPropagators: readonly string[] = ['tracecontext', 'baggage'];

/** Variable that names the propagators of an SDK. */
export const propagatorsVariable = 'OTEL_PROPAGATORS';

/**
 * Formats of headers that carry a trace on, by the propagator. Both propagators of B3 read its one header and its several.
 *
 * Source: opentelemetry-specification context/api-propagators.md, B3 Requirements.
 */
const formats: Readonly<Record<string, string>> = {
  tracecontext: 'tracecontext',
  b3: 'b3',
  b3multi: 'b3',
  jaeger: 'jaeger',
  xray: 'xray',
  ottrace: 'ottrace',
};

/**
 * Formats in which propagators carry a trace on; undefined when one is not known, or when they are told to carry none.
 *
 * @param propagators - their names as written
 */
export function formatsOf(propagators: readonly string[]): readonly string[] | undefined {
  const names = propagators.map((name) => name.trim()).filter((name) => name !== 'baggage');
  const known = names.flatMap((name) =>
    Object.hasOwn(formats, name) ? (formats[name] ?? []) : [],
  );
  return known.length === names.length && known.length > 0 ? [...new Set(known)] : undefined;
}
