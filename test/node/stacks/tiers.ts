// agents on the node that applications reach by its address, a collector whose queue outlives its pod, and certificates on both ends between
// that and Jaeger; the operators and the Namespace tracing are there already
import { ApiObject, App, Chart } from 'cdk8s';
import { elasticsearch, Jaeger, OtelCollector, TracingNamespace } from '../../../src/index.ts';

const namespace = 'tracing';
const ca = 'tracing-ca';

const app = new App();
const first = new Chart(app, '0-namespace-and-ca');
const chart = new Chart(app, '1-tracing');
const nodes = new Chart(app, '2-agents');

const agents = new TracingNamespace(first, 'Agents', { name: 'agents', podSecurity: 'privileged' });
const certManager = (id: string, kind: string, name: string, spec: object) =>
  new ApiObject(first, id, {
    apiVersion: 'cert-manager.io/v1',
    kind,
    metadata: { name, namespace },
    spec,
  });
certManager('Root', 'Issuer', 'root', { selfSigned: {} });
certManager('Ca', 'Certificate', ca, {
  isCA: true,
  commonName: ca,
  secretName: ca,
  issuerRef: { name: 'root', kind: 'Issuer' },
});
certManager('Issuer', 'Issuer', ca, { ca: { secretName: ca } });

const jaeger = new Jaeger(chart, 'Jaeger', {
  namespace,
  storage: elasticsearch({
    serverUrls: ['http://elastic.centre.com:9201'],
    indexPrefix: 'tracing',
    retentionDays: 7,
  }),
  receiverTls: { issuer: { name: ca } },
});
const collector = new OtelCollector(chart, 'Collector', {
  namespace,
  exportTo: [jaeger.otlpGrpc],
  persistentQueue: { size: '1Gi' },
});
new OtelCollector(nodes, 'Agent', {
  namespace: agents,
  name: 'agent',
  mode: 'daemonset',
  hostPort: true,
  exportTo: [collector.otlpGrpc],
});
app.synth();
