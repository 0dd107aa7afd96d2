// request rates, errors and durations counted from spans, for Prometheus to scrape at port 8889 of the collector
import { App } from 'cdk8s';
import { elasticsearch, jaeger, TracingStack } from '../src/index.ts';

const app = new App();
new TracingStack(app, 'tracing', {
  backend: jaeger({
    storage: elasticsearch({ serverUrls: ['http://elastic.centre.com:9201'], retentionDays: 7 }),
  }),
  collector: {
    connectors: { span_metrics: { histogram: { explicit: { buckets: ['100ms', '1s', '10s'] } } } },
    exporters: { prometheus: { endpoint: '0.0.0.0:8889' } },
    // the traces pipeline stays, and feeds the connector
    pipelines: {
      metrics: {
        receivers: ['span_metrics'],
        processors: ['memory_limiter', 'batch'],
        exporters: ['prometheus'],
      },
    },
  },
});
app.synth();
