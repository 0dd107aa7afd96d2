import { collector, deployment, each, head } from './pieces.ts';
import type { Series } from './series.ts';

const quoted = JSON.stringify;

const exporting = (endpoint: string) =>
  collector(
    'gateway',
    `receivers: {otlp: {protocols: {grpc: {endpoint: '0.0.0.0:4317'}}}}
exporters: {otlp: {endpoint: ${endpoint}}}
service: {pipelines: {traces: {receivers: [otlp], exporters: [otlp]}}}
`,
  );

const sending = (endpoint: string) =>
  deployment('app', `env:\n  - {name: OTEL_EXPORTER_OTLP_ENDPOINT, value: ${endpoint}}\n`);

const receiving = (endpoint: string) =>
  collector(
    'gateway',
    `receivers: {otlp: {protocols: {grpc: {endpoint: ${endpoint}}}}}
exporters: {debug: {}}
service: {pipelines: {traces: {receivers: [otlp], exporters: [debug]}}}
`,
  );

const lines = [
  ['a plain text with spaces inside', (n: number) => `a${' '.repeat(n)}b`],
  ['a plain text of many words', (n: number) => `a${' b'.repeat(n)}`],
  ['a plain text of colons', (n: number) => `a${':b'.repeat(n)}`],
  ['a plain text folded over many lines', (n: number) => `a${'\n   b'.repeat(n)}`],
  ['a plain text of tabs', (n: number) => `a${'\t'.repeat(n)}b`],
  ['a quoted text with escapes', (n: number) => `"${'\\x41'.repeat(n)}"`],
  ['a quoted text of spaces', (n: number) => `"a${' '.repeat(n)}b"`],
  ['a quoted text of empty lines', (n: number) => `"a${'\n'.repeat(n)}   b"`],
  ['a text of underscores', (n: number) => `1${'_'.repeat(n)}x`],
  ['a text of digits', (n: number) => '1'.repeat(n)],
  ['a comment', (n: number) => `a #${' #'.repeat(n)}`],
  ['a list of commas', (n: number) => `[${'a, '.repeat(n)}]`],
  ['a folded block', (n: number) => `>\n${'   a\n'.repeat(n)}`],
  ['a literal block of empty lines', (n: number) => `|\n   a\n${'\n'.repeat(n)}`],
] as const;

const addresses = [
  ['slashes', '/'],
  ['dots', 'a.'],
  ['colons', 'a:'],
  ['open brackets', '['],
  ['open variables', '${'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of collectors
  ['variables', '${env:A}'],
  ['nested defaults', '${A:-'],
  ['dependent variables', '$(A)'],
  ['dollars', '$'],
  ['digits', '1'],
  ['spaces', ' '],
  ['at signs', 'a@'],
  ['commas', 'a:1,'],
  ['percents', '%'],
  ['dashes', '-'],
  ['braces', '{{ .x }}'],
] as const;

/** One text that is ever longer. */
export const textSeries: readonly Series[] = [
  ...lines.map(
    ([name, text]): Series => ({
      command: 'lint',
      name: `${name}, as a field`,
      text: (n) => `${head('jaegertracing.io/v1', 'Jaeger', 'a')}spec:\n  strategy: ${text(n)}\n`,
    }),
  ),
  ...addresses.flatMap(([name, part]): Series[] => [
    {
      command: 'lint',
      name: `an exporter's address of ${name}`,
      text: (n) => exporting(quoted(`a${part.repeat(n)}x`)),
    },
    {
      command: 'lint',
      name: `a sender's address of ${name}`,
      text: (n) => sending(quoted(`http://a${part.repeat(n)}x`)),
    },
    {
      command: 'lint',
      name: `a listener's address of ${name}`,
      text: (n) => receiving(quoted(`a${part.repeat(n)}x`)),
    },
  ]),
  {
    command: 'lint',
    name: 'a configuration in a text that is no YAML',
    text: (n) =>
      `${head('opentelemetry.io/v1alpha1', 'OpenTelemetryCollector', 'a')}spec:\n  config: |\n${each(n, (i) => `    a${i}: [\n`)}`,
  },
  {
    command: 'lint',
    name: 'comments that ignore nothing',
    text: (n) =>
      `${head('jaegertracing.io/v1', 'Jaeger', 'a')}spec: {}\n${'# tracing-lint-ignore a/b\n'.repeat(n)}`,
  },
  {
    command: 'lint',
    name: 'keys of one name',
    text: (n) =>
      `${head('jaegertracing.io/v1', 'Jaeger', 'a')}spec:\n${'  strategy: a\n'.repeat(n)}`,
  },
  {
    command: 'lint',
    name: 'aliases of one anchor',
    text: (n) =>
      `${head('jaegertracing.io/v1', 'Jaeger', 'a')}spec: {a: &a [1, 2, 3], b: [${'*a, '.repeat(n)}]}\n`,
  },
  {
    command: 'lint',
    name: 'merges into merges',
    text: (n) =>
      `${head('jaegertracing.io/v1', 'Jaeger', 'a')}spec:\n  a0: &a0 {x: 1}\n${each(n, (i) => `  a${i + 1}: &a${i + 1} {<<: *a${i}, y${i}: 1}\n`)}`,
  },
  {
    command: 'lint',
    name: 'documents with nothing in them',
    text: (n) => `${head('jaegertracing.io/v1', 'Jaeger', 'a')}${'---\n'.repeat(n)}`,
  },
];
