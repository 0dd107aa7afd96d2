import { expect, test } from 'vitest';
import { aliases } from '../../../../src/lint/elasticsearch/storage/aliases/rule.ts';
import { oldQuery } from '../../../../src/lint/elasticsearch/storage/old-query/rule.ts';
import { rollover } from '../../../../src/lint/elasticsearch/storage/rollover/rule.ts';
import { check } from '../../check.ts';
import { all, cronJobOf, jaegerV2Of, onElasticsearch } from '../../jaeger/jaeger-of.ts';

const pod = (name: string, component: string, env: string, release = '1.57.0') =>
  `{apiVersion: v1, kind: Pod, metadata: {name: ${name}, namespace: t}, spec: {containers: [{name: ${name}, image: "jaegertracing/${component}:${release}", env: [{name: SPAN_STORAGE_TYPE, value: elasticsearch}, {name: ES_SERVER_URLS, value: "http://e:9200"}${env}]}]}}`;
const collector = (env = '') => pod('collect', 'jaeger-collector', env);
const query = (env = '', release?: string) => pod('query', 'jaeger-query', env, release);

const on = (name: string) => `, {name: ${name}, value: "true"}`;
const byAliases = on('ES_USE_ALIASES');
const byPolicy = `${byAliases}${on('ES_USE_ILM')}, {name: ES_CREATE_INDEX_TEMPLATES, value: "false"}`;

const v2 = (settings: string, archive = '') =>
  jaegerV2Of(
    `{extensions: {jaeger_storage: {backends: {main: {elasticsearch: {server_urls: ["http://e:9200"], ${settings}}}${archive}}}, jaeger_query: {storage: {traces: main${archive && ', traces_archive: old'}}}}, exporters: {jaeger_storage_exporter: {trace_storage: main}}, service: {extensions: [jaeger_storage, jaeger_query], pipelines: {traces: {receivers: [otlp], exporters: [jaeger_storage_exporter]}}}}`,
  );
const rotation = (strategy: string) => `indices: {spans: {rotation: {${strategy}}}}`;

const job = (action: string, env = '', image = 'jaeger-es-rollover') =>
  cronJobOf(
    `{name: ${action}, image: "jaegertracing/${image}:2.20.0", args: [${action === 'clean' ? '"7"' : action}, "http://e:9200"], env: [{name: TIMEOUT, value: "9"}${env}]}`,
  );
const clean = (env = '') => job('clean', env, 'jaeger-es-index-cleaner');
const container = 'CronJob/t/c spec.jobTemplate.spec.template.spec.containers[0]';

test.each([
  [
    all(collector(byAliases), query()),
    'Pod/t/query spec.containers[0].env: query reads daily indices, but collect writes to aliases',
  ],
  [
    all(collector(), query(byAliases)),
    'Pod/t/query spec.containers[0].env[2].value: query reads aliases, but collect writes daily indices',
  ],
  [
    all(v2(rotation('manual_rollover: {}')), query()),
    'Pod/t/query spec.containers[0].env: query reads daily indices, but main writes to aliases',
  ],
])('a reader must go the way of the writer', (yaml, message) => {
  expect(check(yaml, aliases)).toEqual([message]);
});

test.each([
  all(collector(byAliases), query(byAliases)),
  all(collector(), query()),
  all(v2(rotation('periodic: {}')), query()),
  // under another prefix, or where nobody knows
  all(collector(byAliases), query(', {name: ES_INDEX_PREFIX, value: x}')),
  all(
    collector(', {name: ES_USE_ALIASES, valueFrom: {configMapKeyRef: {name: a, key: b}}}'),
    query(),
  ),
  all(collector(byAliases), query(), pod('other', 'jaeger-collector', '')),
  // components of one Jaeger are told of by a rule of their own
  onElasticsearch('{server-urls: "http://e"}', '', 'collector: {options: {es.use-aliases: true}}'),
])('%s agree', (yaml) => {
  expect(check(yaml, aliases)).toEqual([]);
});

test('a job for aliases that nobody uses is told', () => {
  expect(check(all(collector(), job('rollover')), aliases)).toEqual([
    `${container}.env: rollover works on aliases of jaeger-span, but collect works on daily indices`,
  ]);
});

