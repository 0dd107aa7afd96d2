// spans go to a vendor, with an API key, and to the collector of another cluster, with certificates; nothing stores them here
import { App } from 'cdk8s';
import { Endpoint, otlp, TracingStack } from '../src/index.ts';

const vendor = new Endpoint('otlp-http', {
  host: 'otlp.vendor.example.com',
  port: 443,
  tls: true,
  basePath: '/ingest',
  // Secrets are in the collector's namespace, made by whoever has the values
  headers: { 'x-api-key': { secretName: 'vendor', key: 'api-key' } },
});

const otherCluster = new Endpoint('otlp-grpc', {
  host: 'otlp.hub.example.com',
  tls: true,
  caSecretName: 'hub-ca',
  clientCertificateSecretName: 'hub-client',
});

const app = new App();
new TracingStack(app, 'tracing', { backend: otlp(vendor, otherCluster) });
app.synth();
