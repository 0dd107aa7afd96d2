// the stack, and an application whose pods are instrumented without a change to their images: one trace in four
import { App, Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { elasticsearch, instrument, jaeger, oneIn, TracingStack } from '../src/index.ts';

const instrumentation = { namespace: 'tracing', name: 'instrumentation' };

const app = new App();
new TracingStack(app, 'tracing', {
  backend: jaeger({
    storage: elasticsearch({ serverUrls: ['http://elastic.centre.com:9201'], retentionDays: 7 }),
  }),
  instrumentation: {
    sampler: { type: 'parentbased_traceidratio', ...oneIn(4) },
    resourceAttributes: { 'deployment.environment.name': 'production' },
  },
});

const labels = { app: 'shop' };
const shop: k8s.KubeDeploymentProps = {
  metadata: { name: 'shop', namespace: 'shop' },
  spec: {
    selector: { matchLabels: labels },
    template: {
      metadata: { labels },
      spec: {
        containers: [
          { name: 'web', image: 'registry.example.com/shop-web:1.4.2' },
          { name: 'api', image: 'registry.example.com/shop-api:1.4.2' },
        ],
      },
    },
  },
};
const nodejs = instrument(shop, 'nodejs', instrumentation, { containers: ['web'] });
const both = instrument(nodejs, 'python', instrumentation, { containers: ['api'] });
new k8s.KubeDeployment(new Chart(app, '5-shop'), 'Shop', both);

app.synth();
