import { expect, test } from 'vitest';
import { queryApisOf } from '../../src/verify/jaeger/query.ts';
import { entrancesOf } from '../../src/verify/trace/entrances.ts';
import type { Journey } from '../../src/verify/trace/journeys.ts';
import { routeFrom } from '../../src/verify/trace/routes.ts';
import { sendingThrough } from '../../src/verify/trace/sampling.ts';
import { storeDiagnosis } from '../../src/verify/trace/store.ts';
import { modelOf } from '../model/model-of.ts';
import { MemoryCluster } from './memory-cluster.ts';
import { metrics } from './programs.ts';

const streaming = `
apiVersion: jaegertracing.io/v1
kind: Jaeger
metadata: { name: jaeger, namespace: tracing }
spec:
  strategy: streaming
  collector: { options: { kafka.producer.brokers: 'kafka:9092' } }
  ingester: { options: { kafka.consumer.brokers: 'kafka:9092' } }
  storage: { type: elasticsearch, options: { es: { server-urls: 'http://es:9200' } } }`;

/** What is told of a trace that Jaeger's collector took and nobody finds, where an ingester shows some metrics. */
async function told(shown: Readonly<Record<string, number>>, lost = '') {
  const model = modelOf(streaming);
  const cluster = new MemoryCluster();
  cluster.apply(`
apiVersion: v1
kind: Pod
metadata:
  name: jaeger-ingester-1
  namespace: tracing
  labels:
    app: jaeger
    app.kubernetes.io/component: ingester
    app.kubernetes.io/instance: jaeger
    app.kubernetes.io/managed-by: jaeger-operator
    app.kubernetes.io/name: jaeger-ingester
    app.kubernetes.io/part-of: jaeger`);
  cluster.listen(
    'jaeger-ingester-1',
    14270,
    metrics(() => shown),
  );
  const context = { model, findings: [], cluster, namespace: 'tracing', timeout: 1 };
  const [entrance] = entrancesOf(context);
  const [api] = queryApisOf(context);
  if (!entrance || !api) throw new Error('there must be an entrance and a query API');
  const counters = { before: new Map<string, number>(), after: new Map([[lost, 2]]) };
  const journey: Journey = {
    entrance,
    route: routeFrom(model, entrance),
    sending: sendingThrough([]),
    pod: { namespace: 'tracing', name: 'jaeger-collector-1' },
    traceIds: ['1'],
    found: [{ api }],
    counters,
  };
  return storeDiagnosis(context, journey);
}

test('an ingester that reads nothing is named, and not the store', async () => {
  expect(await told({ jaeger_build_info: 1 })).toMatchObject({
    message: 'jaeger-collector has written it to Kafka, but jaeger-query does not find it',
    hop: 'Kafka → jaeger-ingester → es:9200',
    evidence: expect.arrayContaining(['jaeger-ingester-1 has not read any message']),
    fix: 'do ingesters read that topic, by a protocol that the brokers speak? kubectl -n tracing logs deployment/jaeger-ingester',
  });
});

test('what an ingester has read is told', async () => {
  const series =
    'jaeger_ingester_sarama_consumer_messages_total{partition="0",topic="jaeger-spans"}';
  expect((await told({ [series]: 12 })).evidence).toContain(`jaeger-ingester-1: ${series} 12`);
});

test('a collector that cannot write to Kafka is not asked after the store', async () => {
  const series = 'jaeger_collector_spans_saved_by_svc_total{result="err",svc="shop"}';
  expect(await told({}, series)).toMatchObject({
    hop: 'jaeger-collector → Kafka',
    fix: expect.stringContaining('is Kafka up and in reach'),
  });
});
