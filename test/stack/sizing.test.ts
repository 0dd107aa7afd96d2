import { Testing } from 'cdk8s';
import { expect, test } from 'vitest';
import type { JaegerV2Storage } from '../../src/constructs/jaeger/local-storage.ts';
import type { JaegerBackendProps } from '../../src/constructs/jaeger/v1/backend.ts';
import {
  badger,
  cassandra,
  clickhouse,
  elasticsearch,
  jaeger,
  jaegerV2,
  type KafkaTopic,
  memory,
  TracingStack,
} from '../../src/index.ts';
import { lintManifests } from '../../src/lint/manifests.ts';
import type { AnyStackProps } from '../../src/stack/props.ts';
import { at } from '../../src/upstream/values/unknown.ts';
import { printYaml } from '../../src/yaml.ts';

const storage = elasticsearch({ serverUrls: ['http://es.example.com:9200'] });

function objectOf(kind: string, props: Partial<AnyStackProps>) {
  const app = Testing.app();
  new TracingStack(app, 'tracing', { backend: jaeger({ storage }), ...props });
  return app.charts.flatMap((chart) => chart.toJson()).find((object) => object.kind === kind);
}

function collector(props: Partial<AnyStackProps>) {
  return objectOf('OpenTelemetryCollector', props);
}

test('a load gives the collector its replicas, memory and requests, and is said on it', () => {
  const { metadata, spec } = collector({ sizing: { spansPerSecond: 100_000, spanBytes: 756 } });
  expect(metadata.annotations).toEqual({
    'cdk8s-tracing/load': '100000 spans/s of 756 bytes',
  });
  expect(spec).toMatchObject({
    replicas: 10,
    resources: { requests: { cpu: '200m', memory: '2432Mi' }, limits: { memory: '2432Mi' } },
  });
});

test('what the collector has of its own counts', () => {
  const { spec } = collector({
    sizing: { spansPerSecond: 1000 },
    collector: { replicas: 5, memoryLimit: '1Gi' },
  });
  expect(spec).toMatchObject({ replicas: 5, resources: { limits: { memory: '1Gi' } } });
});

test('settings that are undefined are none', () => {
  const load = { spansPerSecond: 100_000 };
  const unset = { replicas: undefined, memoryLimit: undefined, resources: undefined };
  expect(collector({ sizing: load, collector: unset }).spec).toEqual(
    collector({ sizing: load }).spec,
  );
});

test('an autoscaler decides of replicas', () => {
  const autoscaler = { minReplicas: 2, maxReplicas: 6 };
  const { spec } = collector({ sizing: { spansPerSecond: 1000 }, collector: { autoscaler } });
  expect(spec.replicas).toBeUndefined();
  expect(spec.autoscaler).toMatchObject(autoscaler);
});

test('batches of large spans are smaller', () => {
  const { spec } = collector({ sizing: { spansPerSecond: 10, spanBytes: 10_000 } });
  expect(at(spec, 'config', 'processors', 'batch')).toMatchObject({
    send_batch_size: 335,
    send_batch_max_size: 335,
  });
});

const exporter = (props: Partial<AnyStackProps>) =>
  at(collector(props).spec, 'config', 'exporters', 'otlp_grpc', 'sending_queue');

test('a queue has as many spans as the memory of its pod holds, those of a minute at least', () => {
  const sizing = { spansPerSecond: 5000 };
  // 60 % of 576 MiB, which is a minute of 2,500 spans a second of three times 500 bytes, less the 129 MiB of a collector
  const spans = Math.floor(((576 * 0.6 - 129) * 1024 ** 2) / 1500);
  expect(spans).toBeGreaterThan(150_000);
  expect(exporter({ sizing })).toEqual({ sizer: 'items', queue_size: spans });
  const ofOne = Math.floor(((1024 * 0.6 - 129) * 1024 ** 2) / 1500);
  expect(exporter({ sizing, collector: { memoryLimit: '1Gi' } })).toMatchObject({
    queue_size: ofOne,
  });
});

test('a queue that somebody has said, or that is stored, stays as it is', () => {
  const sizing = { spansPerSecond: 5000 };
  const sendingQueue = { queue_size: 50 };
  expect(exporter({ sizing, collector: { sendingQueue } })).toEqual(sendingQueue);
  expect(exporter({ sizing, collector: { persistentQueue: { size: '1Gi' } } })).toMatchObject({
    sizer: 'bytes',
  });
  const receiveFromKafka: KafkaTopic = { brokers: ['kafka.example.com:9092'] };
  expect(exporter({ sizing, collector: { receiveFromKafka } })).toEqual({ enabled: false });
  expect(exporter({})).toBeUndefined();
  // it counts requests alone
  const { spec } = collector({ sizing, collector: { version: '0.120.0' } });
  expect(JSON.stringify(spec.config.exporters)).not.toContain('queue_size');
  // there is no room for one
  expect(exporter({ sizing, collector: { memoryLimit: '200Mi' } })).toBeUndefined();
});

test('a Jaeger v1 queues what collectors send after an outage, with the memory for it', () => {
  const sizing = { spansPerSecond: 5000 };
  const ofJaeger = (props: Omit<JaegerBackendProps, 'storage'>, load = sizing) =>
    objectOf('Jaeger', { sizing: load, backend: jaeger({ storage, ...props }) }).spec.collector;
  expect(ofJaeger({})).toMatchObject({
    options: { 'collector.queue-size': 300_000 },
    // 300,000 spans of three times 500 bytes are 430 MiB
    resources: { requests: { cpu: '200m', memory: '960Mi' } },
  });
  expect(ofJaeger({ collectorReplicas: 3 }).options).toEqual({ 'collector.queue-size': 100_000 });
  expect(ofJaeger({ queueSize: 5000 }).options).toEqual({ 'collector.queue-size': 5000 });
  expect(ofJaeger({}, { spansPerSecond: 100 }).options).toEqual({
    'collector.queue-size': 20_480,
  });
  const resources = { requests: { memory: '3Gi' } };
  expect(ofJaeger({ pods: { collector: { resources } } }).resources).toMatchObject(resources);
});

