import { expect, test } from 'vitest';
import { readLoad } from '../../../src/annotations/load.ts';
import { lintManifests } from '../../../src/lint/manifests.ts';
import { printYaml } from '../../../src/yaml.ts';
import { collector } from '../../browser/pictures.ts';

function found(load: string, spec: object, ...others: object[]): string[] {
  const base = collector('otel', 'tracing') as { metadata: object; spec: object };
  const object = {
    ...base,
    metadata: { ...base.metadata, annotations: { 'cdk8s-tracing/load': load } },
    spec: { ...base.spec, ...spec },
  };
  const { findings } = lintManifests([{ file: 'all.yaml', text: printYaml([object, ...others]) }]);
  return findings.filter(({ rule }) => rule.id === 'collector/size').map(({ message }) => message);
}

const load = '100000 spans/s of 378 bytes';

test('pods must have cores for a burst', () => {
  expect(found(load, { replicas: 4 })).toEqual([
    `4 pods of one core each cannot carry 5 times ${load}, which needs 4.6 cores`,
  ]);
  expect(found(load, { replicas: 5 })).toEqual([]);
  expect(found(load, { replicas: 2, resources: { limits: { cpu: '2500m' } } })).toEqual([]);
  expect(found(load, { replicas: 9, resources: { limits: { cpu: '500m' } } })).toEqual([
    `9 pods of 0.5 cores each cannot carry 5 times ${load}, which needs 4.6 cores`,
  ]);
  expect(found(load, { autoscaler: { minReplicas: 1, maxReplicas: 5 } })).toEqual([]);
});

test('pods are as many as another autoscaler makes them', () => {
  const metadata = { name: 'otel', namespace: 'tracing' };
  const scaleTargetRef = { kind: 'OpenTelemetryCollector', name: 'otel' };
  const horizontal = {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata,
    spec: { scaleTargetRef, maxReplicas: 5 },
  };
  const event = {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    metadata,
    spec: { scaleTargetRef, maxReplicaCount: 5 },
  };
  expect(found(load, {})).toHaveLength(1);
  expect(found(load, {}, horizontal)).toEqual([]);
  expect(found(load, {}, event)).toEqual([]);
});

test('memory must hold a queue, unless it is elsewhere', () => {
  const resources = { limits: { memory: '1Gi' } };
  // 648.9 MiB of spans and 129 MiB of the collector, with nothing that refuses any
  expect(found(load, { replicas: 10, resources })).toEqual([]);
  expect(found(load, { replicas: 5, resources })).toEqual([
    `a memory limit of 1024 MiB cannot hold a sending queue for one minute of ${load} in 5 pods, which needs 1427 MiB each`,
  ]);
  const keeping = (queue: object) =>
    found(load, { replicas: 5, resources, config: queueing(queue) });
  expect(keeping({})).toHaveLength(1);
  expect(keeping({ storage: 'file_storage' })).toEqual([]);
  expect(keeping({ enabled: false })).toEqual([]);
});

test.each([
  // 80 % less 20 %, which is the usual, and less a fifth of them
  [{ limit_percentage: 80, spike_limit_percentage: 20 }, 1297],
  [{ limit_percentage: 80 }, 1216],
  [{ limit_mib: 900, spike_limit_mib: 100 }, 996],
])('memory_limiter leaves a part of the memory to a queue: %j', (settings, needed) => {
  const config = {
    ...queueing({}),
    processors: { memory_limiter: { check_interval: '1s', ...settings } },
  };
  const pipeline = { ...config.service.pipelines.traces, processors: ['memory_limiter'] };
  const limited = { ...config, service: { pipelines: { traces: pipeline } } };
  const spec = (memory: string) => ({
    replicas: 10,
    resources: { limits: { memory } },
    config: limited,
  });
  const messages = found(load, spec('1Gi'));
  if (needed < 1024) expect(messages).toEqual([]);
  else expect(messages).toEqual([expect.stringContaining(`needs ${needed} MiB each`)]);
});

