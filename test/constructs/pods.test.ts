import { ApiObject, Testing } from 'cdk8s';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import type { CollectorPodProps } from '../../src/constructs/collector/pod.ts';
import { elasticsearch } from '../../src/constructs/elasticsearch/storage.ts';
import { jaeger } from '../../src/constructs/jaeger/v1/backend.ts';
import type { JaegerPods } from '../../src/constructs/jaeger/v1/pods/settings.ts';
import { jaegerV2 } from '../../src/constructs/jaeger/v2/backend.ts';
import type { JaegerV2Pods } from '../../src/constructs/jaeger/v2/pods/settings.ts';
import type { PodProps } from '../../src/constructs/kubernetes/pod.ts';
import type { OperatorProps } from '../../src/constructs/operator/props.ts';
import { lint } from '../../src/lint/lint.ts';
import { readModel } from '../../src/model/model.ts';
import type { TracingStackProps } from '../../src/stack/props.ts';
import { TracingStack } from '../../src/stack.ts';
import { validOf } from '../imports/embedded.ts';
import { rounds } from '../seed.ts';

vi.spyOn(console, 'warn').mockImplementation(() => {});

type Arbitraries<P> = { readonly [K in keyof Required<P>]: fc.Arbitrary<P[K]> };

const names = fc.constantFrom('registry', 'team-a.pull', 'Not A Name');
const labels = fc.dictionary(
  fc.constantFrom('example.com/team', 'app', 'app.kubernetes.io/name', 'not a key'),
  fc.constantFrom('a', 'tracing', 'not a value'),
  { noNullPrototype: true, maxKeys: 2 },
);
const amounts = fc.dictionary(
  fc.constantFrom('cpu', 'memory'),
  fc.constantFrom('50m', '1', '128Mi', '2Gi', 'much'),
  { noNullPrototype: true },
);
// what compiles is of the type, whatever it says
const typed = <T>(type: string) => validOf(type) as unknown as fc.Arbitrary<T>;
const several = <T>(type: string) => fc.array(typed<T>(type), { maxLength: 2 });

const pod: Arbitraries<PodProps> = {
  imagePullSecrets: fc.array(names, { maxLength: 2 }),
  resources: fc.record(
    { requests: amounts, limits: amounts },
    { requiredKeys: [], noNullPrototype: true },
  ),
  nodeSelector: labels,
  affinity: typed('Affinity'),
  tolerations: several('Toleration'),
  topologySpreadConstraints: several('TopologySpreadConstraint'),
  priorityClassName: names,
  podSecurityContext: typed('PodSecurityContext'),
  securityContext: typed('SecurityContext'),
  env: several('EnvVar'),
  volumes: several('Volume'),
  volumeMounts: several('VolumeMount'),
  podAnnotations: labels,
  podLabels: labels,
  serviceAccountName: names,
};

const autoscaler = fc.record(
  {
    minReplicas: fc.integer({ min: 0, max: 4 }),
    maxReplicas: fc.integer({ min: 0, max: 9 }),
    targetCPUUtilization: fc.integer({ min: 0, max: 100 }),
    targetMemoryUtilization: fc.integer({ min: 0, max: 100 }),
  },
  { requiredKeys: ['maxReplicas'], noNullPrototype: true },
);
const budget = fc.record(
  {
    minAvailable: fc.constantFrom<(number | string)[]>(0, 1, '50%', '150%'),
    maxUnavailable: fc.constantFrom<(number | string)[]>(0, 1, '50%', 'half'),
  },
  { requiredKeys: [], noNullPrototype: true },
);

/** Some of the props that there are, each of a value that its type takes. */
function some<P extends object>(arbitraries: Arbitraries<P>): fc.Arbitrary<Partial<P>> {
  const all = Object.keys(arbitraries) as (keyof P)[];
  return fc.subarray(all, { minLength: 1, maxLength: 3 }).chain((chosen) =>
    fc.record(Object.fromEntries(chosen.map((name) => [name, arbitraries[name]])) as never, {
      noNullPrototype: true,
    }),
  ) as fc.Arbitrary<Partial<P>>;
}