test.each<[string, Omit<JaegerBackendProps, 'storage'>]>([
  ['one pod', {}],
  ['several', { collectorReplicas: 3 }],
  ['an autoscaler', { pods: { collector: { autoscaler: { minReplicas: 2, maxReplicas: 6 } } } }],
  ['Kafka between', { kafka: { brokers: ['kafka.example.com:9092'] } }],
])('the linter takes what is given to a Jaeger v1 with %s', (_, props) => {
  const rules = (queueSize?: number) => {
    const app = Testing.app();
    const backend = jaeger({ storage, ...props, queueSize });
    new TracingStack(app, 'tracing', { backend, sizing: { spansPerSecond: 5000 } });
    const objects = app.charts
      .flatMap((chart) => chart.toJson())
      .filter(({ kind }) => kind === 'Jaeger' || kind === 'OpenTelemetryCollector');
    return lintManifests([{ file: 'all.yaml', text: printYaml(objects) }]).findings.map(
      ({ rule }) => rule.id,
    );
  };
  expect(rules()).not.toContain('jaeger/size');
  expect(rules(3000)).toContain('jaeger/size');
});

test('indices are kept as long as is said of the stack, unless their storage says how long', () => {
  const sizing = { spansPerSecond: 10, retentionDays: 14 };
  const days = (props: Partial<AnyStackProps>) =>
    at(objectOf('Jaeger', props).spec, 'storage', 'esIndexCleaner', 'numberOfDays');
  expect(days({ sizing })).toBe(14);
  const own = elasticsearch({ serverUrls: ['http://es.example.com:9200'], retentionDays: 3 });
  expect(days({ sizing, backend: jaeger({ storage: own }) })).toBe(3);
  expect(days({ sizing: { spansPerSecond: 10 } })).toBeUndefined();
  const cleaner = objectOf('CronJob', { sizing, backend: jaegerV2({ storage }) });
  expect(JSON.stringify(cleaner.spec)).toContain('"args":["14"');
  const rolled = elasticsearch({
    serverUrls: ['http://es.example.com:9200'],
    rotation: { autoRollover: { policyName: 'spans' } },
  });
  expect(() =>
    objectOf('Jaeger', { sizing, backend: jaegerV2({ storage: rolled }) }),
  ).not.toThrow();
});

const nodes = { servers: ['cassandra.example.com'], datacenter: 'dc1' } as const;
const addresses = ['clickhouse.example.com:9000'] as const;
const fortnight = { spansPerSecond: 10, retentionDays: 14 };

test('rows and files of Jaeger v1 live as long as is said of the stack', () => {
  const kept = (props: JaegerBackendProps, ...path: string[]) =>
    at(objectOf('Jaeger', { sizing: fortnight, backend: jaeger(props) }).spec, 'storage', ...path);
  const created = ['cassandraCreateSchema', 'traceTTL'];
  expect(kept({ storage: cassandra(nodes) }, ...created)).toBe('336h');
  expect(kept({ storage: cassandra({ ...nodes, retentionDays: 3 }) }, ...created)).toBe('72h');
  // somebody else makes the tables
  const unmade = cassandra({ ...nodes, createSchema: false });
  expect(kept({ storage: unmade }, 'cassandraCreateSchema')).toEqual({ enabled: false });
  const files = ['options', 'badger', 'span-store-ttl'];
  expect(kept({ storage: badger({ volumeSize: '1Gi' }) }, ...files)).toBe('336h');
  expect(kept({ storage: badger({ volumeSize: '1Gi', retentionDays: 3 }) }, ...files)).toBe('72h');
  // it has no days
  expect(kept({ storage: memory() })).toEqual({ type: 'memory' });
});

test('rows and files of Jaeger v2 live as long as is said of the stack', () => {
  const kept = (storage: JaegerV2Storage) => {
    const app = Testing.app();
    new TracingStack(app, 'tracing', { backend: jaegerV2({ storage }), sizing: fortnight });
    const storing = app.charts
      .flatMap((chart) => chart.toJson())
      .map(({ spec }) => at(spec, 'config', 'extensions', 'jaeger_storage', 'backends'))
      .find((backends) => backends !== undefined);
    return Object.values(Object.values(storing as Record<string, object>)[0] ?? {})[0];
  };
  expect(kept(cassandra(nodes))).toMatchObject({
    schema: { create: true, trace_ttl: '336h', dependencies_ttl: '336h', compaction_window: '7h' },
  });
  expect(kept(cassandra({ ...nodes, createSchema: false }))).not.toHaveProperty('schema.trace_ttl');
  expect(kept(clickhouse({ addresses }))).toHaveProperty('ttl', '336h');
  expect(kept(clickhouse({ addresses, retentionDays: 3 }))).toHaveProperty('ttl', '72h');
  expect(kept(clickhouse({ addresses, createSchema: false }))).not.toHaveProperty('ttl');
  expect(kept(badger({ volumeSize: '1Gi' }))).toHaveProperty('ttl', { spans: '336h' });
});

test.each([
  [
    { sizing: { spansPerSecond: 10 }, collector: { mode: 'daemonset' as const } },
    'sizing must not be set for collector.mode daemonset, which has as many pods as there are nodes',
  ],
  [{ sizing: { spansPerSecond: 0 } }, 'sizing.spansPerSecond must be a number above 0, got 0'],
])('%j is refused', (props, message) => {
  expect(() => collector(props)).toThrow(message);
});
