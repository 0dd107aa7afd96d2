import { expect, test } from 'vitest';
import { elasticsearchVersion } from '../../../../src/lint/elasticsearch/storage/elasticsearch-version/rule.ts';
import { check } from '../../check.ts';
import { all, jaegerV2Of, onElasticsearch } from '../../jaeger/jaeger-of.ts';

const service =
  '{apiVersion: v1, kind: Service, metadata: {name: es, namespace: db}, spec: {selector: {app: es}, ports: [{port: 9200}]}}';

const server = (image: string) =>
  all(
    service,
    `{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: es, namespace: db}, spec: {template: {metadata: {labels: {app: es}}, spec: {containers: [{image: "${image}"}]}}}}`,
  );

const jaeger = (version: string) =>
  onElasticsearch(
    '{server-urls: "http://es.db:9200"}',
    '',
    `collector: {image: "jaegertracing/jaeger-collector:${version}"}`,
  );

const old = (release: string) =>
  `Elasticsearch 8 must be used with Jaeger 1.52.0 or newer, got Elasticsearch ${release} and Jaeger 1.51.0`;

test('a release of Elasticsearch that is too new or too old is told once', () => {
  const at = 'Jaeger/t/j spec.storage.options.es.server-urls:';
  expect(
    check(
      all(server('elasticsearch/elasticsearch:8.11.1'), jaeger('1.51.0')),
      elasticsearchVersion,
    ),
  ).toEqual([`${at} ${old('8.11.1')}`]);
  expect(
    check(all(server('elasticsearch:6.8.23'), jaeger('1.60.0')), elasticsearchVersion),
  ).toEqual([
    `${at} Jaeger since 1.58.0 must be used with Elasticsearch 7 or newer, got Elasticsearch 6.8.23 and Jaeger 1.60.0`,
  ]);
});

test("Elastic's operator tells the release as well", () => {
  const managed =
    '{apiVersion: elasticsearch.k8s.elastic.co/v1, kind: Elasticsearch, metadata: {name: main, namespace: t}, spec: {version: 8.5.0}}';
  const yaml = onElasticsearch(
    '{server-urls: "https://main-es-http:9200"}',
    '',
    'query: {image: "jaegertracing/jaeger-query:1.51.0"}',
  );
  expect(check(all(managed, yaml), elasticsearchVersion)).toEqual([
    `Jaeger/t/j spec.storage.options.es.server-urls: ${old('8.5.0')}`,
  ]);
});

test('Jaeger v2 needs Elasticsearch 7 or newer', () => {
  const config =
    '{extensions: {jaeger_storage: {backends: {main: {elasticsearch: {server_urls: ["http://es.db:9200"]}}}}}}';
  expect(
    check(all(server('elasticsearch:6.8.23'), jaegerV2Of(config)), elasticsearchVersion),
  ).toHaveLength(1);
  expect(
    check(all(server('elasticsearch:8.19.0'), jaegerV2Of(config)), elasticsearchVersion),
  ).toEqual([]);
});

test.each([
  all(server('elasticsearch:8.11.1'), jaeger('1.52.0')),
  all(server('elasticsearch:7.17.9'), jaeger('1.51.0')),
  all(server('elasticsearch:latest'), jaeger('1.51.0')),
  all(server('opensearchproject/opensearch:2.11.0'), jaeger('1.51.0')),
  // neither release is known
  all(server('elasticsearch:8.11.1'), onElasticsearch('{server-urls: "http://es.db:9200"}')),
  jaeger('1.51.0'),
])('%s is let be', (yaml) => {
  expect(check(yaml, elasticsearchVersion)).toEqual([]);
});
