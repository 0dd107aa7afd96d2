// a cluster without cert-manager, all images from a registry of its own, and an Elasticsearch with TLS and a password
import { readFileSync } from 'node:fs';
import { App } from 'cdk8s';
import { elasticsearch, jaeger, TracingStack } from '../src/index.ts';

// whoever signed the certificates in the Secrets, for opentelemetry-operator-webhook-service.tracing.svc
// and jaeger-operator-webhook-service.tracing.svc
const caBundle = readFileSync('examples/webhook-ca.crt').toString('base64');

const app = new App();
new TracingStack(app, 'tracing', {
  imageRegistry: 'registry.example.com',
  imagePullSecrets: ['registry'],
  otelOperator: {
    certificate: { secretName: 'opentelemetry-operator-tls', caBundle },
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
      watch: 'namespace',
    },
    ingress: { hosts: ['jaeger.example.com'], tlsSecretName: 'jaeger-tls' },
  }),
});
app.synth();
