// the settings that src/main.ts ships with, as a fixture: src/main.ts itself is the user's to edit
import { App } from 'cdk8s';
import { elasticsearch, jaeger, oneIn, TracingStack } from '../../src/index.ts';

const app = new App();
new TracingStack(app, 'tracing', {
  namespace: 'tracing',
  backend: jaeger({
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
