import { expect, test } from 'vitest';
import { exampleOf } from '../../../scripts/rule-examples.ts';
import { clusterDomain } from '../../../src/lint/edge/cluster-domain/rule.ts';
import { exportLoop } from '../../../src/lint/edge/export-loop/rule.ts';
import { loopback } from '../../../src/lint/edge/loopback/rule.ts';
import { nothingListens } from '../../../src/lint/edge/nothing-listens/rule.ts';
import { lint } from '../../../src/lint/lint.ts';
import { modelOf } from '../../model/model-of.ts';
import { check, fixes } from '../check.ts';
import { collectorExample, exporterExample, jaegerExample, workloadExample } from './examples.ts';

const insecure = '\n  tls:\n    insecure: true';
const endpointOf = (id: string) => `spec.config.exporters.${id}.endpoint`;

test.each(['otel-collector:4317', 'localhost:4317', 'otel-collector-headless.tracing:4317'])(
  'an exporter that sends to its own collector, %s, is told',
  (endpoint) => {
    const exporter = `otlp:\n  endpoint: ${endpoint}${insecure}`;
    expect(check(exporterExample(exporter), exportLoop)).toEqual([
      `OpenTelemetryCollector/tracing/otel ${endpointOf('otlp')}: otlp must not send spans back to where they come from, got '${endpoint}', which is this collector itself`,
    ]);
  },
);

test('two collectors that send to each other are told, each of them', () => {
  const collector = (name: string, other: string) =>
    collectorExample({ name, exporter: `otlp:\n  endpoint: ${other}-collector:4317${insecure}` });
  expect(check([collector('a', 'b'), collector('b', 'a')].join('---\n'), exportLoop)).toEqual([
    `OpenTelemetryCollector/tracing/a ${endpointOf('otlp')}: otlp must not send spans back to where they come from, got 'b-collector:4317', which is collector b, whose spans come here`,
    `OpenTelemetryCollector/tracing/b ${endpointOf('otlp')}: otlp must not send spans back to where they come from, got 'a-collector:4317', which is collector a, whose spans come here`,
  ]);
  expect(check([collector('a', 'b'), collector('b', 'c')].join('---\n'), exportLoop)).toEqual([]);
});

test('only a signal that comes back makes a loop', () => {
  const collector = (endpoints: string, signals: string) => `apiVersion: opentelemetry.io/v1beta1
kind: OpenTelemetryCollector
metadata: {name: otel, namespace: tracing}
spec:
  config:
    receivers:
      otlp: {protocols: {http: {endpoint: "0.0.0.0:4318"}}}
      otlp/own: {protocols: {http: {endpoint: "0.0.0.0:5318"}}}
    exporters:
      otlphttp: {${endpoints}}
      debug: {}
    service:
      pipelines:
        traces: {receivers: [otlp], exporters: [otlphttp]}
        metrics: {receivers: [otlp], exporters: [otlphttp]}
        ${signals}: {receivers: [otlp/own], exporters: [otlphttp]}
`;
  const own = 'http://localhost:5318';
  const judge = (endpoints: string, signals: string) =>
    check(collector(endpoints, signals), exportLoop).map((found) => found.split(':')[0]);
  const at = 'OpenTelemetryCollector/tracing/otel spec.config.exporters.otlphttp';
  const bySignal = `endpoint: "http://a.example.com", metrics_endpoint: "${own}/v1/metrics"`;
  expect(judge(bySignal, 'traces/own')).toEqual([]);
  expect(judge(bySignal, 'metrics/own')).toEqual([`${at}.metrics_endpoint`]);
  expect(judge(`endpoint: "${own}"`, 'traces/own')).toEqual([`${at}.endpoint`]);
});

test.each([
  [`otlp:\n  endpoint: localhost:5317${insecure}`, 'error'],
  ['kafka:\n  brokers: [localhost:9092]', 'warning'],
])('nobody is at localhost for %j: %s', (exporter, severity) => {
  const found = lint(modelOf(exporterExample(exporter)), [loopback]);
  expect(found.map((finding) => finding.severity)).toEqual([severity]);
});

const twoStages = (back: string) => `apiVersion: opentelemetry.io/v1beta1
kind: OpenTelemetryCollector
metadata: {name: otel, namespace: tracing}
spec:
  config:
    receivers:
      otlp: {protocols: {grpc: {endpoint: "0.0.0.0:4317"}}}
      otlp/sampled: {protocols: {grpc: {endpoint: "0.0.0.0:5317"}}}
    connectors: {forward: {}}
    exporters:
      loadbalancing: {resolver: {dns: {hostname: otel-collector-headless, port: 5317}}}
      debug: {}
    service:
      pipelines:
        traces/in: {receivers: [otlp], exporters: [loadbalancing]}
        traces/sampled: {receivers: [otlp/sampled], exporters: [${back}]}
        traces/out: {receivers: [forward], exporters: [${back === 'forward' ? 'loadbalancing' : 'debug'}]}
`;

