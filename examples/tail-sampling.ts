// whole traces are judged where all of their spans meet: a first tier sends them by trace id to the pods of a second
import { App, Chart } from 'cdk8s';
import { elasticsearch, Jaeger, OtelCollector } from '../src/index.ts';

const namespace = 'tracing';

const app = new App();
const chart = new Chart(app, 'tracing');

const jaeger = new Jaeger(chart, 'Jaeger', {
  namespace,
  storage: elasticsearch({ serverUrls: ['http://elastic.centre.com:9201'], retentionDays: 7 }),
});

const sampler = new OtelCollector(chart, 'Sampler', {
  namespace,
  name: 'sampler',
  replicas: 3,
  memoryLimit: '2Gi',
  exportTo: [jaeger.otlpGrpc],
  processors: {
    tail_sampling: {
      decision_wait: '10s',
      policies: [
        { name: 'errors', type: 'status_code', status_code: { status_codes: ['ERROR'] } },
        { name: 'slow', type: 'latency', latency: { threshold_ms: 1000 } },
        { name: 'rest', type: 'probabilistic', probabilistic: { sampling_percentage: 10 } },
      ],
    },
  },
});

const { host, port } = sampler.otlpGrpc;
new OtelCollector(chart, 'Collector', {
  namespace,
  replicas: 2,
  exportTo: [],
  exporters: {
    load_balancing: {
      routing_key: 'traceID',
      protocol: { otlp: { tls: { insecure: true } } },
      // the headless Service, which alone tells the pods apart
      resolver: { dns: { hostname: `${host}-headless.${namespace}`, port: `${port}` } },
    },
  },
});

app.synth();
