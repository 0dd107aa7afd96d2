// Jaeger v1 with Kafka between what takes spans and what stores them; its UI is reached through a Gateway
import { App } from 'cdk8s';
import { elasticsearch, jaeger, TracingStack } from '../src/index.ts';

const app = new App();
new TracingStack(app, 'tracing', {
  backend: jaeger({
    storage: elasticsearch({
      serverUrls: ['https://es-0.example.com:9200'],
      indexPrefix: 'tracing',
      retentionDays: 14,
      secretName: 'elasticsearch-credentials',
      caSecretName: 'elasticsearch-ca',
    }),
    // said once for collector and ingester
    kafka: { brokers: ['kafka.example.com:9092'], ingesterReplicas: 2 },
    sampling: {
      strategies: {
        default_strategy: { type: 'probabilistic', param: 0.1 },
        service_strategies: [{ service: 'checkout', type: 'probabilistic', param: 1 }],
      },
    },
    basePath: '/jaeger',
    uiConfig: { linkPatterns: [{ type: 'traces', url: 'https://runbook.example.com/#{traceID}' }] },
    gateway: {
      parentRefs: [{ name: 'public', namespace: 'gateways' }],
      hostnames: ['traces.example.com'],
    },
  }),
});
app.synth();
