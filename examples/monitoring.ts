// the Prometheus operator, which is there already, watches the stack on Jaeger v2 and tells when spans are lost
import { App } from 'cdk8s';
import { elasticsearch, jaegerV2, TracingStack } from '../src/index.ts';

const app = new App();
new TracingStack(app, 'tracing', {
  backend: jaegerV2({
    storage: elasticsearch({ serverUrls: ['http://elastic.centre.com:9201'], retentionDays: 7 }),
  }),
  // kube-prometheus-stack selects what has the name of its release
  monitoring: { labels: { release: 'kube-prometheus-stack' }, interval: '30s' },
});
app.synth();
