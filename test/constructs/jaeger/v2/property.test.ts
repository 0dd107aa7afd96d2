import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JaegerV2Props, ReceiverProtocol } from '../../../../src/index.ts';
import { lint } from '../../../../src/lint/lint.ts';
import { seldom } from '../../../cluster/fixtures/arbitrary.ts';
import {
  arbitraryJaegerV2Props,
  generatedJaegerV2,
  generatedNamespace,
} from '../../../cluster/fixtures/generated-jaeger-v2.ts';
import { modelOfObjects } from '../../../objects-model.ts';
import { rounds } from '../../../seed.ts';

type Props = JaegerV2Props<ReceiverProtocol>;

/** One of the values now and then: with all props at once, one would always be refused. */
const oneOf = <T>(...values: readonly T[]) => seldom(fc.constantFrom(...values));

const registry = 'registry.example.com/jaegertracing';

/** What the operators of a test cluster could not carry out. */
const more: fc.Arbitrary<Partial<Props>> = fc.record<Partial<Props>>({
  receiverTls: oneOf<Props['receiverTls']>(
    { issuer: { name: 'ca', kind: 'ClusterIssuer' } },
    { serverSecretName: 'server', clientSecretName: 'client' },
  ),
  gateway: oneOf<Props['gateway']>(
    { parentRefs: [{ name: 'public' }] },
    {
      parentRefs: [{ name: 'public', namespace: 'gateways', sectionName: 'https', port: 443 }],
      hostnames: ['jaeger.example.com'],
      annotations: { 'example.com/owner': 'a' },
    },
  ),
  queryMemoryLimit: oneOf('512Mi', '2Gi'),
  image: oneOf(`${registry}/jaeger:2.20.0`, `${registry}/jaeger:own`),
  indexCleanerImage: oneOf(`${registry}/jaeger-es-index-cleaner:2.20.0`),
  rolloverImage: oneOf(`${registry}/jaeger-es-rollover:2.20.0`),
  clusterDomain: oneOf('k8s.example'),
  labels: oneOf({ team: 'a' }),
  extraConfig: oneOf<Props['extraConfig']>(
    { query: { extensions: { jaeger_query: { max_clock_skew_adjust: '1s' } } } },
    { collector: { processors: { batch: { send_batch_size: 512 } } } },
    { ingester: { service: { telemetry: { logs: { level: 'warn' } } } } },
    {
      collector: {
        processors: { attributes: { actions: [{ key: 'a', action: 'delete' }] } },
        service: { pipelines: { traces: { processors: ['attributes'] } } },
      },
    },
  ),
  extraSpec: oneOf<Props['extraSpec']>(
    { collector: { terminationGracePeriodSeconds: 60 } },
    { query: { terminationGracePeriodSeconds: 60 } },
  ),
  pods: oneOf<Props['pods']>(
    { collector: { autoscaler: { maxReplicas: 4 } } },
    { query: { podDisruptionBudget: { minAvailable: 1 } } },
    { ingester: { priorityClassName: 'platform' } },
    { jobs: { nodeSelector: { pool: 'infra' } } },
    { dependencies: { nodeSelector: { pool: 'infra' } } },
  ),
});

const drawn = fc
  .tuple(arbitraryJaegerV2Props, more, fc.array(fc.nat(), { maxLength: 3 }))
  .map(([common, added, chosen]): Props => {
    const entries = Object.entries(added);
    const some = entries.filter((_, index) => chosen.some((one) => one % entries.length === index));
    return { ...common, ...Object.fromEntries(some) };
  });

test('whatever the types allow is refused by construct and prop, or synthesized without findings', () => {
  let made = 0;
  fc.assert(
    fc.property(drawn, (props) => {
      const generated = generatedJaegerV2(props);
      if (generated === undefined) return;
      made += 1;
      const { objects, jaeger } = generated;
      const model = modelOfObjects(objects);
      // a login without a CA is told of, and rightly so
      const found = lint(model).filter(({ rule }) => rule.id !== 'edge/plain-login');
      expect(found.map(({ rule, message }) => `${rule.id}: ${message}`)).toEqual([]);
      const { query, otlpGrpc, otlpHttp, thriftHttp, sampling } = jaeger;
      for (const endpoint of [query, otlpGrpc, otlpHttp, thriftHttp, sampling]) {
        if (endpoint === undefined) continue;
        const service = model.services.find(generatedNamespace, endpoint.host);
        expect(service?.ports.map(({ port }) => port)).toContain(endpoint.port);
      }
    }),
    { numRuns: rounds(150) },
  );
  // not because most were refused
  expect(made).toBeGreaterThan(40);
}, 600_000);
