import { expect, test } from 'vitest';
import { indexPrefixDiffers } from '../../../../src/lint/elasticsearch/storage/index-prefix-differs/rule.ts';
import { check, fixes } from '../../check.ts';
import { all, cronJobOf, jaegerV2Of, onElasticsearch } from '../../jaeger/jaeger-of.ts';

const urls = 'server-urls: "http://e.db.svc:9200"';
const noJobs = 'esIndexCleaner: {enabled: false}, dependencies: {enabled: false}';
const jaeger = onElasticsearch(`{${urls}, index-prefix: prod}`, noJobs);

const cleaner = (env: string, url = 'http://e.db:9200') =>
  cronJobOf(
    `{name: clean, image: "jaegertracing/jaeger-es-index-cleaner:1.57.0", args: ["7", "${url}"], env: ${env}}`,
  );

const env = 'CronJob/t/c spec.jobTemplate.spec.template.spec.containers[0].env';

test.each([
  [
    'collector: {options: {es: {index-prefix: a}}}',
    `Jaeger/t/j spec.collector.options.es.index-prefix: collector has index prefix 'a', but query has no index prefix: set es.index-prefix under storage.options, for all of them`,
  ],
  [
    'query: {options: {es.index-prefix: a}}',
    `Jaeger/t/j spec.query.options["es.index-prefix"]: collector has no index prefix, but query has index prefix 'a': set es.index-prefix under storage.options, for all of them`,
  ],
])('components of one Jaeger must agree: %s', (spec, message) => {
  expect(check(onElasticsearch(`{${urls}}`, noJobs, spec), indexPrefixDiffers)).toEqual([message]);
});

test('a prefix that may be in a file is not judged', () => {
  const filed = (part: string) =>
    onElasticsearch(`{${urls}}`, noJobs).replace(
      'spec: {',
      `spec: {${part}: {options: {config-file: /c}}, `,
    );
  expect(filed('query')).toContain('config-file');
  expect(check(filed('query'), indexPrefixDiffers)).toEqual([]);
  expect(check(filed('collector'), indexPrefixDiffers)).toEqual([]);
});

test("the operator's jobs know the options of the storage only", () => {
  const roles =
    'collector: {options: {es.index-prefix: a}}, query: {options: {es.index-prefix: a}}';
  expect(
    check(
      onElasticsearch(`{${urls}}`, 'dependencies: {enabled: false}', roles),
      indexPrefixDiffers,
    ),
  ).toEqual([
    `Jaeger/t/j spec.collector.options["es.index-prefix"]: collector has index prefix 'a', but index-cleaner has no index prefix: set es.index-prefix under storage.options, for all of them`,
  ]);
  expect(check(onElasticsearch(`{${urls}}`, noJobs, roles), indexPrefixDiffers)).toEqual([]);
});

test.each([
  [
    cleaner('[{name: INDEX_PREFIX, value: production}]'),
    `${env}[0]: clean has index prefix 'production', but what writes to the same Elasticsearch has index prefix 'prod'`,
  ],
  [
    cleaner('[]'),
    `${env}: clean has no index prefix, but what writes to the same Elasticsearch has index prefix 'prod'`,
  ],
  [
    jaegerV2Of(
      '{extensions: {jaeger_storage: {backends: {main: {elasticsearch: {server_urls: ["http://e.db.svc.cluster.local:9200"]}}}}, jaeger_query: {storage: {traces: main}}}, service: {extensions: [jaeger_storage, jaeger_query]}}',
    ),
    "OpenTelemetryCollector/t/c spec.config.extensions.jaeger_storage.backends.main.elasticsearch.indices.index_prefix: main has no index prefix, but what writes to the same Elasticsearch has index prefix 'prod'",
  ],
])('jobs and readers of the same Elasticsearch must agree with a writer: %s', (yaml, message) => {
  expect(check(all(jaeger, yaml), indexPrefixDiffers)).toEqual([message]);
});

test.each([
  cleaner('[{name: INDEX_PREFIX, value: prod}]'),
  // another Elasticsearch
  cleaner('[]', 'http://other.db:9200'),
  cleaner('[{name: INDEX_PREFIX, valueFrom: {configMapKeyRef: {name: a, key: b}}}]'),
  // told as a name that the cleaner does not read
  cleaner('[{name: ES_INDEX_PREFIX, value: prod}]'),
  // an archive, which query writes itself
  jaegerV2Of(
    '{extensions: {jaeger_storage: {backends: {old: {elasticsearch: {server_urls: ["http://e.db:9200"], indices: {index_prefix: old}}}}}, jaeger_query: {storage: {traces: main, traces_archive: old}}}, service: {extensions: [jaeger_storage, jaeger_query]}}',
  ),
  // another tenant that writes
  jaegerV2Of(
    '{extensions: {jaeger_storage: {backends: {main: {elasticsearch: {server_urls: ["http://e.db:9200"]}}}}}, exporters: {jaeger_storage_exporter: {trace_storage: main}}, service: {pipelines: {traces: {exporters: [jaeger_storage_exporter]}}}}',
  ),
])('%s is let be', (yaml) => {
  expect(check(all(jaeger, yaml), indexPrefixDiffers)).toEqual([]);
});