test('a job must know of the policy', () => {
  const init = (env = '') => all(job('init', env), job('rollover').replace('name: c,', 'name: d,'));
  expect(check(all(collector(byPolicy), job('init')), aliases)).toEqual([
    `${container}.env: init must have ES_USE_ILM true, since collect leaves the rollover to a lifecycle policy`,
  ]);
  expect(check(all(collector(byAliases), init(on('ES_USE_ILM'))), aliases)).toEqual([
    `${container}.env[1]: init must not have ES_USE_ILM true, since collect uses no lifecycle policy for the rollover`,
  ]);
  expect(check(all(collector(byPolicy), job('init', on('ES_USE_ILM'))), aliases)).toEqual([]);
  expect(
    check(all(v2(rotation('auto_rollover: {}')), job('init', on('ES_USE_ILM'))), aliases),
  ).toEqual([]);
});

test('jobs for the archive of Jaeger v1 do not fit storages of Jaeger v2', () => {
  const message =
    'init works, with ARCHIVE, on the aliases of the archive of Jaeger v1, but storage main writes to jaeger-span: leave ARCHIVE out, or give that storage these aliases';
  const init = job('init', `${on('ARCHIVE')}${on('ES_USE_ILM')}`);
  expect(check(all(v2(rotation('auto_rollover: {}')), init), aliases)).toEqual([
    `${container}.env[1]: ${message}`,
  ]);
  const named = rotation(
    'auto_rollover: {read_alias: jaeger-span-archive-read, write_alias: jaeger-span-archive-write}',
  );
  expect(check(all(v2(named), init), aliases)).toEqual([]);
  expect(check(all(collector(), init), aliases)).toEqual([]);
});

test('aliases that no job rolls over are told', () => {
  expect(check(all(collector(byAliases), clean(on('ROLLOVER'))), aliases)).toEqual([
    'Pod/t/collect spec.containers[0].env[2].value: collect writes to alias jaeger-span-write, which none of the jobs rolls over: add one that runs rollover',
  ]);
  for (const yaml of [
    all(collector(byPolicy), clean(on('ROLLOVER'))),
    all(collector(byAliases), job('rollover')),
    collector(byAliases),
  ]) {
    expect(check(yaml, aliases)).toEqual([]);
  }
});

test('cleaners of workloads and of Jaeger v2 must know of rollover, too', () => {
  const must = `${container}.env: clean must have ROLLOVER true, because Jaeger writes to aliases`;
  expect(check(all(collector(byAliases), clean()), rollover)).toEqual([must]);
  expect(check(all(v2(rotation('manual_rollover: {}')), clean()), rollover)).toEqual([must]);
  expect(check(all(v2('use_aliases: true'), clean()), rollover)).toEqual([must]);
  expect(check(all(v2(rotation('periodic: {}')), clean(on('ROLLOVER'))), rollover)).toEqual([
    `${container}.env[1].value: clean must not have ROLLOVER true, because Jaeger writes daily indices`,
  ]);
  expect(check(all(v2(`use_aliases: "\${env:ALIASES}"`), clean()), rollover)).toEqual([]);
});

test('lifecycle management of a workload needs what that of a Jaeger needs', () => {
  expect(check(collector(on('ES_USE_ILM')), rollover)).toEqual([
    'Pod/t/collect spec.containers[0].env[2].value: es.use-ilm must be used with es.use-aliases true',
  ]);
  expect(check(collector(byPolicy), rollover)).toEqual([]);
});

test('an old query cannot read what Jaeger v2 writes', () => {
  const told = [
    'Pod/t/query spec.containers[0].image: query of Jaeger 1.68.0 cannot read the spans that Jaeger v2 writes to the same indices: use the query of Jaeger v2, or release 1.69.0',
  ];
  expect(check(all(v2('indices: {}'), query('', '1.68.0')), oldQuery)).toEqual(told);
  expect(check(all(v2('indices: {}'), query('', '1.69.0')), oldQuery)).toEqual([]);
  expect(check(all(v2('indices: {index_prefix: x}'), query('', '1.68.0')), oldQuery)).toEqual([]);
  expect(check(all(collector(), query('', '1.68.0')), oldQuery)).toEqual([]);
});
