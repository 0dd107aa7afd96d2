// a stack for a shared cluster: TLS and passwords, pods that Pod Security calls restricted, and a network in which only those talk to
// each other that have to
import { App, Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { elasticsearch, instrument, jaeger, TracingStack } from '../src/index.ts';

const app = new App();
const stack = new TracingStack(app, 'tracing', {
  podSecurity: 'restricted',
  backend: jaeger({
    storage: elasticsearch({
      serverUrls: ['https://es-0.example.com:9200', 'https://es-1.example.com:9200'],
      indexPrefix: 'tracing',
      retentionDays: 14,
      secretName: 'elasticsearch-credentials',
      caSecretName: 'elasticsearch-ca',
    }),
    ingress: { hosts: ['jaeger.example.com'], tlsSecretName: 'jaeger-tls' },
  }),
  instrumentation: {},
  grafana: { namespace: 'monitoring' },
  networkPolicies: {
    senders: [{ namespace: 'payments', podLabels: { traced: 'true' } }],
    prometheus: [
      { namespace: 'monitoring', podLabels: { 'app.kubernetes.io/name': 'prometheus' } },
    ],
    ingressController: [{ namespace: 'ingress-nginx' }],
    apiServer: { cidrs: ['10.0.0.0/28'], port: 6443 },
    outside: {
      'es-0.example.com': [{ cidr: '10.20.0.0/24' }],
      'es-1.example.com': [{ cidr: '10.20.0.0/24' }],
    },
  },
});

// an application of the same app is let in without a word
const labels = { app: 'shop' };
const shop = instrument(
  {
    metadata: { name: 'shop', namespace: 'shop' },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          containers: [
            {
              name: 'web',
              image: 'registry.example.com/shop-web:1.4.2',
              securityContext: {
                runAsNonRoot: true,
                allowPrivilegeEscalation: false,
                capabilities: { drop: ['ALL'] },
                seccompProfile: { type: 'RuntimeDefault' },
              },
            },
          ],
        },
      },
    },
  },
  'nodejs',
  { namespace: stack.namespace, name: 'instrumentation' },
);
new k8s.KubeDeployment(new Chart(app, '5-shop'), 'Shop', shop);

app.synth();
