import { expect, test } from 'vitest';
import { check, outcome } from './outcome.ts';

const timeout = 60_000;

const fields = [
  ['opentelemetry.io/v1beta1', 'OpenTelemetryCollector', 'config'],
  ['opentelemetry.io/v1beta1', 'OpenTelemetryCollector', 'image'],
  ['opentelemetry.io/v1beta1', 'OpenTelemetryCollector', 'ports'],
  ['opentelemetry.io/v1alpha1', 'Instrumentation', 'exporter'],
  ['opentelemetry.io/v1alpha1', 'Instrumentation', 'env'],
  ['jaegertracing.io/v1', 'Jaeger', 'storage'],
  ['jaegertracing.io/v1', 'Jaeger', 'strategy'],
  ['apps/v1', 'Deployment', 'template'],
] as const;

test.each([
  ['lists and maps just below the limit', '[{a: '.repeat(450) + '}]'.repeat(450)],
  ['one long word', 'x'.repeat(400_000)],
  ['a text of many parts', `"${'a.b:1/,'.repeat(40_000)}"`],
  ['a long list', `[${'{name: a, value: b}, '.repeat(8000)}]`],
])('%s may be the value of any field', { timeout }, (_, value) => {
  for (const [apiVersion, kind, field] of fields) {
    check(`${header(apiVersion, kind)}spec: {${field}: ${value}}\n`);
  }
});

const jaegerSpec = `${header('jaegertracing.io/v1', 'Jaeger')}spec: {`;
const long = (part: string) => JSON.stringify(`${part.repeat(300_000)}x`);

// an expression that tries each start of a run anew would take minutes
test.each<[string, string]>([
  [
    'mountPath of many slashes',
    `${jaegerSpec}allInOne: {options: {query.ui-config: /a/b}}, volumeMounts: [{name: a, mountPath: ${long('/')}}]}`,
  ],
  ['address to listen on with open variables', listening(`${long('${')}`)],
  [
    'address to listen on with slashes',
    listening(JSON.stringify(`0.0.0.0:1${'/'.repeat(300_000)}\n/`)),
  ],
  [
    'sampler argument of spaces',
    `${header('opentelemetry.io/v1alpha1', 'Instrumentation')}spec: {sampler: {type: traceidratio, argument: ${JSON.stringify(`0${' '.repeat(300_000)}x`)}}}`,
  ],
  [
    'address of a server of digits',
    `${jaegerSpec}allInOne: {options: {collector.http-server.host-port: ${long('0')}}}}`,
  ],
  [
    'index prefix of dashes',
    `${jaegerSpec}storage: {type: elasticsearch, options: {es: {index-prefix: ${long('-')}}}}}`,
  ],
  [
    'comment that ignores',
    `${jaegerSpec}strategy: a} # tracing-lint-ignore ${'\t'.repeat(300_000)}\u2028x\u2028`,
  ],
])('%s is read in time that grows with its length', { timeout }, (_, yaml) => {
  expect(outcome(yaml)).toHaveProperty('findings');
});

const exporter = (index: number) => `      otlp/${index}: {endpoint: "host${index}"}\n`;

// work that grows with the square of their number would take minutes
test.each<[string, string, (index: number) => string]>([
  ['documents', '', (index) => `---\n${jaeger(index)}\n`],
  ['items of a List', 'kind: List\nitems:\n', (index) => `- ${jaeger(index)}\n`],
  ['exporters', `${collector('v1beta1')}  config:\n    exporters:\n`, exporter],
  ['exporters in a text', `${collector('v1alpha1')}  config: |\n    exporters:\n`, exporter],
  ['comments', `${jaeger(0)}\n`, () => '# tracing-lint-ignore a/b\n'],
])('%s by the thousand are found fault with, each at its line', { timeout }, (_, start, part) => {
  const count = 4000;
  const parts = Array.from({ length: count }, (_, index) => part(index));
  const result = outcome(start + parts.join(''));
  if (typeof result === 'string') throw new Error(result);
  const lines = new Set(result.findings.map(({ line }) => line));
  expect(lines.size).toBeGreaterThanOrEqual(count);
});

function listening(endpoint: string): string {
  return `${collector('v1beta1')}  config: {receivers: {otlp: {protocols: {grpc: {endpoint: ${endpoint}}}}}, exporters: {debug: {}}, service: {pipelines: {traces: {receivers: [otlp], exporters: [debug]}}}}`;
}

function header(apiVersion: string, kind: string): string {
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: a, namespace: b}\n`;
}

function collector(version: string): string {
  return `${header(`opentelemetry.io/${version}`, 'OpenTelemetryCollector')}spec:\n`;
}

function jaeger(index: number): string {
  return `{apiVersion: jaegertracing.io/v1, kind: Jaeger, metadata: {name: a${index}}, spec: {strategi: production}}`;
}
