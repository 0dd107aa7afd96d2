// what is in the cluster already sends its spans: Prometheus with its sidecar, a ThanosRuler, Istio, Ingress NGINX, Tekton by its operator
import { App, Chart } from 'cdk8s';
import {
  Endpoint,
  IngressNginxTracing,
  IstioTracing,
  oneIn,
  otlp,
  PrometheusTracing,
  TektonTracing,
  ThanosRulerTracing,
  ThanosTracingSecret,
  TracingStack,
} from '../../src/index.ts';

const app = new App();
const tempo = new Endpoint('otlp-grpc', { host: 'tempo.example.com', tls: true });
const { collector } = new TracingStack(app, 'tracing', { backend: otlp(tempo) });
const { otlpGrpc: exportTo } = collector;

// a Secret is applied, and what it is for is patched: kubectl patch takes a file with one object
const settings = new Chart(app, '5-thanos-settings', { namespace: 'monitoring' });
const sampling = oneIn(16);
const thanos = new ThanosTracingSecret(settings, 'Thanos', {
  version: '0.42.4',
  serviceName: 'thanos',
  exportTo,
  sampling,
});

const prometheus = new Chart(app, '6-prometheus', { namespace: 'monitoring' });
new PrometheusTracing(prometheus, 'Prometheus', { name: 'k8s', exportTo, sampling, thanos });
new ThanosRulerTracing(new Chart(app, '6-thanos-ruler'), 'Ruler', { name: 'rules', thanos });

new IngressNginxTracing(new Chart(app, '6-ingress-nginx'), 'Nginx', { exportTo, sampling });
new TektonTracing(new Chart(app, '6-tekton'), 'Tekton', {
  version: '1.15.0',
  operatorVersion: '0.81.1',
  exportTo: collector.otlpHttp,
});

// the mesh itself is told istio.meshConfig by whoever installs it
new IstioTracing(new Chart(app, '6-istio'), 'Istio', { exportTo, sampling });

app.synth();
