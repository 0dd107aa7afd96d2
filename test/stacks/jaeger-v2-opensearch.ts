// Jaeger v2 behind aliases of OpenSearch, with an archive, sampling that it computes, and the metrics of services
import { App } from 'cdk8s';
import { jaegerV2, opensearch, TracingStack } from '../../src/index.ts';

const app = new App();
new TracingStack(app, 'tracing', {
  namespace: 'tracing',
  backend: jaegerV2({
    storage: opensearch({
      serverUrls: ['https://es-0.example.com:9200'],
      version: '3.1.0',
      indexPrefix: 'team-a',
      rotation: { manualRollover: { conditions: { max_age: '1d', max_size: '50gb' } } },
      retentionDays: 14,
      archive: { retentionDays: 365 },
      secretName: 'opensearch-credentials',
      caSecretName: 'opensearch-ca',
    }),
    sampling: { adaptive: { targetSamplesPerSecond: 5 } },
    metrics: { prometheusUrl: 'http://prometheus.example.com:9090' },
    protocols: ['otlp-grpc', 'otlp-http', 'jaeger-thrift-http'],
  }),
});
app.synth();
