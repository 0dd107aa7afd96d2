// both Jaegers on OpenSearch 2 and 3, all fed by one collector; the operators and the Namespace tracing are there already
import { App, Chart } from 'cdk8s';
import { Jaeger, JaegerV2, OtelCollector, opensearch } from '../../../src/index.ts';

const namespace = 'tracing';
const app = new App();
const chart = new Chart(app, '0-tracing');

const jaegers = [
  { version: '2.19.6', url: 'http://opensearch-2.example.com:9202', name: 'on-2' },
  { version: '3.9.0', url: 'http://opensearch-3.example.com:9203', name: 'on-3' },
].flatMap(({ version, url, name }) =>
  [Jaeger, JaegerV2].map((made) => {
    const full = `${made === Jaeger ? 'v1' : 'v2'}-${name}`;
    return new made(chart, full, {
      namespace,
      name: full,
      storage: opensearch({ serverUrls: [url], version, indexPrefix: full, retentionDays: 7 }),
    });
  }),
);
new OtelCollector(chart, 'Collector', {
  namespace,
  exportTo: jaegers.map((jaeger) => jaeger.otlpGrpc),
});
app.synth();
