import { Testing } from 'cdk8s';
import { expect, test } from 'vitest';
import {
  TailSampling,
  type TailSamplingProps,
} from '../../../src/constructs/collector/tail-sampling.ts';
import { oneIn } from '../../../src/constructs/sdk/sampling.ts';
import { readGraph } from '../../../src/graph/graph.ts';
import { modelOfObjects } from '../../objects-model.ts';
import { findings, jaeger } from './synth.ts';

function synth(props: Partial<TailSamplingProps> = {}) {
  const chart = Testing.chart();
  const tiers = new TailSampling(chart, 'Gateway', {
    namespace: 'tracing',
    exportTo: [jaeger],
    policies: { slowerThan: '1.5s', rest: oneIn(10) },
    ...props,
  });
  const objects = Testing.synth(chart);
  const ofKind = (kind: string) => objects.filter((object) => object.kind === kind);
  const [sampler, balancer] = ofKind('OpenTelemetryCollector');
  return { tiers, objects, ofKind, sampler, balancer };
}

test('the tier that takes spans sends them by trace id to the pods behind the headless Service of the other', () => {
  const { balancer, sampler, tiers } = synth();
  expect(balancer.metadata.name).toBe('gateway');
  expect(balancer.spec.replicas).toBe(2);
  expect(balancer.spec.config.exporters).toEqual({
    load_balancing: {
      routing_key: 'traceID',
      protocol: { otlp: { tls: { insecure: true } } },
      resolver: { dns: { hostname: 'gateway-sampler-collector-headless.tracing', port: '4317' } },
    },
  });
  expect(sampler.metadata.name).toBe('gateway-sampler');
  expect(sampler.spec.replicas).toBe(2);
  expect(Object.keys(sampler.spec.config.exporters)).toEqual(['otlp_grpc']);
  expect(tiers.otlpGrpc.address('tracing')).toBe('gateway-collector:4317');
  expect(tiers.metrics.map(({ name }) => name)).toEqual(['gateway', 'gateway-sampler']);
});

test('whole traces are kept by what they are', () => {
  const { sampler } = synth({ decisionWait: '10s', numTraces: 1000 });
  expect(sampler.spec.config.service.pipelines.traces.processors).toEqual([
    'memory_limiter',
    'tail_sampling',
    'batch',
  ]);
  expect(sampler.spec.config.processors.tail_sampling).toEqual({
    decision_wait: '10s',
    num_traces: 1000,
    policies: [
      { name: 'errors', type: 'status_code', status_code: { status_codes: ['ERROR'] } },
      { name: 'slow', type: 'latency', latency: { threshold_ms: 1500 } },
      { name: 'rest', type: 'probabilistic', probabilistic: { sampling_percentage: 10 } },
    ],
  });
});

test('a share has no digits of binary fractions', () => {
  const { sampler } = synth({ policies: { errors: false, rest: { ratio: 0.07 } } });
  expect(sampler.spec.config.processors.tail_sampling.policies).toEqual([
    { name: 'rest', type: 'probabilistic', probabilistic: { sampling_percentage: 7 } },
  ]);
});

test('pods are watched for where that is asked, with the right to do so', () => {
  const { balancer, ofKind } = synth({ resolver: 'k8s', name: 'tail' });
  expect(balancer.spec.config.exporters.load_balancing.resolver).toEqual({
    k8s: { service: 'tail-sampler-collector-headless.tracing', ports: [4317] },
  });
  expect(ofKind('Role')[0].rules).toEqual([
    { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['list', 'watch'] },
  ]);
});

const autoscaler = { minReplicas: 2, maxReplicas: 8 };

test.each<[string, Partial<TailSamplingProps>]>([
  ['by default', {}],
  ['with the k8s resolver', { resolver: 'k8s' }],
  ['of an older release', { balancer: { version: '0.120.0' }, sampler: { version: '0.120.0' } }],
  ['that scale', { balancer: { autoscaler }, sampler: { autoscaler } }],
  ['with a balancer on each node', { balancer: { mode: 'daemonset', hostPort: true } }],
  [
    'with more policies',
    {
      policies: {
        more: [
          {
            name: 'checkout',
            type: 'string_attribute',
            string_attribute: { key: 'a', values: ['b'] },
          },
        ],
      },
    },
  ],
  [
    'that add to spans first',
    {
      balancer: { processors: { k8s_attributes: {} } },
      sampler: { processors: { attributes: { actions: [{ key: 'a', action: 'delete' }] } } },
    },
  ],
])('tiers %s have no findings, and lead from one to the other', (_, props) => {
  const { objects } = synth(props);
  expect(findings(objects)).toEqual([]);
  const model = modelOfObjects(objects);
  const arrows = readGraph(model, []).edges.map(({ from, to, port }) => `${from} ${to} ${port}`);
  const name = 'OpenTelemetryCollector/tracing/gateway';
  expect(arrows).toContain(`${name} ${name}-sampler 4317`);
});

test.each<[Partial<TailSamplingProps>, string]>([
  [{ resolver: 'static' as 'dns' }, "resolver must be one of dns, k8s, got 'static'"],
  [
    { decisionWait: '10 s' },
    "decisionWait must be a duration of whole milliseconds such as 1s, got '10 s'",
  ],
  [
    { policies: { slowerThan: '0s' } },
    "policies.slowerThan must be a duration of whole milliseconds such as 1s, got '0s'",
  ],
  [
    { policies: { rest: { ratio: 2 } } },
    'policies.rest.ratio must be a number from 0.000001 to 1, got 2',
  ],
  [
    { policies: { errors: false } },
    'policies make tail_sampling refuse policies: policies must have at least one entry, without any no trace is sampled',
  ],
  [
    { policies: { more: [{ name: 'errors', type: 'always_sample' }] } },
    "policies make tail_sampling refuse policies.1.name: policies must have names of their own, got 'errors' twice",
  ],
  [{ numTraces: 0 }, 'numTraces must be a whole number of at least 1, got 0'],
  [
    { sampler: { mode: 'daemonset' } },
    "sampler.mode must be one of deployment, statefulset, got 'daemonset'",
  ],
  [
    { balancer: { exporters: { load_balancing: {} } } },
    'balancer.exporters must not set load_balancing; use the prop resolver',
  ],
  [
    { sampler: { processors: { tail_sampling: {} } } },
    'sampler.processors must not set tail_sampling; use the prop policies',
  ],
  [
    { sampler: { protocols: ['zipkin'] } as TailSamplingProps['sampler'] },
    'sampler must not set protocols; use the prop balancer.protocols',
  ],
])('%j is refused', (props, message) => {
  expect(() => synth(props)).toThrow(`test/Gateway: ${message}`);
});

test('a tier says by its own name what is wrong with its settings', () => {
  expect(() => synth({ sampler: { memoryLimit: 'much' } })).toThrow(
    'test/Gateway/Sampler: memoryLimit',
  );
});
