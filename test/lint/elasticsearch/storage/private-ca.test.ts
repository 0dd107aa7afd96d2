import { expect, test } from 'vitest';
import { privateCa } from '../../../../src/lint/elasticsearch/storage/private-ca/rule.ts';
import { check } from '../../check.ts';
import { all, cronJobOf, jaegerV2Of, onElasticsearch } from '../../jaeger/jaeger-of.ts';

const message = (label: string, url: string) =>
  `${label} connects to '${url}', whose certificate only a private CA can have signed, but trusts no such CA`;

const service =
  '{apiVersion: v1, kind: Service, metadata: {name: es, namespace: db}, spec: {ports: [{port: 9200}]}}';

const backend = (tls: string) =>
  jaegerV2Of(
    `{extensions: {jaeger_storage: {backends: {main: {elasticsearch: {server_urls: ["https://es.db.svc:9200"]${tls}}}}}}}`,
  );

test.each([
  ['https://es.db.svc:9200', '{server-urls: "https://es.db.svc:9200"}', 'es.tls'],
  ['https://es:9200', '{server-urls: "https://es:9200", tls: {enabled: true}}', 'es.tls.enabled'],
  [
    'https://b.db.svc.cluster.local:9200',
    '{server-urls: "https://es.example.com:9200,https://b.db.svc.cluster.local:9200"}',
    'es.tls',
  ],
])('%s needs a CA', (url, options, path) => {
  expect(check(onElasticsearch(options), privateCa)).toEqual([
    `Jaeger/t/j spec.storage.options.${path}: ${message('collector', url)}`,
  ]);
});

test('a name of two labels is in the cluster when its namespace is', () => {
  const jaeger = onElasticsearch('{server-urls: "https://es.db:9200"}');
  expect(check(jaeger, privateCa)).toEqual([]);
  expect(check(all(service, jaeger), privateCa)).toHaveLength(1);
});

test('jobs and backends of Jaeger v2 need a CA as well', () => {
  const job = cronJobOf(
    '{name: clean, image: "jaegertracing/jaeger-es-index-cleaner:1.57.0", args: ["7", "https://es.db.svc:9200"]}',
  );
  expect(check(all(job, backend('')), privateCa)).toEqual([
    `CronJob/t/c spec.jobTemplate.spec.template.spec.containers[0].env: ${message('clean', 'https://es.db.svc:9200')}`,
    `OpenTelemetryCollector/t/c spec.config.extensions.jaeger_storage.backends.main.elasticsearch.tls: ${message('main', 'https://es.db.svc:9200')}`,
  ]);
});

test('a CA for one component only is told of the others', () => {
  const yaml = onElasticsearch(
    '{server-urls: "https://es.db.svc:9200"}',
    '',
    'collector: {options: {es.tls.ca: /ca.crt}}',
  );
  expect(check(yaml, privateCa)).toEqual([
    `Jaeger/t/j spec.storage.options.es.tls: ${message('query', 'https://es.db.svc:9200')}`,
  ]);
});

test.each([
  onElasticsearch('{server-urls: "http://es.db.svc:9200"}'),
  onElasticsearch('{server-urls: "https://es.example.com:9200"}'),
  onElasticsearch('{server-urls: "https://10.0.0.5:9200"}'),
  onElasticsearch('{server-urls: "https://es.db.svc:9200", tls: {ca: /ca.crt}}'),
  onElasticsearch('{server-urls: "https://es.db.svc:9200", tls: {skip-host-verify: true}}'),
  onElasticsearch(
    '{server-urls: "https://es.db.svc:9200"}',
    '',
    'volumes: [{name: c, configMap: {name: c}}], volumeMounts: [{name: c, mountPath: /etc/ssl/certs}]',
  ),
  backend(', tls: {ca_file: /ca.crt}'),
  backend(', tls: {insecure_skip_verify: true}'),
  cronJobOf(
    '{name: x, image: "jaegertracing/jaeger-es-index-cleaner:1", args: ["7", "https://es.db.svc:9200"], env: [{name: ES_TLS_CA, value: /ca.crt}]}',
  ),
])('%s is let be', (yaml) => {
  expect(check(yaml, privateCa)).toEqual([]);
});
