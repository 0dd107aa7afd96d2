/** What is different about Thanos in an example. */
export interface ThanosExample {
  /** Lines under `config`. */
  readonly config?: readonly string[];
  /** Settings as a whole, in place of `config`. */
  readonly settings?: string;
  /** Release of Thanos. */
  readonly version?: string;
  /** Arguments in place of `--tracing.config`, as YAML without indentation. */
  readonly args?: string;
  /** More lines of the container, as YAML without indentation. */
  readonly more?: string;
  /** @default 'query' */
  readonly component?: 'query' | 'store';
}

/** Lines under `config` that are right for every release with a sampler. */
export const otlpConfig: readonly string[] = [
  'client_type: grpc',
  'service_name: thanos-query',
  'endpoint: otlp.example.com:4317',
  'insecure: true',
];

/** A Thanos with tracing settings, for examples. */
export function thanosExample(example: ThanosExample): string {
  const { config = otlpConfig, version = '0.42.4', component = 'query', more = '' } = example;
  const lines = config.map((line) => `  ${line}\n`).join('');
  const settings = example.settings ?? `type: OTLP\nconfig:\n${lines}`;
  const args =
    example.args ?? `- |\n  --tracing.config=${settings.trimEnd().replace(/\n/g, '\n  ')}`;
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: thanos-${component}
  namespace: monitoring
spec:
  selector:
    matchLabels:
      app: thanos-${component}
  template:
    metadata:
      labels:
        app: thanos-${component}
    spec:
      containers:
        - name: thanos-${component}
          image: quay.io/thanos/thanos:v${version}
          args:
            - ${component}
${indented(args, 12)}${indented(more, 10)}`;
}

function indented(yaml: string, columns: number): string {
  return yaml ? `${yaml.trimEnd().replace(/^(?=.)/gm, ' '.repeat(columns))}\n` : '';
}
