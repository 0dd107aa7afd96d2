import { expect, test } from 'vitest';
import { podSecurity } from '../src/lint/kubernetes/object/pod-security/rule.ts';
import { lint } from '../src/lint/lint.ts';
import { withInjected } from '../src/model/instrumentation/injected-pods.ts';
import { objectName } from '../src/model/kubernetes/objects.ts';
import type { MadePods } from '../src/model/kubernetes/pods.ts';
import type { Model } from '../src/model/model.ts';
import { podSecurityProblems } from '../src/upstream/kubernetes/pod-security/standard.ts';
import { modelOf } from './stack-model.ts';
import { stacks } from './stacks.ts';

/** Pods that do not keep to restricted, by stack and object, with the reason. */
const exceptions: readonly {
  readonly stack: RegExp;
  readonly object: RegExp;
  readonly reason: string;
}[] = [
  {
    stack: /^article$/,
    object: /\/tracing\//,
    reason: 'as the article has it: as upstream leaves its pods',
  },
  {
    stack: /^(applications|sidecar)$/,
    object: /\/shop\//,
    reason: "the user's own application, in a namespace that enforces nothing",
  },
  {
    stack: /^gateway$/,
    object: /\/agents\//,
    reason: 'agents that listen on a port of their node, in a namespace that lets them',
  },
];

/** Pods with what is injected into them. */
function podsOf({ pods, injections, versions }: Model): MadePods[] {
  return pods.map((one) =>
    withInjected(
      one,
      injections.filter(({ workload }) => workload !== undefined && workload === one.workload),
      versions.otelOperator,
    ),
  );
}

const exceptionOf = (stack: string, pods: MadePods) =>
  exceptions.find(
    ({ stack: where, object }) => where.test(stack) && object.test(objectName(pods.object)),
  );

test.each(Object.keys(stacks))(
  'every pod of the %s stack keeps to restricted, save for the exceptions',
  async (stack) => {
    const pods = podsOf(await modelOf(stack));
    expect(pods.length).toBeGreaterThan(0);
    for (const one of pods) {
      const problems = podSecurityProblems('restricted', one).map(({ message }) => message);
      if (exceptionOf(stack, one) === undefined) {
        expect([objectName(one.object), one.part, ...problems]).toEqual([
          objectName(one.object),
          one.part,
        ]);
      } else {
        // an exception that is none is stale
        expect([objectName(one.object), problems.length > 0]).toEqual([
          objectName(one.object),
          true,
        ]);
      }
    }
  },
);

test.each(Object.keys(stacks))('no namespace of the %s stack refuses one', async (stack) => {
  expect(lint(await modelOf(stack), [podSecurity])).toEqual([]);
});

test('pods of operators and of what they make are among them', async () => {
  const pods = (await modelOf('default')).pods.map(
    ({ object, part }) => `${object.kind} ${object.name} ${part ?? ''}`,
  );
  expect(pods).toEqual(
    expect.arrayContaining([
      'Deployment opentelemetry-operator-controller-manager ',
      'Deployment jaeger-operator ',
      'OpenTelemetryCollector otel-collector collector',
      'Jaeger jaeger collector',
      'Jaeger jaeger query',
      'Jaeger jaeger esIndexCleaner',
    ]),
  );
});
