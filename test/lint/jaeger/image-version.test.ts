import { expect, test } from 'vitest';
import { imageVersion } from '../../../src/lint/jaeger/image-version/rule.ts';
import { check } from '../check.ts';
import { all, jaegerOf } from './jaeger-of.ts';

const pod = (image: string) =>
  `{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: t}, spec: {containers: [{image: "${image}"}]}}`;

test('images that do not exist or do not fit are told', () => {
  const yaml = all(
    jaegerOf(
      '{allInOne: {image: "jaegertracing/jaeger:2.1.0"}, agent: {image: "jaegertracing/jaeger-agent:1.65.0"}}',
    ),
    pod('jaegertracing/jaeger-agent:1.70.0'),
  );
  expect(check(yaml, imageVersion)).toEqual([
    "Jaeger/t/j spec.agent.image: image of jaeger-agent ended with release 1.62.0, got 'jaegertracing/jaeger-agent:1.65.0'",
    "Jaeger/t/j spec.allInOne.image: image must be of Jaeger v1, because the operator passes flags of v1, got 'jaegertracing/jaeger:2.1.0'",
    "Pod/t/p spec.containers[0].image: image of jaeger-agent ended with release 1.62.0, got 'jaegertracing/jaeger-agent:1.70.0'",
  ]);
});

test.each([
  jaegerOf('{agent: {image: "jaegertracing/jaeger-agent:1.62.0"}}'),
  pod('jaegertracing/jaeger:2.20.0'),
  pod('jaegertracing/jaeger-agent:latest'),
])('%s is let be', (yaml) => {
  expect(check(yaml, imageVersion)).toEqual([]);
});
