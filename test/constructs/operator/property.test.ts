import { Chart, Testing } from 'cdk8s';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  JaegerOperator,
  type JaegerOperatorProps,
} from '../../../src/constructs/jaeger/v1/operator.ts';
import {
  OtelOperator,
  type OtelOperatorProps,
} from '../../../src/constructs/otel-operator/operator.ts';
import { guard } from '../../../src/guard.ts';
import { rounds } from '../../seed.ts';
import { findings } from '../collector/synth.ts';

type Props = OtelOperatorProps & JaegerOperatorProps;

/** A prop that is set at times, to what is taken or, rarely, to what is not. */
function maybe<T>(good: readonly T[], bad: readonly T[] = []): fc.Arbitrary<T | undefined> {
  return fc.oneof(
    { weight: 6, arbitrary: fc.constant(undefined) },
    { weight: 6, arbitrary: fc.constantFrom(...good) },
    ...(bad.length === 0 ? [] : [{ weight: 1, arbitrary: fc.constantFrom(...bad) }]),
  );
}

const selector = {
  matchExpressions: [{ key: 'traced', operator: 'In' as const, values: ['true'] }],
};
const own = { matchLabels: { 'kubernetes.io/metadata.name': 'operators' } };

const shared = {
  replicas: maybe([1, 2], [0, 1.5]),
  leaderElection: maybe([true, false]),
  watchNamespaces: maybe<Props['watchNamespaces']>(
    [['tracing'], ['operators', 'tracing'], ['operators']],
    [['tracing', 'tracing'], ['Tracing'], [] as never],
  ),
  webhooks: maybe<Props['webhooks']>(
    [
      { failurePolicy: 'Ignore' },
      { failurePolicy: 'Fail', timeoutSeconds: 30 },
      { namespaceSelector: selector },
      { workloadFailurePolicy: 'Fail', namespaceSelector: selector },
      {},
    ],
    [
      { workloadFailurePolicy: 'Fail' },
      { workloadFailurePolicy: 'Fail', namespaceSelector: own },
      { timeoutSeconds: 31 },
      { failurePolicy: 'Never' as 'Fail' },
    ],
  ),
  certificate: maybe<Props['certificate']>(
    [{ secretName: 'webhook', caBundle: 'Y2E=' }],
    [{ secretName: 'Webhook', caBundle: 'Y2E=' }],
  ),
  podDisruptionBudget: maybe<Props['podDisruptionBudget']>([{ maxUnavailable: 1 }]),
  restricted: maybe([true, false]),
  image: maybe(['registry.example.com/operator:1.2.3'], ['operator:latest']),
};
const otel: fc.Arbitrary<OtelOperatorProps> = fc.record({
  ...shared,
  featureGates: maybe<OtelOperatorProps['featureGates']>(
    [
      ['operator.golang.flags'],
      ['-operand.networkpolicy', '+operator.golang.flags'],
      ['operator.networkpolicy'],
      [],
    ],
    [['operator.golang.flags,other'], ['']],
  ),
  enableGoInstrumentation: maybe([true, false]),
  logLevel: maybe<OtelOperatorProps['logLevel']>(['info'], ['warning' as 'info']),
});
const jaeger: fc.Arbitrary<JaegerOperatorProps> = fc.record({
  ...shared,
  watch: maybe<JaegerOperatorProps['watch']>(['cluster', 'namespace']),
});

test.each([
  ['OpenTelemetry', OtelOperator, otel],
  ['Jaeger', JaegerOperator, jaeger],
] as const)(
  'whatever the types allow of the %s operator is refused by construct and prop, or has no findings',
  (_, Operator, drawn) => {
    let made = 0;
    fc.assert(
      fc.property(drawn as fc.Arbitrary<Props>, (props) => {
        const chart = new Chart(Testing.app(), 'test');
        guard(chart.node.root, 'off');
        try {
          new Operator(chart, 'Operator', { ...props, namespace: 'operators' });
        } catch (error) {
          expect(String(error)).toMatch(/^Error: test\/Operator: \w+/);
          expect(error).not.toBeInstanceOf(TypeError);
          return;
        }
        made += 1;
        expect(findings(Testing.synth(chart))).toEqual([]);
      }),
      { numRuns: rounds(40) },
    );
    expect(made).toBeGreaterThan(5);
  },
  600_000,
);
