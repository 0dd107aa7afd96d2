// Jaeger v2 with Kafka between what takes spans and what stores them, in a chart of your own
import { App, Chart } from 'cdk8s';
import { elasticsearch, GrafanaDatasource, JaegerV2, OtelCollector } from '../src/index.ts';

const namespace = 'tracing';

const app = new App();
const chart = new Chart(app, 'tracing');

const jaeger = new JaegerV2(chart, 'Jaeger', {
  namespace,
  storage: elasticsearch({
    serverUrls: ['https://es-0.example.com:9200', 'https://es-1.example.com:9200'],
    indexPrefix: 'team-a',
    shards: 2,
    replicas: 1,
    retentionDays: 14,
    secretName: 'elasticsearch-credentials',
    caSecretName: 'elasticsearch-ca',
  }),
  kafka: { brokers: ['kafka.example.com:9092'], ingesterReplicas: 2 },
  protocols: ['otlp-grpc', 'otlp-http', 'jaeger-thrift-http'],
  collectorReplicas: 2,
  queryReplicas: 2,
  basePath: '/jaeger',
  uiConfig: { linkPatterns: [{ type: 'traces', url: 'https://runbook.example.com/#{traceID}' }] },
  ingress: { hosts: ['jaeger.example.com'], tlsSecretName: 'jaeger-tls' },
});

new OtelCollector(chart, 'Collector', { namespace, exportTo: [jaeger.otlpGrpc] });

new GrafanaDatasource(chart, 'Grafana', { namespace: 'monitoring', query: jaeger.query });

app.synth();
