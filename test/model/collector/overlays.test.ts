import { expect, test } from 'vitest';
import { lint } from '../../../src/lint/lint.ts';
import { at } from '../../../src/upstream/values/unknown.ts';
import { modelOf } from '../model-of.ts';

const config = `receivers: {otlp: {protocols: {grpc: {endpoint: "localhost:4317"}}}}
processors: {batch: {timeout: 1s, send_batch_size: 10}}
exporters: {debug: null}
service: {pipelines: {traces: {receivers: [otlp], processors: [batch], exporters: [debug]}}}`;

const deployment = (args: readonly string[]) => `apiVersion: v1
kind: ConfigMap
metadata: {name: c, namespace: t}
data:
  c.yaml: |
${config.replace(/^/gm, '    ')}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: c, namespace: t}
spec:
  selector: {matchLabels: {a: b}}
  template:
    metadata: {labels: {a: b}}
    spec:
      volumes: [{name: c, configMap: {name: c}}]
      containers:
        - name: otel
          image: otel/opentelemetry-collector:0.158.0
          args: ${JSON.stringify(['--config=/conf/c.yaml', ...args])}
          volumeMounts: [{name: c, mountPath: /conf}]
`;

const resource = (set: string) => `apiVersion: opentelemetry.io/v1beta1
kind: OpenTelemetryCollector
metadata: {name: c, namespace: t}
spec:
  image: otel/opentelemetry-collector:0.158.0
  args: {set: "${set}"}
  config:
${config.replace(/^/gm, '    ')}
`;

function read(yaml: string, ...path: string[]): unknown {
  const [collector] = modelOf(yaml).collectors;
  return at(collector?.config?.value, ...path);
}

const grpc = ['receivers', 'otlp', 'protocols', 'grpc'];

test('--set puts one setting over the configuration, and joins mappings', () => {
  for (const words of [
    ['--set=receivers.otlp.protocols.grpc.endpoint=0.0.0.0:4317'],
    ['--set', 'receivers::otlp::protocols::grpc::endpoint = 0.0.0.0:4317'],
  ]) {
    expect(read(deployment(words), ...grpc)).toEqual({ endpoint: '0.0.0.0:4317' });
  }
  const timed = deployment(['--set=processors.batch.timeout=2s', '--set=processors.batch.a=5']);
  expect(read(timed, 'processors', 'batch')).toEqual({ timeout: '2s', send_batch_size: 10, a: 5 });
  const listed = deployment(['--set=service.pipelines.traces.exporters=[otlp]']);
  expect(read(listed, 'service', 'pipelines', 'traces')).toEqual({
    receivers: ['otlp'],
    processors: ['batch'],
    exporters: ['otlp'],
  });
  const debug = deployment(['--set=exporters.debug.verbosity=detailed']);
  expect(read(debug, 'exporters', 'debug')).toEqual({ verbosity: 'detailed' });
  const empty = deployment(['--set=exporters.nop={}']);
  expect(read(empty, 'exporters')).toEqual({ debug: null, nop: {} });
});

test('--set goes over inline YAML, which goes over the file before it', () => {
  const words = [
    '--config=yaml:processors::batch::timeout: 3s',
    '--set=processors.batch.timeout=4s',
  ];
  expect(read(deployment(words.slice(0, 1)), 'processors', 'batch', 'timeout')).toBe('3s');
  expect(read(deployment(words), 'processors', 'batch', 'timeout')).toBe('4s');
  expect(read(deployment(words.toReversed()), 'processors', 'batch', 'timeout')).toBe('4s');
  expect(read(deployment(['--config=/conf/d.yaml']), 'processors')).toBe(undefined);
});

test('an OpenTelemetryCollector has one --set, of which its operator makes no Service', () => {
  const yaml = resource('receivers.otlp.protocols.grpc.endpoint=0.0.0.0:5317');
  expect(read(yaml, ...grpc)).toEqual({ endpoint: '0.0.0.0:5317' });
  const ports = modelOf(yaml).collectors[0]?.services.flatMap((service) => service.ports);
  expect(ports?.map(({ port }) => port)).toContain(4317);
  expect(ports?.map(({ port }) => port)).not.toContain(5317);
});

test('what arguments put right is no mistake, and what they put wrong is one', () => {
  const found = (yaml: string) =>
    lint(modelOf(yaml)).map(({ rule, message }) => `${rule.id} ${message}`);
  const wrong = deployment(['--set=processors.batch.timout=2s']);
  expect(found(wrong)).toContainEqual(expect.stringContaining('timout'));
  const right = deployment(['--set=processors.batch.timeout=$(WAIT)']);
  expect(read(right, 'processors', 'batch', 'timeout')).toBe(`\${env:WAIT}`);
  expect(found(right)).not.toContainEqual(expect.stringContaining('timeout'));
});

test('what a collector refuses, or nobody writes, changes nothing', () => {
  for (const word of ['--set=batch', '--set', '--set={{a', `--set=${'a.'.repeat(1e5)}b=1`]) {
    expect(read(deployment([word]), 'processors')).toEqual({
      batch: { timeout: '1s', send_batch_size: 10 },
    });
  }
  const keyed = deployment(['--set=__proto__.polluted=1', '--set=constructor.name=2']);
  expect(read(keyed, '__proto__')).toEqual({ polluted: 1 });
  expect(Object.hasOwn({}, 'polluted')).toBe(false);
});
