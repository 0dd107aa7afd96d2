import { expect, test } from 'vitest';
import { serverUrls } from '../../../src/lint/jaeger/server-urls/rule.ts';
import { check } from '../check.ts';
import { all, jaegerOf, onElasticsearch } from './jaeger-of.ts';

const path = 'Jaeger/t/j spec.storage.options.es.server-urls:';
const workload = '{apiVersion: apps/v1, kind: Deployment, metadata: {name: w, namespace: t}}';

test.each([
  [
    onElasticsearch('{server-urls: ["http://a:9200", "http://b:9200"]}'),
    `${path} es.server-urls must be one string with commas between URLs, got a list, did you mean 'http://a:9200,http://b:9200'?`,
  ],
  [
    onElasticsearch('{server-urls: ""}'),
    `${path} es.server-urls must name at least one URL such as http://elasticsearch:9200`,
  ],
  [
    onElasticsearch('{index-prefix: a}'),
    `${path} storage elasticsearch must have es.server-urls under storage.options, or the operator asks for an Elasticsearch of OpenShift's`,
  ],
  [
    jaegerOf(
      '{strategy: production, storage: {type: elasticsearch}, collector: {options: {es.server-urls: "http://e:9200"}}, query: {options: {es.server-urls: "http://e:9200"}}}',
    ),
    'Jaeger/t/j spec.collector.options["es.server-urls"]: es.server-urls must stand under storage.options, or the operator provisions an Elasticsearch of its own and its jobs have no host',
  ],
])('%s is told', (yaml, message) => {
  expect(check(yaml, serverUrls)).toEqual([message]);
});

test('doNotProvision needs the Elasticsearch to be there', () => {
  const jaeger = jaegerOf(
    '{strategy: production, storage: {type: elasticsearch, elasticsearch: {doNotProvision: true}}}',
  );
  const elasticsearch =
    '{apiVersion: logging.openshift.io/v1, kind: Elasticsearch, metadata: {name: elasticsearch, namespace: t}}';
  expect(check(all(jaeger, workload), serverUrls)).toEqual([
    'Jaeger/t/j spec.storage.elasticsearch.doNotProvision: doNotProvision needs an Elasticsearch t/elasticsearch of logging.openshift.io, or es.server-urls under storage.options',
  ]);
  expect(check(all(jaeger, workload, elasticsearch), serverUrls)).toEqual([]);
  expect(check(jaeger, serverUrls)).toEqual([]);
});

test.each([
  onElasticsearch('{server-urls: "http://a:9200,https://b.example.com"}'),
  jaegerOf('{storage: {type: elasticsearch, options: {es.server-urls: "http://a:9200"}}}'),
  // OpenShift provisions it
  jaegerOf('{storage: {type: elasticsearch, elasticsearch: {nodeCount: 1}}}'),
  all(
    onElasticsearch('{}'),
    '{apiVersion: route.openshift.io/v1, kind: Route, metadata: {name: r, namespace: t}}',
  ),
  // told as dropped, or as without a value
  jaegerOf(
    '{storage: {type: elasticsearch, options: {elasticsearch.server-urls: "http://a:9200"}}}',
  ),
  onElasticsearch('{server-urls: null}'),
  onElasticsearch('{server-url: "http://a:9200"}'),
  jaegerOf('{storage: {type: elasticsearch, option: {es: {server-urls: "http://a:9200"}}}}'),
  // told of the connection
  onElasticsearch('{server-urls: "elasticsearch:9200"}'),
  jaegerOf('{storage: {type: cassandra}}'),
])('%s is let be', (yaml) => {
  expect(check(yaml, serverUrls)).toEqual([]);
});
