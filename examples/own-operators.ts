// a cluster that has its operators already, by Helm or OLM, and a Namespace that somebody else made
import { App } from 'cdk8s';
import { elasticsearch, jaeger, TracingStack } from '../src/index.ts';

const app = new App();
new TracingStack(app, 'tracing', {
  createNamespace: false,
  // both must watch this namespace; `npm run tracing -- lint dist` says what else the cluster must have
  installOtelOperator: false,
  // nobody knows which images an operator of others was told, so that all pods name their own
  collector: { distribution: 'core' },
  backend: jaeger({
    installOperator: false,
    storage: elasticsearch({
      serverUrls: ['https://es-0.example.com:9200'],
      retentionDays: 7,
      secretName: 'elasticsearch-credentials',
      caSecretName: 'elasticsearch-ca',
    }),
    pods: {
      collector: { image: 'docker.io/jaegertracing/jaeger-collector:1.65.0' },
      query: { image: 'docker.io/jaegertracing/jaeger-query:1.65.0' },
    },
  }),
  // the grafana-operator is there as well, and reads the Secret by itself
  grafana: {
    namespace: 'grafana',
    grafanaOperator: {
      instanceSelector: { matchLabels: { dashboards: 'grafana' } },
      allowCrossNamespaceImport: true,
    },
    tracesToLogs: { datasourceUid: 'loki', spanStartTimeShift: '-5m', spanEndTimeShift: '5m' },
  },
});
app.synth();