test('a second stage in the same pods is no loop, unless it leads back to the first', () => {
  expect(check(twoStages('debug'), exportLoop)).toEqual([]);
  expect(check(twoStages('debug').replaceAll('5317', '4317'), exportLoop)).toHaveLength(1);
  expect(check(twoStages('forward'), exportLoop)).toHaveLength(1);
});

test('localhost is wrong where nothing else is in the pod', () => {
  const app = (annotations?: Record<string, string>) =>
    workloadExample({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost:4318' }, annotations);
  const at = 'Deployment/shop/checkout spec.template.spec.containers[0].env[0].value';
  expect(check(app(), loopback)).toEqual([
    `${at}: container checkout must not send to localhost:4318, nothing else runs in a pod of Deployment checkout`,
  ]);
  expect(check(app({ 'sidecar.istio.io/inject': '"true"' }), loopback)).toEqual([]);
  expect(check(app({ 'sidecar.istio.io/inject': '"false"' }), loopback)).toHaveLength(1);
  expect(
    check(app().replace('    spec:\n', '    spec:\n      hostNetwork: true\n'), loopback),
  ).toEqual([]);
  const beside = '      containers:\n        - {name: agent, image: otel/agent}\n';
  expect(check(app().replace('      containers:\n', beside), loopback)).toEqual([]);
});

test('a sidecar is asked for its ports', () => {
  const sidecar = collectorExample({ exporter: 'debug: {}', namespace: 'shop', mode: 'sidecar' });
  const judge = (port: number) => {
    const app = workloadExample(
      { OTEL_EXPORTER_OTLP_ENDPOINT: `http://localhost:${port}` },
      { 'sidecar.opentelemetry.io/inject': '"true"' },
    );
    return check([sidecar, app].join('---\n'), loopback);
  };
  expect(judge(4317)).toEqual([]);
  expect(judge(4319)).toEqual([
    'Deployment/shop/checkout spec.template.spec.containers[0].env[0].value: container checkout must not send to localhost:4319, sidecar otel listens on 4317, 4318, 8888',
  ]);
});

test('a sidecar must speak what the client does', () => {
  const sidecar = collectorExample({ exporter: 'debug: {}', namespace: 'shop', mode: 'sidecar' });
  const yaml = (variables: Record<string, string>) =>
    [sidecar, workloadExample(variables, { 'sidecar.opentelemetry.io/inject': '"true"' })].join(
      '---\n',
    );
  const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost:4317' };
  const wrong = yaml({ ...endpoint, OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf' });
  expect(check(wrong, loopback)).toEqual([
    'Deployment/shop/checkout spec.template.spec.containers[0].env[0].value: container checkout must reach a port for OTLP over HTTP, port 4317 of sidecar otel is for OTLP over gRPC',
  ]);
  expect(fixes(wrong, loopback)).toEqual(['http://localhost:4318']);
  expect(check(yaml({ ...endpoint, OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' }), loopback)).toEqual([]);
  expect(check(yaml(endpoint), loopback)).toEqual([]);
});

test('a container of a known image beside the client is asked, too', () => {
  const judge = (image: string, port: number) => {
    const app = workloadExample({ OTEL_EXPORTER_OTLP_ENDPOINT: `http://localhost:${port}` });
    const beside = `      containers:\n        - {name: beside, image: "${image}"}\n`;
    return check(app.replace('      containers:\n', beside), loopback);
  };
  expect(judge('jaegertracing/all-in-one:1.57.0', 4318)).toEqual([]);
  expect(judge('registry.example.com/agent:1.0.0', 5000)).toEqual([]);
  expect(judge('jaegertracing/all-in-one:1.57.0', 5000)).toHaveLength(1);
  expect(judge('jaegertracing/all-in-one:1.57.0', 16686)).toEqual([
    'Deployment/shop/checkout spec.template.spec.containers[1].env[0].value: container checkout must reach a port for OTLP over gRPC or OTLP over HTTP, port 16686 of a pod of Deployment checkout is for Jaeger query over HTTP',
  ]);
});

test('agents that are told localhost need a sidecar in each pod', () => {
  const instrumentation = `apiVersion: opentelemetry.io/v1alpha1
kind: Instrumentation
metadata: {name: auto, namespace: shop}
spec: {exporter: {endpoint: "http://localhost:4318"}}
`;
  const inject = { 'instrumentation.opentelemetry.io/inject-python': '"true"' };
  const app = workloadExample({ A: 'b' }, inject);
  expect(check([instrumentation, app].join('---\n'), loopback)).toEqual([
    'Instrumentation/shop/auto spec.exporter.endpoint: agents of python must not send to localhost:4318, nothing else runs in a pod of Deployment checkout',
  ]);
  expect(check(instrumentation, loopback)).toEqual([]);
});

test('agents that are told nothing send to localhost', () => {
  const instrumentation = `apiVersion: opentelemetry.io/v1alpha1
kind: Instrumentation
metadata: {name: auto, namespace: shop}
spec: {propagators: [tracecontext]}
`;
  const inject = { 'instrumentation.opentelemetry.io/inject-python': '"true"' };
  const judge = (variables: Record<string, string>) =>
    check([instrumentation, workloadExample(variables, inject)].join('---\n'), loopback);
  expect(judge({ A: 'b' })).toEqual([
    'Instrumentation/shop/auto spec.exporter.endpoint: agents of python must not send to localhost:4318, nothing else runs in a pod of Deployment checkout',
  ]);
  expect(judge({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://otlp.example.com:4318' })).toEqual([]);
});

test('a data source on localhost is wrong unless a browser asks it', () => {
  const source = (access: string) => `apiVersion: grafana.integreatly.org/v1beta1
kind: GrafanaDatasource
metadata: {name: jaeger, namespace: grafana}
spec: {instanceSelector: {}, datasource: {name: J, type: jaeger, access: ${access}, url: "http://localhost:16686"}}
`;
  expect(check(source('direct'), loopback)).toEqual([]);
  expect(check(source('proxy'), loopback)).toEqual([
    "GrafanaDatasource/grafana/jaeger spec.datasource.url: data source J must not send to localhost:16686, nothing else runs in Grafana's pod",
  ]);
});

test('a Service port that leads to a closed port of a collector is told', () => {
  expect(check(exampleOf(nothingListens).wrong, nothingListens)).toEqual([
    'Deployment/shop/checkout spec.template.spec.containers[0].env[0].value: container checkout must reach a port that collector otel listens on (4317, 4318), but port 80 of Service spans.tracing leads to 55681',
  ]);
  const unknown = exampleOf(nothingListens).wrong.replaceAll(
    'otlp:\n        protocols',
    'mine:\n        protocols',
  );
  expect(check(unknown.replace('[otlp]', '[mine]'), nothingListens)).toEqual([]);
});

test.each([
  ['jaeger-collector.tracing.svc.cluster.loca', 'jaeger-collector.tracing.svc.cluster.local'],
  ['jaeger-collector.tracing.svc.clusterlocal', 'jaeger-collector.tracing.svc.cluster.local'],
  ['jaeger-collector.tracing.svc.cluster', 'jaeger-collector.tracing.svc.cluster.local'],
  ['jaeger-collector.tracing.cluster.local', 'jaeger-collector.tracing.svc.cluster.local'],
  ['jaeger-collector.tracing.scv.cluster.local', 'jaeger-collector.tracing.svc.cluster.local'],
  ['jaeger-collector.tracing.svc', undefined],
  ['jaeger-collector.tracing.svc.cluster.local', undefined],
  ['jaeger-collector.tracing.svc.cluster.local.', undefined],
  ['jaeger-collector.tracing.svc.k8s.example.com', undefined],
  ['jaeger-collector.tracing.svc.cluster2.local', undefined],
  // pods of a StatefulSet, in namespaces with names of few letters
  ['tail-0.tail.obs.svc.cluster.local', undefined],
  ['tail-0.tail.o.svc', undefined],
  ['tail-0.tail.obs.svc.cluster.loca', 'tail-0.tail.obs.svc.cluster.local'],
  ['jaeger.centre.com', undefined],
  ['10-0-0-7.tracing.pod.cluster.local', undefined],
])('the end of host %s should be %s', (host, meant) => {
  const yaml = [jaegerExample, collectorExample({ exporter: `otlp:\n  endpoint: ${host}:4317` })];
  const expected = meant === undefined ? [] : [`${meant}:4317`];
  expect(fixes(yaml.join('---\n'), clusterDomain)).toEqual(expected);
});

test.each(['jaeger-collector.svc', 'jaeger-collector.svc.cluster.local'])(
  'host %s lacks its namespace',
  (host) => {
    const exporter = `otlp:\n  endpoint: ${host}:4317${insecure}`;
    expect(check(exporterExample(exporter), clusterDomain)).toEqual([
      `OpenTelemetryCollector/tracing/otel ${endpointOf('otlp')}: otlp must name a namespace before .svc, got ${host}`,
    ]);
  },
);
