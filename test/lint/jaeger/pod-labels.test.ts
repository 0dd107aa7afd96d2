import { expect, test } from 'vitest';
import { podLabels } from '../../../src/lint/jaeger/pod-labels/rule.ts';
import { check } from '../check.ts';
import { jaegerOf, onElasticsearch } from './jaeger-of.ts';

const urls = '{server-urls: "http://e"}';

test.each([
  [
    'labels: {app: tracing}',
    "spec.labels.app: pods must keep the operator's label app, by which their Services select them, got 'tracing'",
  ],
  [
    'query: {labels: {app.kubernetes.io/name: q}}',
    "spec.query.labels[\"app.kubernetes.io/name\"]: pods must keep the operator's label app.kubernetes.io/name, by which their Services select them, got 'q'",
  ],
  [
    'collector: {labels: {app.kubernetes.io/instance: x}}',
    "spec.collector.labels[\"app.kubernetes.io/instance\"]: pods must keep the operator's label app.kubernetes.io/instance, by which their Services select them, got 'x'",
  ],
  [
    'labels: {app.kubernetes.io/managed-by: helm}',
    'spec.labels["app.kubernetes.io/managed-by"]: label app.kubernetes.io/managed-by belongs to the operator, which removes it here',
  ],
])('%s is told', (spec, message) => {
  expect(check(onElasticsearch(urls, '', spec), podLabels)).toEqual([`Jaeger/t/j ${message}`]);
});

test.each([
  onElasticsearch(urls, '', 'labels: {team: a}, collector: {labels: {app: jaeger}}'),
  // all-in-one's Services follow the labels
  jaegerOf('{labels: {app: tracing}}'),
])('%s is let be', (yaml) => {
  expect(check(yaml, podLabels)).toEqual([]);
});
