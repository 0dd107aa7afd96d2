// metrics and logs beside spans: over one OTLP from applications, each to where it is kept; Jaeger takes the spans alone
import { App } from 'cdk8s';
import { Endpoint, elasticsearch, jaegerV2, TracingStack } from '../src/index.ts';

// both take OTLP by themselves, Prometheus since it is told to by --web.enable-otlp-receiver
const prometheus = new Endpoint('otlp-http', {
  host: 'prometheus',
  namespace: 'monitoring',
  port: 9090,
  basePath: '/api/v1/otlp',
  signals: ['metrics'],
});
const loki = new Endpoint('otlp-http', {
  host: 'loki',
  namespace: 'logging',
  port: 3100,
  basePath: '/otlp',
  signals: ['logs'],
});

const processors = { k8s_attributes: {} };

const app = new App();
new TracingStack(app, 'tracing', {
  backend: jaegerV2({
    storage: elasticsearch({ serverUrls: ['http://elastic.centre.com:9201'], retentionDays: 7 }),
  }),
  collector: {
    processors,
    connectors: { span_metrics: {} },
    signals: {
      metrics: { exportTo: [prometheus], processors, connectors: ['span_metrics'] },
      logs: {
        exportTo: [loki],
        processors: { ...processors, filter: { log_conditions: ['log.severity_number < 9'] } },
      },
    },
  },
  instrumentation: {},
  // alerts tell the loss of each of the three
  monitoring: {},
});
app.synth();
