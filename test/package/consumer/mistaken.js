import { App, Chart } from 'cdk8s';
import { Jaeger } from 'cdk8s-tracing/imports/jaegertracing.io';

const app = new App();
new Jaeger(new Chart(app, 'mistaken'), 'Jaeger', {
  metadata: { name: 'mistaken', namespace: 'tracing' },
  spec: { strategy: 'production', storage: { type: 'memory' } },
});
app.synth();
