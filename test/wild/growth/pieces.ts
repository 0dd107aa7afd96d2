/** A text for each of so many numbers, one after the other. */
export function each(size: number, piece: (index: number) => string): string {
  return Array.from({ length: size }, (_, index) => piece(index)).join('');
}

/** Head of an object. */
export function head(
  apiVersion: string,
  kind: string,
  name: string,
  namespace = 'tracing',
): string {
  return `---\napiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: ${name}, namespace: ${namespace}}\n`;
}

/** A collector with a configuration, given as YAML at no indentation. */
export function collector(name: string, config: string): string {
  const inner = config.replace(/^(?=.)/gm, '    ');
  return `${head('opentelemetry.io/v1beta1', 'OpenTelemetryCollector', name)}spec:\n  image: otel/opentelemetry-collector-contrib:0.158.0\n  config:\n${inner}`;
}

/** A Deployment of one container, whose fields are given as YAML at no indentation. */
export function deployment(name: string, container: string): string {
  const inner = container.replace(/^(?=.)/gm, '          ');
  return `${head('apps/v1', 'Deployment', name)}spec:
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec:
      containers:
        - name: app
          image: example.com/app:1
${inner}`;
}

/** A Service that selects the pods of a Deployment. */
export function service(name: string, port = 4317): string {
  return `${head('v1', 'Service', name)}spec: {selector: {app: ${name}}, ports: [{name: otlp, port: ${port}}]}\n`;
}
