/** Parts of an example for the documentation of a rule; what is left out is sound. */
export interface ExampleParts {
  /** Fields of `spec` beside the configuration, as YAML. */
  readonly spec?: string;
  /** Sections of the configuration, as YAML. */
  readonly receivers?: string;
  readonly processors?: string;
  readonly exporters?: string;
  readonly connectors?: string;
  readonly extensions?: string;
  readonly service?: string;
}

const otlp = `otlp:
  protocols:
    grpc:
      endpoint: 0.0.0.0:4317`;

/** An OpenTelemetryCollector for the documentation of a rule. */
export function collectorExample(parts: ExampleParts): string {
  const processors =
    parts.processors === undefined ? [] : [...parts.processors.matchAll(/^[\w/]+(?=:)/gm)];
  const pipeline = [
    'receivers: [otlp]',
    ...(processors.length > 0 ? [`processors: [${processors.join(', ')}]`] : []),
    'exporters: [debug]',
  ];
  const sections = {
    extensions: parts.extensions,
    receivers: parts.receivers ?? otlp,
    processors: parts.processors,
    exporters: parts.exporters ?? 'debug: {}',
    connectors: parts.connectors,
    service: parts.service ?? `pipelines:\n  traces:\n${indent(pipeline.join('\n'), 4)}`,
  };
  const config = Object.entries(sections)
    .filter(([, section]) => section !== undefined)
    .map(([name, section]) => `${name}:\n${indent(section ?? '', 2)}`)
    .join('\n');
  const spec = parts.spec === undefined ? '' : `${indent(parts.spec, 2)}\n`;
  return `apiVersion: opentelemetry.io/v1beta1
kind: OpenTelemetryCollector
metadata:
  name: otel
  namespace: tracing
spec:
${spec}  config:
${indent(config, 4)}
`;
}

function indent(text: string, width: number): string {
  return text.trim().replace(/^(?=.)/gm, ' '.repeat(width));
}
