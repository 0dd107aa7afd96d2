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

test('all connectors that metrics of spans come from are named, and all exporters', () => {
  const several = collectorExample({
    connectors: 'span_metrics/a: {namespace: a}\nspan_metrics/b: {namespace: b}',
    exporters: 'prometheus/a: {endpoint: "0.0.0.0:8889"}\nprometheus/b: {endpoint: "0.0.0.0:8890"}',
    service: `pipelines:
  traces: {receivers: [otlp], exporters: [span_metrics/a, span_metrics/b]}
  metrics/a: {receivers: [span_metrics/a], exporters: [prometheus/a]}
  metrics/b: {receivers: [span_metrics/b], exporters: [prometheus/b]}`,
  });
  expect(check(all(jaeger(asks('c')), several), metricNames)).toEqual([
    expect.stringContaining(
      "prometheus.query.namespace must be a or b, since the metrics of span_metrics/a, span_metrics/b are named so by exporters prometheus/a, prometheus/b, got 'c'",
    ),
  ]);
  const plain = jaegerOf('{strategy: allInOne, allInOne: {metricsStorage: {type: prometheus}}}');
  expect(check(all(plain, several), metricNames)).toEqual(
    expect.arrayContaining([
      expect.stringContaining('since exporters prometheus/a, prometheus/b write names'),
    ]),
  );
});
