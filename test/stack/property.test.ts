import { App } from 'cdk8s';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { elasticsearch } from '../../src/constructs/elasticsearch/storage.ts';
import { jaeger } from '../../src/constructs/jaeger/v1/backend.ts';
import { jaegerV2 } from '../../src/constructs/jaeger/v2/backend.ts';
import { objectsInOrder, render } from '../../src/guard/objects.ts';
import { TracingStack } from '../../src/index.ts';
import { lint } from '../../src/lint/lint.ts';
import { readModel } from '../../src/model/model.ts';
import type { AnyStackProps } from '../../src/stack/props.ts';
import { rounds } from '../seed.ts';

/** A prop that is there now and then: with all of them, one would always be refused. */
const maybe = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });
/** Mappings as people write them. */
const record = <T extends object>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record<T>(model, { noNullPrototype: true });
const oneOf = <T>(...values: readonly T[]) => fc.constantFrom(...values);

const security = record({
  runAsUser: maybe(oneOf(0, 1000)),
  runAsNonRoot: maybe(fc.boolean()),
  allowPrivilegeEscalation: maybe(fc.boolean()),
  privileged: maybe(oneOf(false, false, true)),
  readOnlyRootFilesystem: maybe(fc.boolean()),
});
const pod = record({
  securityContext: maybe(security),
  podSecurityContext: maybe(
    record({ runAsUser: maybe(oneOf(0, 1000)), fsGroup: maybe(oneOf(1000)) }),
  ),
  tolerations: maybe(
    oneOf(
      [{ key: 'infra', operator: 'Exists' as const }],
      [{ key: 'infra', operator: 'Exists' as const, value: 'yes' }],
    ),
  ),
  volumes: maybe(
    oneOf([{ name: 'data', emptyDir: {} }], [{ name: 'tmp', emptyDir: {} }], [{ name: 'data' }]),
  ),
  volumeMounts: maybe(
    oneOf([{ name: 'data', mountPath: '/data' }], [{ name: 'data', mountPath: '/tmp' }]),
  ),
  podAnnotations: maybe(oneOf({ 'example.com/team': 'a' })),
  priorityClassName: maybe(oneOf('platform', 'Plat form')),
  imagePullSecrets: maybe(oneOf(['registry'], ['Registry'])),
  serviceAccountName: maybe(oneOf('collector')),
});
const environment = maybe(
  oneOf(
    [{ name: 'TOKEN', value: 'a' }],
    [
      { name: 'HTTPS_PROXY', value: 'http://proxy.example.com:3128' },
      { name: 'NO_PROXY', value: '*' },
    ],
  ),
);
const image = maybe(
  oneOf(
    'otel/opentelemetry-collector-contrib:0.158.0',
    'registry.example.com/team/collector:0.158.0',
    'collector:latest',
    'collector',
  ),
);
const peers = oneOf(
  [{ namespace: 'shop' }],
  [{ namespace: 'shop', podLabels: { app: 'shop' } }],
  [{ cidr: '10.1.0.0/16', except: ['10.1.9.0/24'] }],
  [{ cidr: '10.1.0.0' }],
  [],
);
const policies = oneOf(true, false, undefined);
const policySettings = record({
  senders: maybe(peers),
  dns: maybe(peers),
  prometheus: maybe(peers),
  apiServer: maybe(oneOf({ cidrs: ['10.0.0.0/28'], port: 6443 }, { cidrs: [] }, { port: 0 })),
  outside: maybe(
    oneOf(
      { 'es.example.com': [{ cidr: '10.20.0.0/24' }] },
      { 'es.exmple.com': [{ cidr: '10.20.0.0/24' }] },
      { 'es.example.com': [{ namespace: 'elastic', port: 9200 }] },
    ),
  ),
});
const storage = elasticsearch({ serverUrls: ['http://es.example.com:9200'], retentionDays: 7 });
const backend = fc.oneof(
  record({ all: maybe(pod), query: maybe(pod) }).map((pods) => () => {
    const { priorityClassName: _, ...all } = pods.all ?? {};
    return jaeger({ storage, pods: { all, query: pods.query } });
  }),
  record({ collector: maybe(pod), query: maybe(pod), jobs: maybe(pod) }).map(
    (pods) => () => jaegerV2({ storage, pods }),
  ),
);

const drawn = record({
  backend,
  podSecurity: maybe(oneOf('restricted' as const, 'baseline' as const, 'unlabelled' as const)),
  imageRegistry: maybe(oneOf('registry.example.com/mirror', 'quay.io/acme', 'mirror')),
  imagePullSecrets: maybe(oneOf(['registry'], ['Registry'])),
  networkPolicies: fc.oneof(policies, policySettings),
  monitoring: maybe(record({ interval: maybe(oneOf('30s', '30')) })),
  collector: maybe(
    fc
      .tuple(pod, record({ env: environment, image, replicas: maybe(oneOf(0, 3)) }))
      .map(([common, own]) => ({ ...common, ...own })),
  ),
});

/** What becomes of props: objects, or the message that they are refused with. */
function outcome({
  backend: making,
  ...props
}: typeof drawn extends fc.Arbitrary<infer T> ? T : never) {
  const app = new App();
  try {
    const all = { backend: making(), ...props } as unknown as AnyStackProps;
    new TracingStack(app, 'tracing', { ...all, guard: 'off' });
    return { objects: render(objectsInOrder(app)) };
  } catch (error) {
    return { message: (error as Error).message };
  }
}

// of what compiles, and of what JavaScript lets through
test('whatever is said of pods, images and networks is refused by construct and prop, or has no findings', () => {
  let made = 0;
  fc.assert(
    fc.property(drawn, (props) => {
      const { objects, message } = outcome(props);
      if (message !== undefined) {
        expect(message).toMatch(/^tracing(?:\/[\w-]+)*: [a-z][A-Za-z]*[.[\w\]]*/);
        return;
      }
      made += 1;
      const findings = lint(readModel(objects));
      expect(findings.map(({ rule, message }) => `${rule.id}: ${message}`)).toEqual([]);
    }),
    { numRuns: rounds(100) },
  );
  // not because most were refused
  expect(made).toBeGreaterThan(rounds(100) / 10);
}, 300_000);
