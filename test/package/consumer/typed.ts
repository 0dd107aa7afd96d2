import { App, Chart } from 'cdk8s';
import { Endpoint, elasticsearch, Jaeger, OtelCollector, TektonTracing } from 'cdk8s-tracing';
import { Instrumentation } from 'cdk8s-tracing/imports/opentelemetry.io';

const app = new App();
const chart = new Chart(app, 'typed');
const storage = elasticsearch({ serverUrls: ['http://es.example.com:9200'] });
const jaeger = new Jaeger(chart, 'Jaeger', { namespace: 'tracing', storage });
const tempo = new Endpoint('otlp-http', { host: 'tempo.example.com', port: 443, tls: true });
const collector = new OtelCollector(chart, 'Collector', {
  namespace: 'tracing',
  exportTo: [jaeger.otlpGrpc, tempo],
});
new TektonTracing(chart, 'Tekton', { version: '1.15.0', exportTo: collector.otlpHttp });
new Instrumentation(chart, 'Generated', {
  metadata: { name: 'java', namespace: 'shop' },
  spec: { exporter: { endpoint: collector.otlpHttp.url() } },
});

/** The shipped types refuse a gRPC endpoint for Tekton, which speaks HTTP only. */
export const refused = () =>
  // @ts-expect-error
  new TektonTracing(chart, 'Refused', { version: '1.15.0', exportTo: jaeger.otlpGrpc });

app.synth();
