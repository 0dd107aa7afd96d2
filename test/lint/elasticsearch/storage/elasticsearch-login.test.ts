import { expect, test } from 'vitest';
import { elasticsearchLogin } from '../../../../src/lint/elasticsearch/storage/elasticsearch-login/rule.ts';
import { check } from '../../check.ts';
import { all, cronJobOf, jaegerV2Of, onElasticsearch } from '../../jaeger/jaeger-of.ts';

const server = (env: string) =>
  all(
    '{apiVersion: v1, kind: Service, metadata: {name: es, namespace: db}, spec: {selector: {app: es}, ports: [{port: 9200}]}}',
    `{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: es, namespace: db}, spec: {template: {metadata: {labels: {app: es}}, spec: {containers: [{image: "elasticsearch:7.17.9", env: ${env}}]}}}}`,
  );

const secured = server('[{name: xpack.security.enabled, value: "true"}]');
const open = server('[{name: xpack.security.enabled, value: "false"}]');
const withTls = server(
  '[{name: xpack.security.enabled, value: "true"}, {name: xpack.security.http.ssl.enabled, value: "true"}]',
);

const url = 'http://es.db:9200';
const jaeger = (storage = '', options = '', scheme = 'http') =>
  onElasticsearch(`{server-urls: "${scheme}://es.db:9200"${options}}`, storage);
const job = (env: string) =>
  cronJobOf(
    `{name: clean, image: "jaegertracing/jaeger-es-index-cleaner:1.60.0", args: ["7", "${url}"], env: ${env}}`,
  );
const v2 = (auth: string) =>
  jaegerV2Of(
    `{extensions: {jaeger_storage: {backends: {main: {elasticsearch: {server_urls: ["${url}"]${auth}}}}}}}`,
  );

test('clients without a user are told', () => {
  expect(check(all(secured, jaeger(), job('[]'), v2('')), elasticsearchLogin)).toEqual([
    `Jaeger/t/j spec.storage.secretName: collector has no user for this Elasticsearch, which requires one: '${url}'`,
    `CronJob/t/c spec.jobTemplate.spec.template.spec.containers[0].env: clean has no user for this Elasticsearch, which requires one: '${url}'`,
    `OpenTelemetryCollector/t/c spec.config.extensions.jaeger_storage.backends.main.elasticsearch.auth: main has no user for this Elasticsearch, which requires one: '${url}'`,
  ]);
});

test('another scheme than Elasticsearch speaks is told', () => {
  const login = 'secretName: s';
  expect(check(all(withTls, jaeger(login)), elasticsearchLogin)).toEqual([
    `Jaeger/t/j spec.storage.options.es.server-urls: collector must speak https to this Elasticsearch, got '${url}'`,
  ]);
  expect(check(all(open, jaeger(login, '', 'https')), elasticsearchLogin)).toEqual([
    "Jaeger/t/j spec.storage.options.es.server-urls: collector must speak http to this Elasticsearch, got 'https://es.db:9200'",
  ]);
});

test("Elastic's operator asks for both", () => {
  const managed =
    '{apiVersion: elasticsearch.k8s.elastic.co/v1, kind: Elasticsearch, metadata: {name: main, namespace: t}, spec: {version: 8.5.0}}';
  expect(
    check(
      all(managed, onElasticsearch('{server-urls: "http://main-es-http:9200"}')),
      elasticsearchLogin,
    ),
  ).toEqual([
    "Jaeger/t/j spec.storage.options.es.server-urls: collector must speak https to this Elasticsearch, got 'http://main-es-http:9200'",
    "Jaeger/t/j spec.storage.secretName: collector has no user for this Elasticsearch, which requires one: 'http://main-es-http:9200'",
  ]);
});

test.each([
  all(secured, jaeger('secretName: s')),
  all(secured, jaeger('', ', username: a, password: b')),
  all(open, jaeger()),
  all(server('[]'), jaeger()),
  all(withTls, jaeger('secretName: s', '', 'https')),
  all(secured, job('[{name: ES_USERNAME, value: a}]')),
  all(secured, v2(', auth: {basic: {username: a}}')),
  jaeger(),
])('%s is let be', (yaml) => {
  expect(check(yaml, elasticsearchLogin)).toEqual([]);
});
