import { App } from 'cdk8s';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Endpoint } from '../../src/constructs/edge/endpoint.ts';
import { elasticsearch } from '../../src/constructs/elasticsearch/storage.ts';
import { jaeger } from '../../src/constructs/jaeger/v1/backend.ts';
import { jaegerV2 } from '../../src/constructs/jaeger/v2/backend.ts';
import { oneIn } from '../../src/constructs/sdk/sampling.ts';
import { objectsInOrder, render } from '../../src/guard/objects.ts';
import { lint } from '../../src/lint/lint.ts';
import { readModel } from '../../src/model/model.ts';
import type { AnyStackProps } from '../../src/stack/props.ts';
import { TracingStack } from '../../src/stack.ts';
import { rounds } from '../seed.ts';

/** A prop that is there now and then: with all of them, one would always be refused. */
const maybe = <T>(...values: readonly T[]) =>
  fc.oneof({ weight: 2, arbitrary: fc.constant(undefined) }, fc.constantFrom(...values));

const storage = elasticsearch({ serverUrls: ['http://es.example.com:9200'], retentionDays: 7 });
const receiverTls = { issuer: { name: 'ca' } };
const topic = { brokers: ['kafka.example.com:9092'] } as const;
const loki = new Endpoint('otlp-http', {
  host: 'loki',
  namespace: 'loki',
  port: 3100,
  signals: ['logs'],
});
const vendor = new Endpoint('otlp-grpc', { host: 'otlp.example.com', port: 443, tls: true });
const policies = { rest: oneIn(10) };

const signals = maybe<NonNullable<AnyStackProps['collector']>['signals']>(
  { logs: { exportTo: [loki] } },
  { logs: { exportTo: [loki] }, metrics: { exportTo: [vendor] } },
  { metrics: {} },
  {},
);
const protocols = maybe<NonNullable<AnyStackProps['collector']>['protocols']>(
  ['otlp-grpc'],
  ['otlp-http', 'zipkin'],
  ['zipkin'],
);
const persistentQueue = maybe<NonNullable<AnyStackProps['collector']>['persistentQueue']>(
  { size: '1Gi' },
  { size: '1Gi', volume: 'emptyDir' },
);

const drawn = fc.record({
  backend: fc.constantFrom(
    () => jaeger({ storage }),
    () => jaeger({ storage, receiverTls }),
    () => jaegerV2({ storage }),
    () => jaegerV2({ storage, receiverTls }),
  ),
  podSecurity: maybe<AnyStackProps['podSecurity']>('privileged', 'baseline'),
  collector: fc.oneof(
    fc.constant(undefined),
    fc.record({
      mode: maybe<NonNullable<AnyStackProps['collector']>['mode']>('daemonset', 'statefulset'),
      replicas: maybe(1, 3),
      protocols,
      persistentQueue,
      receiveFromKafka: maybe(topic),
      signals,
    }),
  ),
  agents: fc.oneof(
    fc.constant(undefined),
    fc.record({
      hostPort: maybe(true, false),
      protocols,
      exportToKafka: maybe(topic),
      memoryLimit: maybe('128Mi'),
      processors: maybe({ k8s_attributes: { filter: { node_from_env_var: 'KUBE_NODE_NAME' } } }),
      signals,
      name: maybe('agent', 'otel-collector', 'Agent'),
    }),
  ),
  tailSampling: fc.oneof(
    fc.constant(undefined),
    fc.record({
      policies: fc.constantFrom({}, policies, { slowerThan: '1s' }, { errors: false }),
      resolver: maybe('dns' as const, 'k8s' as const),
      sampler: maybe({ replicas: 3 }, { persistentQueue: { size: '1Gi' } }, { replicas: -1 }),
    }),
  ),
  instrumentation: maybe({}),
  tekton: maybe({ version: '1.15.0' }),
  networkPolicies: maybe<AnyStackProps['networkPolicies']>(true, {
    senders: [{ namespace: 'shop' }],
  }),
});

test('whatever is said of collectors of a stack is refused by construct and prop, or has no findings', () => {
  let made = 0;
  fc.assert(
    fc.property(drawn, ({ backend, ...props }) => {
      const app = new App();
      try {
        const all = { ...props, backend: backend(), guard: 'off' } as unknown as AnyStackProps;
        new TracingStack(app, 'tracing', all);
      } catch (error) {
        expect(String(error)).toMatch(/^Error: tracing(?:\/[\w-]+)*: [a-z][A-Za-z]*/);
        expect(error).not.toBeInstanceOf(TypeError);
        return;
      }
      made += 1;
      const found = lint(readModel(render(objectsInOrder(app))));
      expect(found.map(({ rule, message }) => `${rule.id}: ${message}`)).toEqual([]);
    }),
    { numRuns: rounds(60) },
  );
  // not because most were refused
  expect(made).toBeGreaterThan(rounds(60) / 10);
}, 600_000);
