// piece by piece in a chart of your own: spans go to Jaeger and to a Tempo outside of the cluster
import { App, Chart } from 'cdk8s';
import { Endpoint, elasticsearch, Jaeger, OtelCollector, TektonTracing } from '../src/index.ts';

const app = new App();
const chart = new Chart(app, 'tracing');

const jaeger = new Jaeger(chart, 'Jaeger', {
  namespace: 'tracing',
  storage: elasticsearch({
    serverUrls: ['https://es-0.example.com:9200', 'https://es-1.example.com:9200'],
    indexPrefix: 'team-a',
    retentionDays: 14,
    secretName: 'elasticsearch-credentials',
    caSecretName: 'elasticsearch-ca',
  }),
  collectorReplicas: 2,
  ingress: { hosts: ['jaeger.example.com'], tlsSecretName: 'jaeger-tls' },
});

const tempo = new Endpoint('otlp-http', { host: 'tempo.example.com', port: 443, tls: true });

const collector = new OtelCollector(chart, 'Collector', {
  namespace: 'tracing',
  exportTo: [jaeger.otlpGrpc, tempo],
  memoryLimit: '1Gi',
  replicas: 2,
});

new TektonTracing(chart, 'Tekton', { version: '1.15.0', exportTo: collector.otlpHttp });

app.synth();
