// a cluster that pulls no image from outside: one prop has all of them from a mirror, those that the operator chooses included
import { App } from 'cdk8s';
import { elasticsearch, jaegerV2, oneIn, TracingStack } from '../src/index.ts';

const app = new App();
new TracingStack(app, 'tracing', {
  imageRegistry: 'registry.example.com/mirror',
  // one of this name in the namespace of each pod
  imagePullSecrets: ['registry'],
  backend: jaegerV2({
    storage: elasticsearch({
      serverUrls: ['http://elastic.example.com:9200'],
      rotation: { manualRollover: { conditions: { max_age: '1d' } } },
      retentionDays: 14,
    }),
    dependenciesImage: 'ghcr.io/jaegertracing/spark-dependencies/spark-dependencies:v0.5.2',
    pods: {
      query: { nodeSelector: { 'example.com/pool': 'tools' } },
      collector: { autoscaler: { minReplicas: 2, maxReplicas: 6 } },
    },
  }),
  collector: {
    autoscaler: { minReplicas: 2, maxReplicas: 8 },
    podDisruptionBudget: { maxUnavailable: 1 },
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: 'topology.kubernetes.io/zone',
        whenUnsatisfiable: 'ScheduleAnyway',
        labelSelector: { matchLabels: { 'app.kubernetes.io/instance': 'tracing.otel-collector' } },
      },
    ],
  },
  thanos: [
    { manifest: 'manifests/thanos-query.yaml', serviceName: 'thanos-query', sampling: oneIn(16) },
  ],
  instrumentation: {},
});
app.synth();
