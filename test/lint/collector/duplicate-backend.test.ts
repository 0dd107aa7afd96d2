import { expect, test } from 'vitest';
import { duplicateBackend } from '../../../src/lint/collector/duplicate-backend/rule.ts';
import { check } from '../check.ts';
import { config } from './at.ts';
import { collectorExample } from './example.ts';

const jaeger = `---
apiVersion: jaegertracing.io/v1
kind: Jaeger
metadata:
  name: jaeger
  namespace: tracing
`;

const collector = (
  exporters: Record<string, string>,
  pipelines: Record<string, string>,
  more = '',
) =>
  `${collectorExample({
    exporters: Object.entries(exporters)
      .map(
        ([id, endpoint]) =>
          `${id}: ${endpoint.startsWith('{') ? endpoint : `{endpoint: "${endpoint}"}`}`,
      )
      .join('\n'),
    processors: 'batch: {}\nfilter: {}',
    connectors: 'forward: {}\nrouting: {}',
    service: `pipelines:\n${Object.entries(pipelines)
      .map(([id, text]) => {
        const [receivers, processors, sends] = text.split(' > ');
        return `  ${id}:\n    receivers: [${receivers}]\n    processors: [${processors}]\n    exporters: [${sends}]`;
      })
      .join('\n')}`,
  })}${jaeger}${more}`;

const twice = (path: string, message: string) => [
  `${config}service.pipelines${path}: ${message}, so the backend stores them twice`,
];

test.each([
  ['jaeger-collector:4317', 'http://jaeger-collector:4318'],
  ['jaeger-collector.tracing:4317', 'jaeger-collector-headless.tracing.svc:4317'],
  ['http://jaeger-collector.tracing.svc.cluster.local:4317', 'https://jaeger-collector:4318'],
  ['tempo.example.com:4317', 'https://tempo.example.com:4318'],
  ['localhost:4317', 'http://localhost:4318'],
])('%s and %s are the same backend', (a, b) => {
  const [otlp, other] = ['otlp/a', b.startsWith('http') ? 'otlphttp/b' : 'otlp/b'];
  const yaml = collector({ [otlp]: a, [other]: b }, { traces: `otlp > batch > ${otlp}, ${other}` });
  expect(check(yaml, duplicateBackend)).toEqual(
    twice(
      '.traces.exporters[1]',
      `${other} sends the spans of pipeline traces to the same backend as ${otlp}`,
    ),
  );
});

test('pipelines of one receiver feed a backend twice, also with one exporter and over a forward connector', () => {
  const exporters = {
    'otlp/a': 'jaeger-collector:4317',
    'zipkin/b': 'http://jaeger-collector:9411/api/v2/spans',
  };
  expect(
    check(
      collector(exporters, {
        'traces/1': 'otlp > batch > otlp/a',
        'traces/2': 'otlp > batch > zipkin/b',
      }),
      duplicateBackend,
    ),
  ).toEqual(
    twice(
      '["traces/2"].exporters[0]',
      'zipkin/b sends the spans of pipeline traces/2 to the same backend as otlp/a of pipeline traces/1',
    ),
  );
  expect(
    check(
      collector(exporters, {
        'traces/1': 'otlp > batch > otlp/a',
        'traces/2': 'otlp > batch > otlp/a',
      }),
      duplicateBackend,
    ),
  ).toEqual(
    twice(
      '["traces/2"].exporters[0]',
      'otlp/a of pipeline traces/1 gets the same spans again from pipeline traces/2',
    ),
  );
  expect(
    check(
      collector(exporters, {
        'traces/1': 'otlp > batch > otlp/a, forward',
        'traces/2': 'forward > batch > zipkin/b',
      }),
      duplicateBackend,
    ),
  ).toHaveLength(1);
});

test.each([
  ['another backend', { 'otlp/a': 'jaeger-collector:4317', 'otlp/b': 'tempo:4317' }],
  ['another host', { 'otlp/a': 'a.example.com:4317', 'otlp/b': 'b.example.com:4317' }],
  ['another port outside', { 'otlp/a': 'a.example.com:4317', 'otlp/b': 'a.example.com:14317' }],
  [
    'another tenant',
    {
      'otlp/a': '{endpoint: "a.example.com:4317", headers: {X-Scope-OrgID: one}}',
      'otlp/b': '{endpoint: "a.example.com:4317", headers: {X-Scope-OrgID: two}}',
    },
  ],
  [
    'another path',
    { 'otlphttp/a': 'https://a.example.com/one', 'otlphttp/b': 'https://a.example.com/two' },
  ],
  ['a variable', { 'otlp/a': `\${env:A}:4317`, 'otlp/b': `\${env:A}:4317` }],
])('%s is fed on its own', (_, exporters) => {
  const ids = Object.keys(exporters).join(', ');
  expect(
    check(
      collector(exporters as Record<string, string>, { traces: `otlp > batch > ${ids}` }),
      duplicateBackend,
    ),
  ).toEqual([]);
});

test.each([
  [
    'pipelines that filter',
    { 'traces/1': 'otlp > filter > otlp/a', 'traces/2': 'otlp > batch > otlp/b' },
  ],
  [
    'other receivers',
    { 'traces/1': 'otlp > batch > otlp/a', 'traces/2': 'zipkin > batch > otlp/b' },
  ],
  ['other signals', { traces: 'otlp > batch > otlp/a', metrics: 'otlp > batch > otlp/b' }],
  [
    'a connector that chooses',
    {
      traces: 'otlp > batch > routing',
      'traces/1': 'routing > batch > otlp/a',
      'traces/2': 'routing > batch > otlp/b',
    },
  ],
])('nothing is said of %s', (_, pipelines) => {
  const exporters = { 'otlp/a': 'jaeger-collector:4317', 'otlp/b': 'jaeger-collector:4317' };
  expect(
    check(collector(exporters, pipelines as unknown as Record<string, string>), duplicateBackend),
  ).toEqual([]);
});

test('an address for metrics is no second one for spans', () => {
  const judge = (key: string) =>
    check(
      collector(
        {
          'otlphttp/a': `{endpoint: "https://a.example.com", ${key}: "https://b.example.com"}`,
          'otlphttp/b': 'https://b.example.com',
        },
        { traces: 'otlp > batch > otlphttp/a, otlphttp/b', metrics: 'otlp > batch > otlphttp/a' },
      ),
      duplicateBackend,
    );
  expect(judge('metrics_endpoint')).toEqual([]);
  expect(judge('traces_endpoint')).toHaveLength(1);
});
