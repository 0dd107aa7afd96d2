import { expect, test } from 'vitest';
import { optionValue } from '../../../src/lint/jaeger/option-value/rule.ts';
import { lint } from '../../../src/lint/lint.ts';
import { modelOf } from '../../model/model-of.ts';
import { check } from '../check.ts';
import { jaegerOf, onElasticsearch } from './jaeger-of.ts';

test.each([
  [
    onElasticsearch('{server-urls: "http://e", num-shards: five}'),
    "Jaeger/t/j spec.storage.options.es.num-shards: es.num-shards must be a whole number, got 'five'",
  ],
  [
    onElasticsearch('{max-span-age: 7d}'),
    "Jaeger/t/j spec.storage.options.es.max-span-age: es.max-span-age must be a Go duration such as 30s, 5m or 72h, got '7d', did you mean 168h?",
  ],
  [
    jaegerOf('{allInOne: {options: {collector.otlp.enabled: "on"}}}'),
    'Jaeger/t/j spec.allInOne.options["collector.otlp.enabled"]: collector.otlp.enabled must be true or false, got \'on\'',
  ],
  [
    jaegerOf('{collector: {options: {collector.tags: [a, 5]}}}'),
    'Jaeger/t/j spec.collector.options["collector.tags"][1]: elements of an option list must be strings, or the operator cannot read the whole Jaeger',
  ],
  [
    onElasticsearch('{server-urls: "http://e", username: null}'),
    'Jaeger/t/j spec.storage.options.es.username: option es.username has no value, the operator drops it',
  ],
])('%s is told', (yaml, message) => {
  expect(check(yaml, optionValue)).toEqual([message]);
});

test('an option without a value is a warning', () => {
  const [finding] = lint(modelOf(onElasticsearch('{index-prefix: null}')), [optionValue]);
  expect(finding?.severity).toBe('warning');
});

test.each([
  onElasticsearch(
    '{server-urls: "http://e", num-shards: 5, num-replicas: "0", use-aliases: true, timeout: 5s}',
  ),
  jaegerOf('{allInOne: {options: {query.additional-headers: ["A: b", "C: d"]}}}'),
])('%s is let be', (yaml) => {
  expect(check(yaml, optionValue)).toEqual([]);
});
