import { expect, test } from 'vitest';
import { metricNames } from '../../../src/lint/jaeger/metric-names/rule.ts';
import { check } from '../check.ts';
import { collectorExample } from '../collector/example.ts';
import { all, jaegerOf } from './jaeger-of.ts';

const jaeger = (query: string) =>
  jaegerOf(
    `{strategy: allInOne, allInOne: {metricsStorage: {type: prometheus}, options: {prometheus.query.normalize-calls: true, prometheus.query.normalize-duration: true${query}}}}`,
  );

interface Written {
  readonly connector?: string;
  readonly exporter?: string;
  readonly processors?: string;
}

const writer = ({ connector = '', exporter = '', processors = '' }: Written) =>
  collectorExample({
    connectors: `span_metrics: {${connector}}`,
    processors: 'transform: {}',
    exporters: `prometheus: {endpoint: "0.0.0.0:8889"${exporter}}`,
    service: `pipelines: {traces: {receivers: [otlp], exporters: [span_metrics]}, metrics: {receivers: [span_metrics], processors: [${processors}], exporters: [prometheus]}}`,
  });
const asks = (namespace: string) => `, prometheus.query.namespace: ${namespace}`;

test.each([
  [{ connector: 'namespace: span.metrics' }, '', 'span_metrics', 'nothing'],
  [{ connector: 'namespace: a' }, asks('b'), 'a', "'b'"],
  [{ connector: 'namespace: a', exporter: ', namespace: shop' }, asks('a'), 'shop_a', "'a'"],
  [{ exporter: ', namespace: shop' }, '', 'shop or shop_traces_span_metrics', 'nothing'],
  [{ connector: 'namespace: ""' }, asks('traces_span_metrics'), 'empty', "'traces_span_metrics'"],
  [{}, asks('b'), 'empty or traces_span_metrics', "'b'"],
])('%j is not what Jaeger asks for with {%s}', (written, query, meant, got) => {
  expect(check(all(jaeger(query), writer(written)), metricNames)).toEqual([
    expect.stringContaining(
      `prometheus.query.namespace must be ${meant}, since the metrics of span_metrics are named so by exporter prometheus, got ${got}`,
    ),
  ]);
});

test.each<[Written, string]>([
  [{}, ''],
  [{}, asks('traces_span_metrics')],
  [{}, asks('""')],
  [{ connector: 'namespace: ""' }, ''],
  [{ connector: 'namespace: a.b', exporter: ', namespace: c' }, asks('c_a_b')],
  [{ connector: `namespace: "\${env:NAME}"` }, asks('a')],
  [{ connector: 'namespace: a' }, asks('"$(NAME)"')],
  // what is renamed on the way has another name
  [{ connector: 'namespace: a', processors: 'transform' }, asks('b')],
])('%j may be what Jaeger asks for with {%s}', (written, query) => {
  expect(check(all(jaeger(query), writer(written)), metricNames)).toEqual([]);
});

test('another connector whose metrics go another way may be the one that is read', () => {
  const other = collectorExample({
    connectors: 'span_metrics: {namespace: b}',
    service:
      'pipelines: {traces: {receivers: [otlp], exporters: [span_metrics]}, metrics: {receivers: [span_metrics], exporters: [debug]}}',
  }).replace('name: otel', 'name: other');
  const one = writer({ connector: 'namespace: a' });
  expect(check(all(jaeger(asks('b')), one), metricNames)).toHaveLength(1);
  expect(check(all(jaeger(asks('b')), one, other), metricNames)).toEqual([]);
});
