import { expect, test } from 'vitest';
import {
  grown,
  labelOf,
  parseCounters,
  quoted,
  standing,
} from '../../src/verify/collector/counters.ts';

const page = `# HELP otelcol_exporter_sent_spans_total Number of spans [Alpha]
# TYPE otelcol_exporter_sent_spans_total counter
otelcol_exporter_sent_spans_total{exporter="otlp/jaeger",otel_scope_name="x",service_instance_id="y"} 12
otelcol_exporter_queue_size{exporter="otlp/jaeger"} 3
otelcol_process_uptime 1.5e+03
go_gc_duration_seconds{quantile="0"} NaN
`;

test('series are read with their labels, comments are not', () => {
  const counters = parseCounters(page);
  expect(counters.size).toBe(4);
  expect(counters.get('otelcol_process_uptime')).toBe(1500);
});

test('what has grown is quoted with the component, and nothing else of its labels', () => {
  const after = parseCounters(page);
  const [sent] = grown(new Map(), after, /^otelcol_exporter_sent_spans/);
  expect(sent && quoted(sent)).toBe(
    'otelcol_exporter_sent_spans_total{exporter="otlp/jaeger"} 0 → 12',
  );
  expect(grown(after, after, /./)).toEqual([]);
  expect(standing(after, /queue_size/).map(quoted)).toEqual([
    'otelcol_exporter_queue_size{exporter="otlp/jaeger"} 3',
  ]);
  expect(labelOf(sent?.series ?? '', 'exporter')).toBe('otlp/jaeger');
});
