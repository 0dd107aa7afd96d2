// the article of late 2023 to the letter: its exporters, its fields without effect, and so every span stored twice
import { App, Chart } from 'cdk8s';
import {
  elasticsearch,
  guard,
  Jaeger,
  JaegerOperator,
  OperatorCrds,
  OtelCollector,
  OtelOperator,
  TektonTracing,
  ThanosTracing,
  TracingNamespace,
} from '../src/index.ts';

const namespace = 'tracing';
// its pods request nothing, neither CPU nor memory
const unrequested = { resources: { requests: {} } };

const app = new App();
// it has what the linter finds errors in
guard(app, 'off');
new TracingNamespace(new Chart(app, '0-namespace'), 'Namespace', {
  name: namespace,
  podSecurity: 'unlabelled',
});

const crds = new Chart(app, '1-crds');
const operators = new Chart(app, '2-operators');
const otelOperator = new OtelOperator(operators, 'OtelOperator', {
  namespace,
  crds: false,
  // the article's CR names no image, and its config needs a collector of that time: `logging` is gone since 0.111
  collectorImage:
    'ghcr.io/open-telemetry/opentelemetry-collector-releases/opentelemetry-collector:0.88.0',
  restricted: false,
});
new OperatorCrds(crds, 'OtelOperatorCrds', { operator: otelOperator });
const jaegerOperator = new JaegerOperator(operators, 'JaegerOperator', {
  namespace,
  crds: false,
  restricted: false,
});
new OperatorCrds(crds, 'JaegerOperatorCrds', { operator: jaegerOperator });

const instances = new Chart(app, '3-instances');
const jaeger = new Jaeger(instances, 'Jaeger', {
  namespace,
  storage: elasticsearch({
    serverUrls: ['http://elastic.centre.com:9201'],
    indexPrefix: 'tracing',
  }),
  operatorDependencies: true,
  queryTracing: true,
  // Jaeger's own
  queueSize: 2000,
  pods: { all: unrequested, collector: unrequested, query: unrequested },
  restricted: false,
});
const collector = new OtelCollector(instances, 'Collector', {
  namespace,
  apiVersion: 'v1alpha1',
  version: '0.88.0',
  receivers: { otlp: { protocols: { grpc: null, http: null } } },
  limitMemory: false,
  ...unrequested,
  memoryLimiter: { check_interval: '1s', limit_percentage: 75, spike_limit_percentage: 15 },
  batch: { send_batch_size: 10000, timeout: '10s' },
  exporters: { logging: { verbosity: 'detailed' } },
  restricted: false,
  exportTo: [jaeger.otlpGrpc, jaeger.otlpHttp],
});

const thanos = new Chart(app, '4-thanos');
for (const serviceName of ['thanos-query', 'thanos-store']) {
  new ThanosTracing(thanos, serviceName, {
    manifest: `manifests/${serviceName}.yaml`,
    serviceName,
    exportTo: collector.otlpGrpc,
    extraConfig: { project_id: 'myproject', sample_factor: 16 },
  });
}
new TektonTracing(new Chart(app, '4-tekton'), 'Tekton', {
  version: '0.52.0',
  exportTo: jaeger.thriftHttp,
});
app.synth();
