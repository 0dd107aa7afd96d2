import { App } from 'cdk8s';
import { elasticsearch, jaeger, TracingStack } from 'cdk8s-tracing';

// for several clusters, make an app for each: `environmentApp('prod')` of cdk8s-tracing writes to dist/prod
const app = new App();
new TracingStack(app, 'tracing', {
  namespace: 'tracing',
  backend: jaeger({
    storage: elasticsearch({
      serverUrls: ['http://elasticsearch.example.com:9200'],
      retentionDays: 7,
    }),
  }),
  instrumentation: {},
});
app.synth();
