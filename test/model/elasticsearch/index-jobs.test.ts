import { expect, test } from 'vitest';
import { modelOf } from '../model-of.ts';

const jaeger = (spec: string) =>
  `{apiVersion: jaegertracing.io/v1, kind: Jaeger, metadata: {name: j, namespace: t}, spec: ${spec}}`;

const jobs = (storage: string) =>
  modelOf(jaeger(`{strategy: production, storage: ${storage}}`))
    .elasticsearchClients.filter(({ job }) => job)
    .map(({ kind, servers, job }) => {
      const urls = servers.map(({ text }) => text).join(' ');
      return `${kind} ${urls}${job?.byDefault ? '' : ' asked for'}`;
    });

test('the operator runs a cleaner and spark unless told otherwise', () => {
  expect(
    jobs('{type: elasticsearch, options: {es.server-urls: "http://a:9200,http://b:9200"}}'),
  ).toEqual(['index-cleaner http://a:9200', 'spark-dependencies http://a:9200 http://b:9200']);
  expect(
    jobs(
      '{type: elasticsearch, options: {es.server-urls: "http://a:9200"}, esIndexCleaner: {enabled: false}, dependencies: {enabled: false}}',
    ),
  ).toEqual([]);
  expect(jobs('{type: cassandra}')).toEqual([]);
});

test('a CA or unverified certificates keep spark off unless it is asked for, `tls.enabled` alone does not', () => {
  const options = (tls: string) =>
    `{type: elasticsearch, options: {es: {server-urls: "https://a:9200", tls: ${tls}}}, esIndexCleaner: {enabled: false}`;
  expect(jobs(`${options('{ca: /ca.crt}')}}`)).toEqual([]);
  expect(jobs(`${options('{skip-host-verify: true}')}}`)).toEqual([]);
  expect(jobs(`${options('{enabled: true}')}}`)).toEqual(['spark-dependencies https://a:9200']);
  expect(jobs(`${options('{ca: /ca.crt}')}, dependencies: {enabled: true}}`)).toEqual([
    'spark-dependencies https://a:9200 asked for',
  ]);
});

test('aliases in the options of the storage bring rollover', () => {
  expect(
    jobs(
      '{type: elasticsearch, options: {es: {server-urls: "http://a:9200", use-aliases: true}}, dependencies: {enabled: false}}',
    ),
  ).toEqual(['index-cleaner http://a:9200', 'rollover http://a:9200 asked for']);
});

test('written jobs take their settings from flags or variables', () => {
  const { elasticsearchClients } = modelOf(`
kind: CronJob
metadata: {name: clean, namespace: t}
spec:
  jobTemplate:
    spec:
      template:
        spec:
          containers:
            - name: flags
              image: jaegertracing/jaeger-es-index-cleaner:1.60.0
              args: ["7", "https://es:9200", "--index-prefix", "prod", "--es.tls.ca=/ca.crt"]
              env: [{name: INDEX_PREFIX, value: dev}, {name: ES_TLS_SKIP_HOST_VERIFY, value: "true"}]
`);
  expect(elasticsearchClients).toMatchObject([
    {
      kind: 'index-cleaner',
      label: 'flags',
      indexPrefix: 'prod',
      writes: false,
      tls: { trusts: true },
      servers: [{ text: 'https://es:9200' }],
    },
  ]);
});

test('a backend of Jaeger v2 writes when its exporter is in a pipeline', () => {
  const config = (exporters: string) =>
    `{apiVersion: opentelemetry.io/v1beta1, kind: OpenTelemetryCollector, metadata: {name: c}, spec: {config: {
      extensions: {jaeger_storage: {backends: {main: {elasticsearch: {server_urls: "http://a:9200,http://b:9200"}}}}},
      exporters: {jaeger_storage_exporter: {trace_storage: main}},
      service: {pipelines: {traces: {exporters: ${exporters}}}}}}}`;
  const read = (exporters: string) => modelOf(config(exporters)).elasticsearchClients;
  expect(read('[jaeger_storage_exporter]')).toMatchObject([
    {
      kind: 'jaeger-v2',
      writes: true,
      servers: [{ text: 'http://a:9200' }, { text: 'http://b:9200' }],
    },
  ]);
  expect(read('[debug]')).toMatchObject([{ writes: false }]);
});
