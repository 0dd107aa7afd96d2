// the default stack on Jaeger v2: one word differs, and the Jaeger operator is not installed
import { App } from 'cdk8s';
import { elasticsearch, jaegerV2, oneIn, TracingStack } from '../src/index.ts';

const app = new App();
new TracingStack(app, 'tracing', {
  namespace: 'tracing',
  backend: jaegerV2({
    storage: elasticsearch({
      serverUrls: ['http://elastic.centre.com:9201'],
      indexPrefix: 'tracing',
      retentionDays: 7,
    }),
  }),
  thanos: [
    { manifest: 'manifests/thanos-query.yaml', serviceName: 'thanos-query', sampling: oneIn(16) },
    { manifest: 'manifests/thanos-store.yaml', serviceName: 'thanos-store', sampling: oneIn(16) },
  ],
  tekton: { version: '1.15.0' },
  grafana: { namespace: 'monitoring' },
  instrumentation: {},
});
app.synth();
