// an older OpenTelemetry operator: what the stack writes is what that one takes and does
import { App } from 'cdk8s';
import { elasticsearch, jaegerV2, TracingStack } from '../../src/index.ts';

const app = new App();
new TracingStack(app, 'tracing', {
  backend: jaegerV2({
    storage: elasticsearch({ serverUrls: ['http://elasticsearch.example.com:9200'] }),
  }),
  otelOperator: { version: '0.148.0' },
  instrumentation: { sampler: { type: 'parentbased_traceidratio', ratio: 0.1 } },
});
app.synth();
