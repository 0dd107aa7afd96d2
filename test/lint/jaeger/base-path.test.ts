import { expect, test } from 'vitest';
import { maxDocCount } from '../../../src/lint/elasticsearch/storage/max-doc-count/rule.ts';
import { basePath } from '../../../src/lint/jaeger/base-path/rule.ts';
import { volumeGroup } from '../../../src/lint/jaeger/volume-group/rule.ts';
import { check } from '../check.ts';
import { jaegerOf, jaegerV2Of, onElasticsearch } from './jaeger-of.ts';

test('a base path that the UI cannot be served under is told, of a Jaeger and of a workload', () => {
  const jaeger = (path: string) =>
    onElasticsearch(
      '{server-urls: "http://e"}',
      '',
      `query: {options: {query.base-path: ${path}}}`,
    );
  const at = 'Jaeger/t/j spec.query.options["query.base-path"]';
  expect(check(jaeger('jaeger'), basePath)).toEqual([
    `${at}: base path must begin with '/', got 'jaeger'`,
  ]);
  expect(check(jaeger('/jaeger/'), basePath)).toEqual([
    `${at}: base path must not end with '/' before Jaeger 2.18.0, got '/jaeger/'`,
  ]);
  expect(check(jaeger('/jaeger'), basePath)).toEqual([]);
  expect(check(jaeger('/'), basePath)).toEqual([]);
});

test('more documents than Elasticsearch gives out are told once, whoever asks for them', () => {
  const message = (label: string, count: number) =>
    `${label} must ask for at most 10000 documents, which is index.max_result_window, got ${count}`;
  const jaeger = (count: string) =>
    onElasticsearch(`{server-urls: "http://e", max-doc-count: ${count}}`);
  expect(check(jaeger('10001'), maxDocCount)).toEqual([
    `Jaeger/t/j spec.storage.options.es.max-doc-count: ${message('query', 10001)}`,
  ]);
  expect(check(jaeger('10000'), maxDocCount)).toEqual([]);
  expect(check(jaeger('many'), maxDocCount)).toEqual([]);
});

const claim =
  'volumes: [{name: d, persistentVolumeClaim: {claimName: d}}], volumeMounts: [{name: d, mountPath: /badger}]';
const kept =
  'storage: {type: badger, options: {badger: {ephemeral: false, directory-key: /badger/k, directory-value: /badger/v}}}';

test('a claimed volume that belongs to root is told', () => {
  const image = (release: string) => `allInOne: {image: "jaegertracing/all-in-one:${release}"}`;
  const jaeger = (release: string, more = claim) =>
    jaegerOf(`{${kept}, ${image(release)}, ${more}}`);
  expect(check(jaeger('1.52.0'), volumeGroup)).toEqual([
    "Jaeger/t/j spec.securityContext: pods must have fsGroup 10001 in their security context to write to '/badger/k', which is in a volume of a PersistentVolumeClaim",
  ]);
  expect(check(jaeger('1.49.0'), volumeGroup)).toEqual([]);
  expect(check(jaeger('1.52.0', `${claim}, securityContext: {fsGroup: 1}`), volumeGroup)).toEqual(
    [],
  );
  const empty = claim.replace('persistentVolumeClaim: {claimName: d}', 'emptyDir: {}');
  expect(check(jaeger('1.52.0', empty), volumeGroup)).toEqual([]);
});

test('the same of a Jaeger v2', () => {
  const config =
    '{extensions: {jaeger_storage: {backends: {main: {badger: {ephemeral: false, directories: {keys: /badger/k, values: /badger/v}}}}}, jaeger_query: {storage: {traces: main}}}, service: {extensions: [jaeger_storage, jaeger_query]}}';
  const spec = `image: "jaegertracing/jaeger:2.20.0", ${claim}`;
  expect(check(jaegerV2Of(config, spec), volumeGroup)).toHaveLength(1);
  const granted = `${spec}, podSecurityContext: {fsGroup: 10001}`;
  expect(check(jaegerV2Of(config, granted), volumeGroup)).toEqual([]);
});