/** A configuration whose exporter has these settings of its queue, and batches of so many spans. */
function queueing(queue: object, batch?: object) {
  return {
    receivers: { otlp: { protocols: { grpc: { endpoint: '0.0.0.0:4317' } } } },
    ...(batch && { processors: { batch } }),
    exporters: { otlp_grpc: { endpoint: 'tempo.example.com:4317', sending_queue: queue } },
    service: {
      pipelines: {
        traces: {
          receivers: ['otlp'],
          ...(batch && { processors: ['batch'] }),
          exporters: ['otlp_grpc'],
        },
      },
    },
  };
}

const batch = { send_batch_size: 1000, send_batch_max_size: 1000 };

test.each([
  [{ sizer: 'items', queue_size: 100_000 }, undefined, 100_000, 40],
  [{ sizer: 'bytes', queue_size: 50_000_000 }, undefined, 100_000, 40],
  [{ queue_size: 20 }, batch, 20_000, 8],
  [{ sizer: 'requests', queue_size: 20 }, batch, 20_000, 8],
])('a written queue must hold an outage: %j', (queue, batches, most, seconds) => {
  const usual = '5000 spans/s of 500 bytes';
  const spec = (queued: object) => ({
    image: 'otel/opentelemetry-collector:0.158.0',
    replicas: 2,
    config: queueing(queued, batches),
  });
  expect(found(usual, spec(queue))).toEqual([
    `the queue of otlp_grpc holds at most ${most} spans, ${seconds} s of ${usual} in 2 pods: an outage of the backend of 60 s, or of 12 s in a burst of 5 times, needs 150000`,
  ]);
  const enough = Math.ceil((queue.queue_size * 150_000) / most);
  expect(found(usual, spec({ ...queue, queue_size: enough }))).toEqual([]);
});

test.each([
  // of its own size, off, or of batches that nothing bounds
  [{}, batch],
  [{ enabled: false, queue_size: 1 }, batch],
  [{ queue_size: 20 }, undefined],
  [{ queue_size: 20 }, { send_batch_size: 1000 }],
  // a variable decides
  // biome-ignore lint/suspicious/noTemplateCurlyInString: of a collector, not of JavaScript
  [{ queue_size: '${env:QUEUE}' }, batch],
])('what a queue holds is not guessed: %j of batches %j', (queue, batches) => {
  const spec = { replicas: 2, config: queueing(queue, batches) };
  expect(found('5000 spans/s of 500 bytes', spec)).toEqual([]);
});

test.each([
  ['takes some out', { processors: ['probabilistic_sampler'] }, {}],
  ['gets a part by a connector', { receivers: ['routing'] }, {}],
  ['gets what one receiver of two takes', {}, { 'traces/others': pipelineOf('zipkin') }],
])('a queue of what %s is not judged by the whole load', (_, changed, others) => {
  const short = queueing({ sizer: 'items', queue_size: 1000 });
  const traces = { ...short.service.pipelines.traces, ...changed };
  const config = {
    ...short,
    receivers: { ...short.receivers, zipkin: {} },
    connectors: { routing: {} },
    processors: { probabilistic_sampler: { sampling_percentage: 1 } },
    service: { pipelines: { traces, ...others } },
  };
  expect(found('5000 spans/s of 500 bytes', { replicas: 2, config })).toEqual([]);
});

function pipelineOf(receiver: string) {
  return { receivers: [receiver], exporters: ['debug'] };
}

test('a queue that blocks refuses nothing', () => {
  const config = queueing({ sizer: 'items', queue_size: 1000, block_on_overflow: true });
  expect(found('5000 spans/s of 500 bytes', { replicas: 2, config })).toEqual([]);
});

test('pods of nodes and of others are not counted', () => {
  expect(found(load, { mode: 'daemonset' })).toEqual([]);
  expect(found(load, { mode: 'sidecar' })).toEqual([]);
});

test('a load that nobody can read is told', () => {
  expect(found('much', {})).toEqual([
    "load must have the form '5000 spans/s of 500 bytes', got 'much'",
  ]);
});

test.each([
  ['5000 spans/s of 500 bytes', { spansPerSecond: 5000, spanBytes: 500 }],
  [' 0.5 spans/s of 1 bytes ', { spansPerSecond: 0.5, spanBytes: 1 }],
  ['0 spans/s of 500 bytes', undefined],
  ['5000', undefined],
])("'%s'", (annotation, expected) => {
  expect(readLoad(annotation)).toEqual(expected);
});
