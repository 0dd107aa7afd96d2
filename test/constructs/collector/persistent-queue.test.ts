import { expect, test } from 'vitest';
import type { OtelCollectorProps } from '../../../src/constructs/collector/props.ts';
import { Endpoint } from '../../../src/constructs/edge/endpoint.ts';
import { findings, jaeger, synth } from './synth.ts';

const size = '2Gi';
const folder = '/var/lib/otelcol/file_storage';
const collector = (props: Partial<OtelCollectorProps>) => {
  const objects = synth(props);
  expect(findings(objects)).toEqual([]);
  return objects.find(({ kind }) => kind === 'OpenTelemetryCollector');
};

test('one prop makes claims, mount, group, storage and queue together', () => {
  const { spec } = collector({
    persistentQueue: { size, storageClassName: 'fast', queueSize: 5000 },
  });
  expect(spec.mode).toBe('statefulset');
  expect(spec.image).toContain('/opentelemetry-collector-k8s:');
  expect(spec.podSecurityContext).toEqual({ fsGroup: 10001 });
  expect(spec.volumes).toBeUndefined();
  expect(spec.volumeMounts).toEqual([{ name: 'sending-queue', mountPath: folder }]);
  expect(spec.volumeClaimTemplates).toEqual([
    {
      metadata: { name: 'sending-queue' },
      spec: {
        accessModes: ['ReadWriteOnce'],
        storageClassName: 'fast',
        resources: { requests: { storage: size } },
      },
    },
  ]);
  const { config } = spec;
  expect(config.extensions).toEqual({
    'file_storage/queue': {
      directory: folder,
      compaction: { directory: folder, on_rebound: true },
    },
  });
  expect(config.service.extensions).toEqual(['file_storage/queue']);
  expect(config.exporters.otlp_grpc).toMatchObject({
    sending_queue: {
      enabled: true,
      storage: 'file_storage/queue',
      queue_size: 5000,
      batch: { flush_timeout: '5s', min_size: 2048, max_size: 2048, sizer: 'items' },
    },
    retry_on_failure: { max_elapsed_time: '0s' },
  });
});

const queueOf = (props: Partial<OtelCollectorProps>, id = 'otlp_grpc') =>
  collector(props).spec.config.exporters[id].sending_queue;

test('queues take half of the volume, in shares that are counted in bytes', () => {
  const gibibyte = 1024 ** 3;
  expect(queueOf({ persistentQueue: { size } })).toMatchObject({
    sizer: 'bytes',
    queue_size: gibibyte,
    batch: { sizer: 'items' },
  });
  // one that has no queue takes nothing
  const tempo = new Endpoint('otlp-http', { host: 'tempo.example.com', port: 443, tls: true });
  const two = { exportTo: [jaeger, tempo], debug: 'basic' } as const;
  for (const id of ['otlp_grpc', 'otlp_http']) {
    expect(queueOf({ ...two, persistentQueue: { size } }, id).queue_size).toBe(gibibyte / 2);
  }
  // requests are requests, and older queues know nothing else
  const counted = queueOf({ persistentQueue: { size, queueSize: 50 } });
  expect(counted).toMatchObject({ queue_size: 50 });
  expect(counted).not.toHaveProperty('sizer');
  const old = queueOf({ version: '0.120.0', persistentQueue: { size } }, 'otlp');
  expect(old).not.toHaveProperty('sizer');
  expect(old).not.toHaveProperty('queue_size');
});

test('nothing is in memory alone: the queue makes the batches, where the release can', () => {
  const processors = (props: Partial<OtelCollectorProps>) =>
    collector({ persistentQueue: { size }, ...props }).spec.config.service.pipelines.traces
      .processors;
  expect(processors({})).toEqual(['memory_limiter']);
  expect(processors({ version: '0.120.0' })).toEqual(['memory_limiter', 'batch']);
  expect(processors({ batch: { timeout: '1s' } })).toEqual(['memory_limiter', 'batch']);
});

test('the queue of a balancer is its own, since those of its exporters for each pod cannot be stored', () => {
  const { spec } = collector({
    exportTo: [],
    persistentQueue: { size },
    exporters: {
      load_balancing: {
        protocol: { otlp: { tls: { insecure: true } } },
        resolver: { static: { hostnames: ['a.example.com:4317'] } },
      },
    },
  });
  expect(spec.config.exporters.load_balancing).toMatchObject({
    protocol: {
      otlp: {
        tls: { insecure: true },
        sending_queue: { enabled: false },
        retry_on_failure: { enabled: false },
      },
    },
    sending_queue: { storage: 'file_storage/queue' },
    retry_on_failure: { enabled: true, max_elapsed_time: '0s', max_interval: '30s' },
  });
});

