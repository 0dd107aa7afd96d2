import { expect, test } from 'vitest';
import { loadBalancing } from '../../../src/lint/collector/load-balancing/rule.ts';
import { tailSampling } from '../../../src/lint/collector/tail-sampling/rule.ts';
import { tailSamplingReplicas } from '../../../src/lint/collector/tail-sampling-replicas/rule.ts';
import { check, fixes } from '../check.ts';
import { config, spec, workload } from './at.ts';
import { collectorExample } from './example.ts';

const errors =
  'policies: [{name: errors, type: status_code, status_code: {status_codes: [ERROR]}}]';
const processor = (settings: string) => `tail_sampling:\n  ${settings.replaceAll('; ', '\n  ')}`;

test.each([
  [
    `num_traces: 0; ${errors}`,
    '.num_traces',
    "num_traces must be more than 0, or no trace is kept until its decision, got '0'",
  ],
  [
    `decision_wait: 0s; ${errors}`,
    '.decision_wait',
    "decision_wait must be more than 0, or traces are decided on before their spans have come, got '0s'",
  ],
  [
    `decision_wait: 30s; num_traces: 100; expected_new_traces_per_sec: 10; ${errors}`,
    '.num_traces',
    'num_traces must have room for 10 new traces a second during decision_wait, at least 300, got 100',
  ],
  [
    'decision_wait: 10s',
    '',
    'policies must have at least one entry, without any no trace is sampled',
  ],
  [
    'policies: []',
    '.policies',
    'policies must have at least one entry, without any no trace is sampled',
  ],
  [
    'policies: [{name: a, type: always_sample}, {name: a, type: always_sample}]',
    '.policies[1].name',
    "policies must have names of their own, got 'a' twice",
  ],
  [
    'policies: [{name: a, type: status_code, status_code: {status_codes: [error]}}]',
    '.policies[0].status_code.status_codes[0]',
    "status code must be one of OK, ERROR, UNSET, got 'error'",
  ],
  [
    'policies: [{name: a, type: status_code}]',
    '.policies[0].status_code.status_codes',
    'status_codes must have at least one',
  ],
])('tail_sampling with %s', (settings, path, problem) => {
  expect(check(collectorExample({ processors: processor(settings) }), tailSampling)).toEqual([
    `${config}processors.tail_sampling${path}: tail_sampling: ${problem}`,
  ]);
});

test('an unknown type of policy is found, one that an extension brings is not', () => {
  const processors = processor('policies: [{name: a, type: latencies}]');
  expect(check(collectorExample({ processors }), tailSampling)).toEqual([
    expect.stringMatching(
      /policies\[0\]\.type: tail_sampling: type of a policy must be .*, got 'latencies'$/,
    ),
  ]);
  expect(
    check(collectorExample({ processors, extensions: 'latencies: {}' }), tailSampling),
  ).toEqual([]);
});

test.each([
  errors,
  `decision_wait: 10s; num_traces: 100; expected_new_traces_per_sec: 10; ${errors}`,
  `num_traces: \${env:TRACES}; ${errors}`,
])('nothing is said of tail_sampling with %s', (settings) => {
  expect(check(collectorExample({ processors: processor(settings) }), tailSampling)).toEqual([]);
});

const image = 'image: otel/opentelemetry-collector-contrib:0.120.0';
const sampler = (fields: string, processors = processor(errors)) =>
  collectorExample({ spec: `${image}\n${fields}`, processors });
const unrouted = (pods: string) =>
  `tail_sampling needs all spans of a trace in one pod, but otel runs ${pods} and no load_balancing exporter routes to them by trace id`;

