import { expect, test } from 'vitest';
import { credentials } from '../../../../src/lint/elasticsearch/storage/credentials/rule.ts';
import { check } from '../../check.ts';
import { all, onElasticsearch } from '../../jaeger/jaeger-of.ts';

const secret = (name: string, namespace: string, keys: string) =>
  `{apiVersion: v1, kind: Secret, metadata: {name: ${name}, namespace: ${namespace}}, stringData: ${keys}}`;

const good = '{ES_USERNAME: a, ES_PASSWORD: b}';
const jaeger = onElasticsearch('{server-urls: "http://e"}', 'secretName: es');
const at = 'Jaeger/t/j spec.storage.secretName:';

test.each([
  [
    secret('es', 't', '{username: a, password: b}'),
    'Secret t/es must have the keys ES_USERNAME and ES_PASSWORD, got username, password',
  ],
  [
    secret('es', 'db', good),
    'Secret es must be in namespace t, where Jaeger runs, but it is in db',
  ],
  [secret('ess', 't', good), 'there is no Secret t/es'],
  [secret('elasticsearch-login', 't', good), 'there is no Secret t/es'],
])('%s is told', (yaml, message) => {
  expect(check(all(yaml, jaeger), credentials)).toEqual([`${at} ${message}`]);
});

test('options win over the Secret', () => {
  const inline = onElasticsearch(
    '{server-urls: "http://e", username: a, password: b}',
    'secretName: es',
  );
  expect(check(inline, credentials)).toEqual([
    'Jaeger/t/j spec.storage.options.es.password: es.password overrides the value of Secret es, which is not used',
    'Jaeger/t/j spec.storage.options.es.username: es.username overrides the value of Secret es, which is not used',
  ]);
});

test('what the jobs of the operator are not given is told', () => {
  const roles = 'collector: {options: {es.username: a}}, query: {options: {es.username: a}}';
  expect(
    check(
      onElasticsearch('{server-urls: "http://e"}', 'dependencies: {enabled: false}', roles),
      credentials,
    ),
  ).toEqual([
    'Jaeger/t/j spec.collector.options["es.username"]: index-cleaner is not given es.username: use storage.secretName, which all of them get',
  ]);
  expect(check(onElasticsearch('{server-urls: "http://e", token-file: /t}'), credentials)).toEqual([
    'Jaeger/t/j spec.storage.options.es.token-file: index-cleaner and spark-dependencies are not given es.token-file: use storage.secretName, which all of them get',
  ]);
});

test.each([
  all(secret('es', 't', good), jaeger),
  all(secret('es', 't', good), secret('es', 'db', '{password: b}'), jaeger),
  // filled by somebody else, or created by hand
  all('{apiVersion: v1, kind: Secret, metadata: {name: es, namespace: t}}', jaeger),
  jaeger,
  all(secret('other', 't', '{a: b}'), jaeger),
  onElasticsearch('{server-urls: "http://e", username: a, password: b}'),
])('%s is let be', (yaml) => {
  expect(check(yaml, credentials)).toEqual([]);
});
