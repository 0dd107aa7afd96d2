import { expect, test } from 'vitest';
import { indexPrefix } from '../../../../src/lint/elasticsearch/storage/index-prefix/rule.ts';
import { check } from '../../check.ts';
import { all, cronJobOf, jaegerV2Of, onElasticsearch } from '../../jaeger/jaeger-of.ts';

const dash = "index prefix must not end with '-', Jaeger adds it, got 'prod-'";

test.each([
  [
    onElasticsearch('{server-urls: "http://e:9200", index-prefix: prod-}'),
    `Jaeger/t/j spec.storage.options.es.index-prefix: ${dash}`,
  ],
  [
    onElasticsearch(
      '{server-urls: "http://e:9200"}',
      '',
      'query: {options: {es.index-prefix: prod-}}',
    ),
    `Jaeger/t/j spec.query.options["es.index-prefix"]: ${dash}`,
  ],
  [
    onElasticsearch('{server-urls: "http://e:9200", index-prefix: Prod}'),
    "Jaeger/t/j spec.storage.options.es.index-prefix: index prefix must be lower-case, got 'Prod'",
  ],
  [
    cronJobOf(
      '{name: x, image: "jaegertracing/jaeger-es-index-cleaner:1.57.0", args: ["7", "http://e:9200"], env: [{name: INDEX_PREFIX, value: prod-}]}',
    ),
    `CronJob/t/c spec.jobTemplate.spec.template.spec.containers[0].env[0].value: ${dash}`,
  ],
  [
    cronJobOf(
      '{name: x, image: "jaegertracing/jaeger-es-rollover:1.57.0", args: [rollover, "http://e:9200", "--index-prefix=prod-"]}',
    ),
    `CronJob/t/c spec.jobTemplate.spec.template.spec.containers[0].args[2]: ${dash}`,
  ],
  [
    jaegerV2Of(
      '{extensions: {jaeger_storage: {backends: {main: {elasticsearch: {server_urls: ["http://e:9200"], indices: {index_prefix: Prod-}}}}}}}',
    ),
    "OpenTelemetryCollector/t/c spec.config.extensions.jaeger_storage.backends.main.elasticsearch.indices.index_prefix: index prefix must be lower-case, got 'Prod-'",
  ],
])('%s is told once', (yaml, message) => {
  expect(check(yaml, indexPrefix)).toEqual([message]);
});

test.each([
  onElasticsearch('{server-urls: "http://e:9200", index-prefix: prod_eu-1}'),
  onElasticsearch('{server-urls: "http://e:9200"}'),
  jaegerV2Of(
    `{extensions: {jaeger_storage: {backends: {main: {elasticsearch: {indices: {index_prefix: "\${env:PREFIX}"}}}}}}}`,
  ),
  jaegerV2Of(
    '{extensions: {jaeger_storage: {backends: {main: {elasticsearch: {server_urls: ["http://e:9200"], indices: {index_prefix: prod-}}}}}}}',
  ),
  all(
    onElasticsearch('{index-prefix: a}'),
    cronJobOf('{name: x, image: busybox, env: [{name: INDEX_PREFIX, value: B-}]}'),
  ),
])('%s is let be', (yaml) => {
  expect(check(yaml, indexPrefix)).toEqual([]);
});