const { podLabels, ...unlabelled } = pod;
const collectorPod: Arbitraries<CollectorPodProps> = {
  ...unlabelled,
  autoscaler,
  podDisruptionBudget: budget,
};
const { serviceAccountName, ...ofOperator } = pod;
type OperatorPod = Pick<OperatorProps, keyof typeof ofOperator | 'podDisruptionBudget'>;
const operatorPod: Arbitraries<OperatorPod> = { ...ofOperator, podDisruptionBudget: budget };
const { nodeSelector, topologySpreadConstraints, priorityClassName, env, ...ofAll } = pod;
const component = { ...ofAll, nodeSelector, priorityClassName, image: fc.constant('a/b:1.65.0') };
const scaled = fc.record(
  { minReplicas: fc.nat({ max: 4 }), maxReplicas: fc.nat({ max: 9 }) },
  { noNullPrototype: true },
);
const { priorityClassName: unclassed, ...ofIngester } = component;
const { nodeSelector: anywhere, ...ofAllInOne } = component;
const jaegerPods: Arbitraries<JaegerPods> = {
  all: some(ofAll),
  collector: some({ ...component, autoscaler: scaled }),
  query: some(component),
  ingester: some({ ...ofIngester, autoscaler: scaled }),
  allInOne: some(ofAllInOne),
};
const jaegerV2Pods: Arbitraries<JaegerV2Pods> = {
  collector: some(collectorPod),
  query: some(collectorPod),
  ingester: some(collectorPod),
  jobs: some(pod),
  dependencies: some(pod),
};

const storage = elasticsearch({ serverUrls: ['http://es.example.com:9200'], retentionDays: 7 });

/** A stack, and the names of the props of its pods that are set. */
interface Drawn {
  readonly stack: TracingStackProps;
  readonly names: readonly string[];
}

function drawn<P extends object>(
  pods: fc.Arbitrary<Partial<P>>,
  stackOf: (pods: Partial<P>) => TracingStackProps,
): fc.Arbitrary<Drawn> {
  return pods.map((props) => {
    const inner = Object.values(props).flatMap((value) =>
      typeof value === 'object' && value !== null ? Object.keys(value) : [],
    );
    return { stack: stackOf(props), names: [...Object.keys(props), ...inner] };
  });
}

const stacks: fc.Arbitrary<Drawn> = fc.oneof(
  drawn(some(collectorPod), (collector) => ({ backend: jaeger({ storage }), collector })),
  drawn(some(operatorPod), (otelOperator) => ({ backend: jaeger({ storage }), otelOperator })),
  drawn(some(operatorPod), (operator) => ({ backend: jaeger({ storage, operator }) })),
  drawn(some(jaegerPods), (pods) => ({ backend: jaeger({ storage, pods }) })),
  drawn(some(jaegerV2Pods), (pods) => ({ backend: jaegerV2({ storage, pods }) })),
);

test('what compiles of the pods is refused by construct and prop, or has no findings', {
  timeout: 120_000,
}, () => {
  const outcomes = { refused: 0, shutOut: 0, written: 0 };
  fc.assert(
    fc.property(stacks, (props) => {
      const app = Testing.app();
      try {
        new TracingStack(app, 'tracing', props.stack);
      } catch (error) {
        if (!(error instanceof Error) || error.constructor !== Error) throw error;
        // what a namespace lets in is known when all of the stack is there
        if (/^tracing: podSecurity must .*, and \w+ \S+: /.test(error.message)) {
          outcomes.shutOut += 1;
          return;
        }
        expect(error.message).toMatch(/^tracing\/\S+: /);
        expect(props.names.filter((name) => error.message.includes(name))).not.toEqual([]);
        outcomes.refused += 1;
        return;
      }
      const objects = app.node.findAll().filter(ApiObject.isApiObject);
      const model = readModel(objects.map((object) => ({ value: object.toJson() })));
      expect(lint(model).map(({ rule }) => rule.id)).toEqual([]);
      outcomes.written += 1;
    }),
    { numRuns: rounds(100) },
  );
  // each of the ways out is taken
  expect(Math.min(...Object.values(outcomes))).toBeGreaterThan(0);
});