test.each([
  ['replicas: 3', 'replicas', '3 replicas'],
  ['mode: statefulset\nreplicas: 2', 'replicas', '2 replicas'],
  ['mode: daemonset', 'mode', 'one pod on each node'],
  ['mode: sidecar', 'mode', 'one in each pod'],
  ['autoscaler:\n  minReplicas: 1\n  maxReplicas: 4', 'autoscaler.maxReplicas', 'up to 4 replicas'],
  ['maxReplicas: 4', 'maxReplicas', 'up to 4 replicas'],
])('a sampler with %s needs routing', (fields, path, pods) => {
  expect(check(sampler(fields), tailSamplingReplicas)).toEqual([
    `${spec}${path}: ${unrouted(pods)}`,
  ]);
});

test('a sampler that is a workload, or is scaled by another object, needs routing', () => {
  const text =
    'receivers:\n  otlp:\nprocessors:\n  tail_sampling:\nservice:\n  pipelines:\n    traces:\n      receivers: [otlp]\n      processors: [tail_sampling]\n      exporters: [debug]';
  expect(check(workload(text, '', 'Deployment', 2), tailSamplingReplicas)).toEqual([
    `Deployment/tracing/otel spec.replicas: ${unrouted('2 replicas')}`,
  ]);
  expect(check(workload(text, '', 'DaemonSet'), tailSamplingReplicas)).toEqual([
    `DaemonSet/tracing/otel kind: ${unrouted('one pod on each node')}`,
  ]);
  const scaler = `---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: otel
  namespace: tracing
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: otel}
  maxReplicas: 5
`;
  expect(check(workload(text) + scaler, tailSamplingReplicas)).toEqual([
    `Deployment/tracing/otel metadata.name: ${unrouted('up to 5 replicas')}`,
  ]);
  const keda = (fields: string) =>
    `---\n{apiVersion: keda.sh/v1alpha1, kind: ScaledObject, metadata: {name: otel, namespace: tracing}, spec: {scaleTargetRef: {name: otel}${fields}}}\n`;
  for (const [fields, most] of [
    ['', 100],
    [', maxReplicaCount: 5', 5],
  ]) {
    expect(check(workload(text) + keda(`${fields}`), tailSamplingReplicas)).toEqual([
      `Deployment/tracing/otel metadata.name: ${unrouted(`up to ${most} replicas`)}`,
    ]);
  }
  expect(check(workload(text) + keda(', maxReplicaCount: 1'), tailSamplingReplicas)).toEqual([]);
});

test.each([
  ['one replica', sampler('replicas: 1')],
  ['no replicas', sampler('mode: deployment')],
  [
    'a sampler that no pipeline names',
    sampler('replicas: 3').replace('processors: [tail_sampling]', 'processors: []'),
  ],
  ['a sampler without memory of traces', sampler('replicas: 3', 'probabilistic_sampler: {}')],
])('nothing is said of %s', (_, yaml) => {
  expect(check(yaml, tailSamplingReplicas)).toEqual([]);
});

const gateway = (resolver: string, settings = '') => `---
${collectorExample({
  spec: image,
  exporters: `loadbalancing:
  ${settings}
  protocol:
    otlp:
      tls:
        insecure: true
  resolver: ${resolver}`,
  service: 'pipelines:\n  traces:\n    receivers: [otlp]\n    exporters: [loadbalancing]',
}).replace('name: otel', 'name: gateway')}`;

test.each([
  '{dns: {hostname: otel-collector-headless}}',
  '{dns: {hostname: otel-collector-headless.tracing.svc.cluster.local, port: 4317}}',
  '{k8s: {service: otel-collector.tracing}}',
])('resolver %s routes by trace id', (resolver) => {
  const yaml = sampler('replicas: 3') + gateway(resolver);
  expect(check(yaml, tailSamplingReplicas, loadBalancing)).toEqual([]);
});