test('what an exporter says of its queue goes before, and one without a queue is left alone', () => {
  const { exporters } = collector({
    persistentQueue: { size },
    exporters: {
      zipkin: {
        endpoint: 'https://zipkin.example.com/api/v2/spans',
        sending_queue: { queue_size: 7 },
      },
      debug: {},
    },
  }).spec.config;
  expect(exporters.zipkin.sending_queue).toMatchObject({
    storage: 'file_storage/queue',
    queue_size: 7,
  });
  // seven requests, and no bytes
  expect(exporters.zipkin.sending_queue).not.toHaveProperty('sizer');
  expect(exporters.debug).toEqual({});
});

test('a folder of the node, and one of the pod', () => {
  const onNode = collector({ mode: 'daemonset', persistentQueue: { size, volume: 'hostPath' } });
  expect(onNode.spec.volumes).toEqual([
    { name: 'sending-queue', hostPath: { path: '/var/lib/otelcol', type: 'Directory' } },
  ]);
  const ofPod = collector({ replicas: 2, persistentQueue: { size, volume: 'emptyDir' } });
  expect(ofPod.spec.mode).toBeUndefined();
  expect(ofPod.spec.volumes).toEqual([{ name: 'sending-queue', emptyDir: { sizeLimit: size } }]);
});

test('what a prop says of the pod stays', () => {
  const { spec } = collector({
    persistentQueue: { size, volume: 'emptyDir' },
    podSecurityContext: { runAsUser: 2000, fsGroup: 2000 },
    volumes: [{ name: 'a', emptyDir: {} }],
    volumeMounts: [{ name: 'a', mountPath: '/a' }],
    extensions: { health_check: { endpoint: '0.0.0.0:13133' } },
  });
  expect(spec.podSecurityContext).toEqual({ runAsUser: 2000, fsGroup: 2000 });
  expect(spec.volumeMounts).toHaveLength(2);
  expect(spec.config.service.extensions).toEqual(['file_storage/queue', 'health_check']);
});

test.each<[Partial<OtelCollectorProps>, string]>([
  [
    { mode: 'deployment', persistentQueue: { size } },
    'persistentQueue.volume claim needs mode statefulset, got deployment; emptyDir goes with any',
  ],
  [
    { persistentQueue: { size, volume: 'hostPath' } },
    'persistentQueue.volume hostPath needs mode daemonset, got deployment; emptyDir goes with any',
  ],
  [
    { persistentQueue: { size: 'big' } },
    "persistentQueue.size must be a quantity such as 512Mi or 1Gi, got 'big'",
  ],
  [
    { persistentQueue: { size, volume: 'emptyDir', storageClassName: 'fast' } },
    'persistentQueue.storageClassName must not be set for volume emptyDir, it is for claim',
  ],
  [
    { mode: 'daemonset', persistentQueue: { size, volume: 'hostPath', hostPath: 'queue' } },
    "persistentQueue.hostPath must be an absolute path, got 'queue'",
  ],
  [
    { persistentQueue: { size, volume: 'pvc' as 'claim' } },
    "persistentQueue.volume must be one of claim, hostPath, emptyDir, got 'pvc'",
  ],
  [
    { persistentQueue: { size, queueSize: 0 } },
    'persistentQueue.queueSize must be a whole number of at least 1, got 0',
  ],
  [
    { persistentQueue: { size: '4Mi' } },
    "persistentQueue.size must be at least 8Mi, of which half is enough for a request of 4Mi in each of the queues of exporters, 1 here, got '4Mi'",
  ],
  [{ persistentQueue: {} as { size: string } }, 'persistentQueue.size must be set, got nothing'],
  [
    { persistentQueue: { size }, extensions: { 'file_storage/queue': {} } },
    'extensions must not set file_storage/queue; use the prop persistentQueue',
  ],
  [
    { persistentQueue: { size }, volumes: [{ name: 'sending-queue', emptyDir: {} }] },
    'volumes must have one called sending-queue, got two',
  ],
])('%j is refused', (props, message) => {
  expect(() => synth(props)).toThrow(`test/Collector: ${message}`);
});
