import { collector, deployment, each, head, service } from './pieces.ts';
import type { Series } from './series.ts';

const exporters = (n: number) =>
  collector(
    'gateway',
    `receivers: {otlp: {protocols: {grpc: {endpoint: '0.0.0.0:4317'}}}}
exporters:
${each(n, (i) => `  otlp/${i}: {endpoint: 'jaeger-${i}:4317'}\n`)}service:
  pipelines:
    traces: {receivers: [otlp], exporters: [${each(n, (i) => `otlp/${i}, `)}]}
`,
  );

const senders = (n: number) =>
  service('gateway') +
  each(n, (i) =>
    deployment(
      `d${i}`,
      `env:\n  - {name: OTEL_EXPORTER_OTLP_ENDPOINT, value: 'http://gateway:4318'}\n`,
    ),
  );

const namespaces = (n: number) =>
  each(
    n,
    (i) =>
      `${head('jaegertracing.io/v1', 'Jaeger', 'jaeger', `n${i}`)}spec: {strategy: allInOne}\n`,
  );

const faulty = (n: number) =>
  each(n, (i) =>
    collector(
      `c${i}`,
      `receivers: {otlp: {protocols: {grpc: {endpoint: '0.0.0.0:4317'}}}}
exporters: {otlp: {endpoint: 'c${i + 1}-collector:4318'}}
service: {pipelines: {traces: {receivers: [otlp], exporters: [otlp, missing]}}}
`,
    ),
  );

const formats = ['mermaid', 'dot', 'json'] as const;

/** Ever more to draw. */
export const graphSeries: readonly Series[] = formats.flatMap((format): Series[] => [
  { command: 'graph', name: `exporters, as ${format}`, text: exporters, options: { format } },
  { command: 'graph', name: `senders, as ${format}`, text: senders, options: { format } },
  { command: 'graph', name: `findings, as ${format}`, text: faulty, options: { format } },
  { command: 'graph', name: `namespaces, as ${format}`, text: namespaces, options: { format } },
]);
