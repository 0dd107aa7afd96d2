import { expect, test } from 'vitest';
import { readGraph } from '../../src/graph/graph.ts';
import { lintManifests } from '../../src/lint/manifests.ts';
import { synth } from '../stacks.ts';

async function edges(stack: string): Promise<string[]> {
  const files = [...(await synth(stack))].map(([file, text]) => ({ file, text }));
  const { model, findings } = lintManifests(files);
  const graph = readGraph(model, findings);
  const nodes = new Map(graph.nodes.map((node) => [node.id, `${node.kind} ${node.name}`]));
  return graph.edges.map(
    ({ from, to, port, problems }) =>
      `${nodes.get(from)} -> ${nodes.get(to)} ${port}${problems.length > 0 ? ' wrong' : ''}`,
  );
}

test('Grafana asks the CR that queries, by the Service of the UI, and the collector feeds the other', async () => {
  const drawn = await edges('jaeger-v2');
  expect(drawn).toEqual(
    expect.arrayContaining([
      'viewer jaeger-datasource -> backend jaeger-query 16686',
      'collector otel-collector -> backend jaeger 4317',
      'backend jaeger -> storage elastic.centre.com:9201 9201',
      'backend jaeger-query -> storage elastic.centre.com:9201 9201',
      'sender jaeger-es-index-cleaner -> storage elastic.centre.com:9201 9201',
    ]),
  );
  expect(drawn.filter((edge) => /missing|wrong/.test(edge))).toEqual([]);
});

test('Kafka stands between what collects and what stores', async () => {
  const drawn = await edges('jaeger-v2-streaming');
  expect(drawn.filter((edge) => edge.startsWith('backend'))).toEqual([
    'backend jaeger -> storage kafka.example.com:9092 9092',
    'backend jaeger-ingester -> storage es-0.example.com:9200 9200',
    'backend jaeger-ingester -> storage es-1.example.com:9200 9200',
    'backend jaeger-ingester -> storage kafka.example.com:9092 9092',
    'backend jaeger-query -> storage es-0.example.com:9200 9200',
    'backend jaeger-query -> storage es-1.example.com:9200 9200',
  ]);
});

test('every storage is drawn, of traces and of metrics', async () => {
  const storages = async (stack: string) => [
    ...new Set((await edges(stack)).filter((edge) => /^backend .* storage/.test(edge))),
  ];
  expect(await storages('jaeger-v2-cassandra')).toEqual([
    'backend columns -> storage clickhouse.example.com:9440 9440',
    'backend jaeger -> storage kafka.example.com:9092 9092',
    'backend jaeger-ingester -> storage cassandra.example.com:9042 9042',
    'backend jaeger-ingester -> storage kafka.example.com:9092 9092',
    'backend jaeger-query -> storage cassandra.example.com:9042 9042',
  ]);
  expect(await storages('jaeger-v2-opensearch')).toEqual([
    'backend jaeger -> storage es-0.example.com:9200 9200',
    'backend jaeger-query -> storage es-0.example.com:9200 9200',
    'backend jaeger-query -> storage prometheus.example.com:9090 9090',
  ]);
});
