// Jaeger v2 of the oldest release that is known here, on Cassandra, with Kafka before it; and one on ClickHouse
import { App, Chart } from 'cdk8s';
import { cassandra, clickhouse, JaegerV2, OtelCollector } from '../../src/index.ts';

const namespace = 'tracing';
const app = new App();
const chart = new Chart(app, 'tracing');
const old = new JaegerV2(chart, 'Old', {
  namespace,
  version: '2.13.0',
  storage: cassandra({
    servers: ['cassandra.example.com'],
    datacenter: 'dc1',
    retentionDays: 7,
    replicationFactor: 3,
    secretName: 'cassandra-login',
    caSecretName: 'cassandra-ca',
  }),
  kafka: { brokers: ['kafka.example.com:9092'] },
});
const columns = new JaegerV2(chart, 'Columns', {
  namespace,
  name: 'columns',
  layout: 'one',
  storage: clickhouse({
    addresses: ['clickhouse.example.com:9440'],
    tls: true,
    retentionDays: 30,
    secretName: 'clickhouse-login',
  }),
});
new OtelCollector(chart, 'Collector', { namespace, exportTo: [old.otlpGrpc, columns.otlpGrpc] });
app.synth();