test.each([
  ['{dns: {hostname: samplers.example.com}}', ''],
  [`{dns: {hostname: "\${env:SAMPLERS}"}}`, ''],
  ['{aws_cloud_map: {namespace: a, service_name: b}}', ''],
  ['{dns: {hostname: samplers.example.com}}', 'routing_key: service'],
])('resolver %s may lead to any sampler, unless it routes otherwise: {%s}', (resolver, key) => {
  expect(check(sampler('replicas: 3') + gateway(resolver, key), tailSamplingReplicas)).toEqual(
    key === '' ? [] : [`${spec}replicas: ${unrouted('3 replicas')}`],
  );
});

test('one cluster address hides the pods from the exporter', () => {
  const yaml = sampler('replicas: 3') + gateway('{dns: {hostname: otel-collector}}');
  expect(check(yaml, loadBalancing)).toEqual([
    'OpenTelemetryCollector/tracing/gateway spec.config.exporters.loadbalancing.resolver.dns.hostname: loadbalancing must resolve to pods, but Service otel-collector has a single ClusterIP: use a headless Service or the k8s resolver',
  ]);
  expect(check(yaml, tailSamplingReplicas)).toEqual([`${spec}replicas: ${unrouted('3 replicas')}`]);
  expect(
    check(sampler('replicas: 1') + gateway('{dns: {hostname: otel-collector}}'), loadBalancing),
  ).toEqual([]);
});

test.each([
  ['otel', 'otel-collector', 'otel-collector-headless'],
  ['o'.repeat(50), `${'o'.repeat(50)}-collector`, `${'o'.repeat(50)}-col-headless`],
  ['o'.repeat(60), `${'o'.repeat(53)}-collector`, `${'o'.repeat(53)}--headless`],
])(
  'the fix names the headless Service as the operator cuts its name: %s',
  (name, one, headless) => {
    const yaml = (host: string) =>
      sampler('replicas: 3').replace('name: otel', `name: ${name}`) +
      gateway(`{dns: {hostname: ${host}.tracing.svc}}`);
    expect(fixes(yaml(one), loadBalancing)).toEqual([`${headless}.tracing.svc`]);
    expect(fixes(yaml(headless), loadBalancing)).toEqual([]);
  },
);

test('routing by service is no routing by trace id', () => {
  const yaml =
    sampler('replicas: 3') +
    gateway('{dns: {hostname: otel-collector-headless}}', 'routing_key: service');
  expect(check(yaml, tailSamplingReplicas)).toEqual([`${spec}replicas: ${unrouted('3 replicas')}`]);
  expect(check(yaml, loadBalancing)).toEqual([]);
});

test('a sender that goes past the routing is found', () => {
  const past = `---
${collectorExample({
  exporters: 'otlp:\n  endpoint: otel-collector:4317\n  tls:\n    insecure: true',
  service: 'pipelines:\n  traces:\n    receivers: [otlp]\n    exporters: [otlp]',
}).replace('name: otel', 'name: past')}`;
  const yaml =
    sampler('replicas: 3') + gateway('{dns: {hostname: otel-collector-headless}}') + past;
  expect(check(yaml, tailSamplingReplicas)).toEqual([
    'OpenTelemetryCollector/tracing/past spec.config.exporters.otlp.endpoint: otlp sends to otel directly and bypasses the load_balancing exporter that routes by trace id, so tail_sampling there gets only parts of traces',
  ]);
  // metrics and logs are no parts of traces
  expect(
    check(
      yaml.replace(/traces:(?=\n.*\n {10}exporters: \[otlp\]\n*$)/, 'logs:'),
      tailSamplingReplicas,
    ),
  ).toEqual([]);
});

const overKafka = (receivers: string) =>
  collectorExample({
    spec: `${image}\nreplicas: 3`,
    receivers: 'kafka: {brokers: [kafka:9092]}\notlp: {protocols: {grpc: {}}}',
    processors: processor(errors),
    service: `pipelines: {traces: {receivers: [${receivers}], processors: [tail_sampling], exporters: [debug]}}`,
  });
