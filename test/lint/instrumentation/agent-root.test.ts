import { expect, test } from 'vitest';
import { examplesOf } from '../../../scripts/rule-examples.ts';
import { agentRoot } from '../../../src/lint/instrumentation/agent-root/rule.ts';
import { check } from '../check.ts';

const examples = examplesOf(agentRoot).map((one) => one.wrong);
const [wrong = ''] = examples;

test('an init container that must not be root needs a user', () => {
  for (const example of examples) {
    expect(check(example, agentRoot)).toEqual([
      'Deployment/shop/pay spec.template.metadata.annotations["instrumentation.opentelemetry.io/inject-java"]: instrumentation.opentelemetry.io/inject-java needs a runAsUser such as 65534 beside runAsNonRoot: true, because the init container of the agent has none and its image runs as root',
    ]);
    expect(check(example.replace('runAsNonRoot: true', 'runAsNonRoot: false'), agentRoot)).toEqual(
      [],
    );
    expect(check(example.replaceAll('inject-java', 'inject-sdk'), agentRoot)).toEqual([]);
  }
});

test('the image of an agent may name a user where it is not that of upstream', () => {
  const image = (name: string) => wrong.replace('  exporter:', `  java: { image: "${name}" }\n$&`);
  expect(check(image('registry.example.com/agent:1.0.0'), agentRoot)).toEqual([]);
  const upstream = 'ghcr.io/open-telemetry/opentelemetry-operator/autoinstrumentation-java:2.16.0';
  expect(check(image(upstream), agentRoot)).toHaveLength(1);
});

test('OpenShift gives pods a user', () => {
  const route =
    '---\napiVersion: route.openshift.io/v1\nkind: Route\nmetadata: { name: a, namespace: shop }\n';
  expect(check(wrong + route, agentRoot)).toEqual([]);
});
