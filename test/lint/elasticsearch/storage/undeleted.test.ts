import { expect, test } from 'vitest';
import { undeleted } from '../../../../src/lint/elasticsearch/storage/undeleted/rule.ts';
import { notesOf } from '../../../../src/lint/notes.ts';
import { modelOf } from '../../../model/model-of.ts';
import { check } from '../../check.ts';
import { all, cronJobOf, jaegerV2Of, onElasticsearch } from '../../jaeger/jaeger-of.ts';

const off = 'esIndexCleaner: {enabled: false}';
const urls = 'server-urls: "http://e:9200"';
const jaeger = (es = '', storage = off) => onElasticsearch(`{${urls}${es}}`, storage);
const cleaner = cronJobOf(
  '{name: c, image: "jaegertracing/jaeger-es-index-cleaner:1.65.0", args: ["7", "http://e:9200"]}',
);
const archiveCleaner = cronJobOf(
  '{name: c, image: "jaegertracing/jaeger-es-index-cleaner:1.65.0", args: ["7", "http://e:9200"], env: [{name: ARCHIVE, value: "true"}]}',
);
const said =
  'Jaeger/t/j spec.storage.esIndexCleaner.enabled: nothing among the manifests deletes old indices of Jaeger j, as its index cleaner is off';

test.each([
  ['no other cleaner', jaeger()],
  ['rollover, which deletes nothing', jaeger(', use-aliases: true')],
  ['a cleaner of the archive alone', all(jaeger(), archiveCleaner)],
  [
    'the cleaner of another Jaeger',
    all(jaeger(), onElasticsearch(`{${urls}}`).replace('name: j,', 'name: k,')),
  ],
])('nothing deletes indices with %s', (_, yaml) => {
  expect(check(yaml, undeleted)).toEqual([said]);
});

test.each([
  ['the default, which is on', jaeger('', '')],
  ['a cleaner that is on', jaeger('', 'esIndexCleaner: {enabled: true}')],
  ['nothing said of enabled', jaeger('', 'esIndexCleaner: {numberOfDays: 3}')],
  ['a written cleaner', all(jaeger(), cleaner)],
  ['a policy of the search store', jaeger(', use-aliases: true, use-ilm: true')],
  ['a variable that tells of a policy', jaeger(', use-ilm: "$(ILM)"')],
  [
    'another storage',
    '{apiVersion: jaegertracing.io/v1, kind: Jaeger, metadata: {name: j}, spec: {storage: {type: memory, esIndexCleaner: {enabled: false}}}}',
  ],
  ['a prefix that nobody knows', jaeger(`, index-prefix: "\${PREFIX}"`)],
  ['curator', all(jaeger(), cronJobOf('{name: c, image: "untergeek/curator:8.0.21"}'))],
  [
    'a job that makes a policy',
    all(
      jaeger(),
      cronJobOf('{name: c, image: "curl:8", args: [-XPUT, "http://e:9200/_ilm/policy/jaeger"]}'),
    ),
  ],
  [
    'a script that deletes them',
    all(
      jaeger(),
      cronJobOf(
        '{name: c, image: "curl:8", args: [sh, -c, "curl -s -XDELETE http://e:9200/$OLD"]}',
      ),
    ),
  ],
  [
    'a request that deletes them',
    all(
      jaeger(),
      cronJobOf('{name: c, image: "curl:8", args: [-X, DELETE, "http://e:9200/jaeger-span-*"]}'),
    ),
  ],
  [
    'a policy among large numbers, as a key',
    all(
      jaeger(),
      '{apiVersion: v1, kind: ConfigMap, metadata: {name: p, namespace: t}, data: {a: 99999999999999999999999, delete_indices: x}}',
    ),
  ],
  [
    'a policy of an operator',
    all(
      jaeger(),
      '{apiVersion: stackconfigpolicy.k8s.elastic.co/v1alpha1, kind: StackConfigPolicy, metadata: {name: p, namespace: t}, spec: {}}',
    ),
  ],
  [
    'a policy in a ConfigMap',
    all(
      jaeger(),
      '{apiVersion: v1, kind: ConfigMap, metadata: {name: p, namespace: t}, data: {a: "DELETE_INDICES"}}',
    ),
  ],
])('nothing is said of %s', (_, yaml) => {
  expect(check(yaml, undeleted)).toEqual([]);
});

const v2 = (es: string) =>
  jaegerV2Of(
    `{receivers: {otlp: {protocols: {grpc: null}}}, exporters: {jaeger_storage_exporter: {trace_storage: a}}, extensions: {jaeger_storage: {backends: {a: {elasticsearch: ${es}}}}}, service: {extensions: [jaeger_storage], pipelines: {traces: {receivers: [otlp], exporters: [jaeger_storage_exporter]}}}}`,
  );
const notes = (yaml: string) =>
  notesOf({ model: modelOf(yaml), assumptions: [] }).filter((note) => note.includes('indices'));

test('the summary tells of a Jaeger v2, whose cleaner may be elsewhere', () => {
  expect(notes(v2('{server_urls: ["http://e:9200"]}'))).toEqual([
    'not judged, because it may be done elsewhere: who deletes old indices of OpenTelemetryCollector/t/c, as no index cleaner is among the manifests',
  ]);
  expect(notes(all(v2('{server_urls: ["http://e:9200"]}'), cleaner))).toEqual([]);
  expect(notes(v2('{server_urls: ["http://e:9200"], use_aliases: true, use_ilm: true}'))).toEqual(
    [],
  );
});