const writer = (settings: string, signal = 'traces') => `---
${collectorExample({
  spec: image,
  exporters: `kafka: {brokers: ['kafka.tracing.svc:9092'], ${settings}}`,
  service: `pipelines: {${signal}: {receivers: [otlp], exporters: [kafka]}}`,
}).replace('name: otel', 'name: writer')}`;

const scattered =
  'OpenTelemetryCollector/tracing/writer spec.config.exporters.kafka: kafka spreads the spans of a trace over the partitions of its topic, and otel, which reads it, runs 3 replicas, so tail_sampling there gets only parts of traces';

test.each<[string, string, string[]]>([
  ['by chance', writer(''), [scattered]],
  ['by chance, said so', writer('partition_traces_by_id: false'), [scattered]],
  ['by the id of the trace', writer('partition_traces_by_id: true'), []],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: what the collector fills in
  ['as the environment says', writer('partition_traces_by_id: "${env:WHOLE}"'), []],
  ['in a form that has the id for a key', writer('traces: {encoding: jaeger_proto}'), []],
  ['to another topic', writer('traces: {topic: others}'), []],
  ['for metrics', writer('', 'metrics'), []],
  ['by programs that are not here', '', []],
])('samplers that read a topic which is written %s', (_, writers, found) => {
  expect(check(overKafka('kafka') + writers, tailSamplingReplicas)).toEqual(found);
  expect(fixes(overKafka('kafka') + writers, tailSamplingReplicas)).toEqual(
    found.map(() => 'partition_traces_by_id: true'),
  );
});

test('of a topic with one partition, one sampler gets all', () => {
  const topic = (spec: string) =>
    `---\n{apiVersion: kafka.strimzi.io/v1beta2, kind: KafkaTopic, metadata: {name: spans, namespace: kafka}, spec: {${spec}}}\n`;
  const yaml = (spec: string) => overKafka('kafka') + writer('') + topic(spec);
  const found = (spec: string) => check(yaml(spec), tailSamplingReplicas);
  expect(found('topicName: otlp_spans, partitions: 1')).toEqual([]);
  expect(found('topicName: otlp_spans, partitions: 12')).toEqual([scattered]);
  expect(found('partitions: 1')).toEqual([scattered]);
});

test('who sends to samplers past the broker is found', () => {
  const past = `---
${collectorExample({
  exporters: 'otlp: {endpoint: "otel-collector:4317", tls: {insecure: true}}',
  service: 'pipelines: {traces: {receivers: [otlp], exporters: [otlp]}}',
}).replace('name: otel', 'name: past')}`;
  expect(check(overKafka('kafka, otlp'), tailSamplingReplicas)).toEqual([]);
  expect(check(overKafka('kafka, otlp') + past, tailSamplingReplicas)).toEqual([
    `${spec}replicas: ${unrouted('3 replicas')}`,
  ]);
});

test.each([
  [
    '{dns: {hostname: a.example.com}}',
    'routing_key: trace_id',
    'routing_key',
    "routing_key of traces must be one of traceID, service, attributes, got 'trace_id'",
  ],
  [
    '{dns: {hostname: a.example.com}}',
    'routing_key: metric',
    'routing_key',
    "routing_key of traces must be one of traceID, service, attributes, got 'metric'",
  ],
  [
    '{}',
    '',
    'resolver',
    'resolver must be exactly one of static, dns, k8s, aws_cloud_map, got none',
  ],
  [
    '{dns: {hostname: a.example.com}, k8s: {service: b}}',
    '',
    'resolver',
    'resolver must be exactly one of static, dns, k8s, aws_cloud_map, got dns and k8s',
  ],
])('a load balancer with resolver %s and %s', (resolver, settings, path, problem) => {
  expect(check(gateway(resolver, settings), loadBalancing)).toEqual([
    `OpenTelemetryCollector/tracing/gateway spec.config.exporters.loadbalancing.${path}: loadbalancing: ${problem}`,
  ]);
});
