// the default stack as of the OpenTelemetry operator before, with a collector that has gone since
import { App, Chart } from 'cdk8s';
import { elasticsearch, jaeger, OtelCollector, oneIn, TracingStack } from '../../../src/index.ts';

const app = new App();
const stack = new TracingStack(app, 'tracing', {
  namespace: 'tracing',
  otelOperator: { version: '0.148.0' },
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
new OtelCollector(new Chart(app, '5-retired', { namespace: 'tracing' }), 'Retired', {
  name: 'retired',
  exportTo: [stack.collector.otlpGrpc],
});
app.synth();
