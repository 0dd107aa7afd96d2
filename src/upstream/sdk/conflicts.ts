/** A variable as an SDK finds it. */
interface Variable {
  readonly name: string;
  readonly value: string;
}

/** The first of some variables that is set and not empty; undefined when none is. */
type ReadVariable = (...names: readonly string[]) => Variable | undefined;

const tracesEndpoint = 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT';
const endpoints = [tracesEndpoint, 'OTEL_EXPORTER_OTLP_ENDPOINT'];
const otherExporters = ['OTEL_METRICS_EXPORTER', 'OTEL_LOGS_EXPORTER'];
const jaegerVariables = [
  'OTEL_EXPORTER_JAEGER_ENDPOINT',
  'OTEL_EXPORTER_JAEGER_AGENT_HOST',
  'OTEL_EXPORTER_JAEGER_AGENT_PORT',
];

/**
 * A variable that leaves another one without effect, or that another one leaves so, and why; undefined when each has its
 * effect.
 *
 * Source: opentelemetry-specification configuration/sdk-environment-variables.md.
 *
 * @param isAgent - whether it is the environment of an agent that the OpenTelemetry operator injects, which exports OTLP unless
 * told otherwise
 */
export function sdkConflict(
  read: ReadVariable,
  isAgent: boolean,
): { readonly name: string; readonly message: string } | undefined {
  return switchedOff(read) ?? notExported(read) ?? jaegerExporter(read, isAgent);
}

function switchedOff(read: ReadVariable) {
  const disabled = read('OTEL_SDK_DISABLED');
  const told = read(...endpoints);
  if (!told || disabled?.value.trim().toLowerCase() !== 'true') return undefined;
  const { name } = disabled;
  return { name, message: `${name} disables the SDK, so ${told.name} has no effect` };
}

function notExported(read: ReadVariable) {
  const exporter = read('OTEL_TRACES_EXPORTER');
  if (exporter?.value.trim() !== 'none') return undefined;
  // the endpoint of all signals still serves the others
  const allOff = otherExporters.every((name) => read(name)?.value.trim() === 'none');
  const told = read(...(allOff ? endpoints : [tracesEndpoint]));
  if (!told) return undefined;
  const { name } = exporter;
  return { name, message: `${name} is none, so ${told.name} has no effect` };
}

function jaegerExporter(read: ReadVariable, isAgent: boolean) {
  const exporter = read('OTEL_TRACES_EXPORTER');
  const exporters = exporter?.value.split(',').map((one) => one.trim());
  if (exporter && exporters?.includes('jaeger')) {
    const { name } = exporter;
    const message = `${name} must be otlp, SDKs have no Jaeger exporter since 2023, got jaeger`;
    return { name, message };
  }
  const jaeger = read(...jaegerVariables);
  if (!jaeger || (!exporter && !isAgent)) return undefined;
  const { name } = jaeger;
  const spoken = exporter?.value ?? 'otlp';
  return { name, message: `${name} has no effect, the exporter is ${spoken}` };
}
