// a collector in each pod of an application: it is sent to on localhost, and takes waiting for Jaeger off the application
import { App, Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { elasticsearch, Instrumentation, instrument, Jaeger, OtelCollector } from '../src/index.ts';

const app = new App();
const tracing = new Chart(app, '0-tracing');
const shop = new Chart(app, '1-shop');

const jaeger = new Jaeger(tracing, 'Jaeger', {
  namespace: 'tracing',
  storage: elasticsearch({ serverUrls: ['http://elastic.centre.com:9201'], retentionDays: 7 }),
});

const sidecar = new OtelCollector(shop, 'Sidecar', {
  namespace: 'shop',
  name: 'sidecar',
  mode: 'sidecar',
  memoryLimit: '128Mi',
  exportTo: [jaeger.otlpGrpc],
});
const java = new Instrumentation(shop, 'Instrumentation', { namespace: 'shop', exportTo: sidecar });

const labels = { app: 'checkout' };
const checkout: k8s.KubeDeploymentProps = {
  metadata: { name: 'checkout', namespace: 'shop' },
  spec: {
    replicas: 2,
    selector: { matchLabels: labels },
    template: {
      metadata: { labels, annotations: { 'sidecar.opentelemetry.io/inject': 'sidecar' } },
      spec: { containers: [{ name: 'checkout', image: 'registry.example.com/checkout:1.4.2' }] },
    },
  },
};
new k8s.KubeDeployment(shop, 'Checkout', instrument(checkout, 'java', java));

app.synth();