/** A Jaeger v2 whose storages of some names have their name for an index prefix. */
const jaegerV2With = (names: string[], components: string, extensions: string) =>
  jaegerV2Of(
    `{extensions: {jaeger_storage: {backends: {${names
      .map(
        (name) =>
          `${name}: {elasticsearch: {server_urls: ["http://e.db:9200"], indices: {index_prefix: ${name}}}}`,
      )
      .join(
        ', ',
      )}}}, ${components}, service: {extensions: [jaeger_storage, ${extensions}], pipelines: {traces: {receivers: [otlp], exporters: [jaeger_storage_exporter]}}}}`,
  );
const exporter = 'exporters: {jaeger_storage_exporter: {trace_storage: main}}';
const query = 'jaeger_query: {storage: {traces: main, traces_archive: archive}}';
const withArchive = jaegerV2With(['archive', 'main'], `${query}}, ${exporter}`, 'jaeger_query');
const prefixed = (prefix: string) => cleaner(`[{name: INDEX_PREFIX, value: ${prefix}}]`);

test.each([
  ['archive', withArchive],
  ['main', withArchive],
  [
    'samples',
    jaegerV2With(
      ['main', 'samples'],
      `remote_sampling: {adaptive: {sampling_store: samples}}}, ${exporter}`,
      'remote_sampling',
    ),
  ],
  [
    'served',
    jaegerV2With(
      ['main', 'served'],
      `remote_storage: {storage: served}}, ${exporter}`,
      'remote_storage',
    ),
  ],
  ['kept', onElasticsearch(`{${urls}}, es-archive: {enabled: true, index-prefix: kept}`, noJobs)],
  ['prod', onElasticsearch(`{${urls}, index-prefix: prod}, es-archive: {enabled: true}`, noJobs)],
  // who writes the spans that are read is not known
  ['main', jaegerV2With(['archive', 'main'], `${query}}, exporters: {}`, 'jaeger_query')],
])('a cleaner of %s may follow whatever writes there: %s', (prefix, writer) => {
  expect(check(all(writer, prefixed(prefix)), indexPrefixDiffers)).toEqual([]);
});

test.each([
  ['prod', []],
  [
    'prod-',
    ["index prefix 'prod-', but what writes to the same Elasticsearch has index prefix 'prod'"],
  ],
])('Jaeger v2 adds no dash to a prefix that ends in one, index jobs do: %s', (prefix, found) => {
  const yaml = jaegerV2With(
    ['prod-'],
    `health_check: {}}, ${exporter.replace('main', 'prod-')}`,
    'health_check',
  );
  expect(check(all(yaml, prefixed(prefix)), indexPrefixDiffers)).toEqual(
    found.map((message) => expect.stringContaining(message)),
  );
});

test('where several things are written, none of them is the one that is meant', () => {
  const yaml = all(withArchive, prefixed('archiv'));
  expect(check(yaml, indexPrefixDiffers)).toEqual([
    `${env}[0]: clean has index prefix 'archiv', but what writes to the same Elasticsearch has index prefix 'main' or index prefix 'archive'`,
  ]);
  expect(fixes(yaml, indexPrefixDiffers)).toEqual([undefined]);
});

test.each([
  // nobody archives: the query is not run, or has no archive
  jaegerV2With(['archive', 'main'], `${query}}, ${exporter}`, 'health_check'),
  jaegerV2With(
    ['archive', 'main'],
    `jaeger_query: {storage: {traces: main}}}, ${exporter}`,
    'jaeger_query',
  ),
  onElasticsearch(`{${urls}, index-prefix: main}, es-archive: {index-prefix: archive}`, noJobs),
])('an archive that nobody writes needs no cleaner: %s', (writer) => {
  const yaml = all(writer, prefixed('archive'));
  expect(check(yaml, indexPrefixDiffers)).toEqual([
    `${env}[0]: clean has index prefix 'archive', but what writes to the same Elasticsearch has index prefix 'main'`,
  ]);
  expect(fixes(yaml, indexPrefixDiffers)).toEqual(['main']);
});

/** A component of Jaeger v1 that no operator runs. */
const plain = (env: string, args = '') =>
  `{apiVersion: apps/v1, kind: Deployment, metadata: {name: v1, namespace: t}, spec: {template: {spec: {containers: [{name: v1, image: "jaegertracing/jaeger-collector:1.57.0", args: [${args}], env: [${env}]}]}}}}`;
const onElastic = '{name: SPAN_STORAGE_TYPE, value: elasticsearch}';

test.each([
  plain(`${onElastic}, {name: ES_INDEX_PREFIX, value: old}`),
  plain(onElastic, '--es.index-prefix=old'),
  plain(onElastic, '--es.index-prefix, a, --es-archive.index-prefix, old'),
  // nobody knows what it writes
  plain(`${onElastic}, {name: ES_INDEX_PREFIX, valueFrom: {secretKeyRef: {name: a, key: b}}}`),
])('a Jaeger v1 without an operator may write what is cleaned: %s', (yaml) => {
  expect(check(all(jaeger, yaml, prefixed('old')), indexPrefixDiffers)).toEqual([]);
});

test.each([
  plain('{name: ES_INDEX_PREFIX, value: old}'),
  plain(`${onElastic}, {name: ES_INDEX_PREFIX, value: older}`),
  plain(onElastic),
])('a Jaeger v1 without an operator that writes elsewhere excuses nothing: %s', (yaml) => {
  expect(check(all(jaeger, yaml, prefixed('old')), indexPrefixDiffers)).toHaveLength(1);
});

test('jobs without any writer among the manifests are let be', () => {
  expect(check(cleaner('[]'), indexPrefixDiffers)).toEqual([]);
});
