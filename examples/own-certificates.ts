// a cluster without cert-manager, images from a registry of its own, and an Elasticsearch with TLS and a password
import { readFileSync } from 'node:fs';
import { App } from 'cdk8s';
import { elasticsearch, jaeger, TracingStack } from '../src/index.ts';

// whoever signed the certificates in the Secrets, for opentelemetry-operator-webhook-service.tracing.svc
// and jaeger-operator-webhook-service.tracing.svc
const caBundle = readFileSync('examples/webhook-ca.crt').toString('base64');
const imagePullSecrets = ['registry'];

const app = new App();
new TracingStack(app, 'tracing', {
  otelOperator: {
    certificate: { secretName: 'opentelemetry-operator-tls', caBundle },
    image: 'registry.example.com/opentelemetry-operator:0.158.0',
    imagePullSecrets,
  },
  backend: jaeger({
    storage: elasticsearch({
      serverUrls: ['https://es-0.example.com:9200', 'https://es-1.example.com:9200'],
      indexPrefix: 'tracing',
      shards: 3,
      replicas: 1,
      retentionDays: 14,
      secretName: 'elasticsearch-credentials',
      caSecretName: 'elasticsearch-ca',
    }),
    operator: {
      certificate: { secretName: 'jaeger-operator-tls', caBundle },
      image: 'registry.example.com/jaeger-operator:1.65.0',
      proxyImage: 'registry.example.com/kube-rbac-proxy:v0.13.1',
      imagePullSecrets,
      watch: 'namespace',
    },
    ingress: { hosts: ['jaeger.example.com'], tlsSecretName: 'jaeger-tls' },
  }),
});
app.synth();
