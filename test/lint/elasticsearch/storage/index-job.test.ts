import { expect, test } from 'vitest';
import { indexJob } from '../../../../src/lint/elasticsearch/storage/index-job/rule.ts';
import { check } from '../../check.ts';
import { cronJobOf } from '../../jaeger/jaeger-of.ts';

const job = (program: string, rest: string) =>
  cronJobOf(`{name: x, image: "jaegertracing/${program}:1.57.0", ${rest}}`);

const container = 'CronJob/t/c spec.jobTemplate.spec.template.spec.containers[0]';
const good = 'args: ["7", "http://e:9200"]';

test.each([
  ['jaeger-es-index-cleaner', 'ES_INDEX_PREFIX', 'index-cleaner'],
  ['jaeger-es-index-cleaner', 'ES_USER', 'index-cleaner'],
  ['jaeger-es-index-cleaner', 'ES_USE_ALIASES', 'index-cleaner'],
  ['jaeger-es-index-cleaner', 'index-prefix', 'index-cleaner'],
  ['spark-dependencies/spark-dependencies', 'INDEX_PREFIX', 'spark-dependencies'],
  ['spark-dependencies/spark-dependencies', 'ES_SERVER_URLS', 'spark-dependencies'],
])('%s does not read %s', (program, name, kind) => {
  expect(
    check(job(program, `${good}, env: [{name: A, value: b}, {name: ${name}, value: v}]`), indexJob),
  ).toEqual([`${container}.env[1].name: x runs ${kind}, which does not read ${name}`]);
});

test.each([
  [
    'args: ["http://e:9200", "7"]',
    "args[0]: first argument must be a whole number of days, got 'http://e:9200', in x",
  ],
  [
    'args: ["7d", "http://e:9200"]',
    "args[0]: first argument must be a whole number of days, got '7d', in x",
  ],
  [
    'args: ["7", "e:9200"]',
    "args[1]: second argument must be a URL such as http://elasticsearch:9200, got 'e:9200', in x",
  ],
  [
    'args: ["http://e:9200"]',
    "args: arguments must be days and URL, such as '7' 'http://elasticsearch:9200', got 'http://e:9200', in x",
  ],
  [
    'env: []',
    "args: arguments must be days and URL, such as '7' 'http://elasticsearch:9200', got none, in x",
  ],
  [
    'command: [/go/bin/es-index-cleaner, "http://e:9200", "7"]',
    "command[1]: first argument must be a whole number of days, got 'http://e:9200', in x",
  ],
])('the cleaner does not start with %s', (rest, message) => {
  expect(check(job('jaeger-es-index-cleaner', rest), indexJob)).toEqual([
    `${container}.${message}`,
  ]);
});

test('TLS variables need TLS to be enabled', () => {
  const env = (first: string) => `${good}, env: [${first}{name: ES_TLS_CA, value: /ca}]`;
  expect(check(job('jaeger-es-index-cleaner', env('')), indexJob)).toEqual([
    `${container}.env[0]: ES_TLS_ENABLED must be true beside ES_TLS_CA, got nothing, in x`,
  ]);
  const enabled = '{name: ES_TLS_ENABLED, value: "true"}, ';
  expect(check(job('jaeger-es-index-cleaner', env(enabled)), indexJob)).toEqual([]);
});

test('rollover wants an action', () => {
  expect(check(job('jaeger-es-rollover', 'args: ["roll", "http://e:9200"]'), indexJob)).toEqual([
    `${container}.args[0]: first argument must be init, rollover or lookback, got 'roll', in x`,
  ]);
});

test.each([
  job(
    'jaeger-es-index-cleaner',
    `${good}, env: [{name: INDEX_PREFIX, value: p}, {name: HTTP_PROXY, value: p}]`,
  ),
  job('jaeger-es-index-cleaner', 'args: ["--index-prefix", p, "--rollover", "7", "http://e:9200"]'),
  job('jaeger-es-index-cleaner', 'command: [sh, -c, "es-index-cleaner 7 http://e:9200"]'),
  job('jaeger-es-index-cleaner', 'args: ["$(DAYS)", "http://e:9200"]'),
  job(
    'jaeger-es-rollover',
    'args: [lookback, "http://e:9200"], env: [{name: UNIT_COUNT, value: "7"}]',
  ),
  job(
    'spark-dependencies/spark-dependencies',
    'env: [{name: ES_NODES, value: "http://e:9200"}, {name: ES_INDEX_PREFIX, value: p}]',
  ),
  // right name beside the other one, which the shell of the image may use
  job(
    'jaeger-es-index-cleaner',
    `${good}, env: [{name: INDEX_PREFIX, value: p}, {name: ES_INDEX_PREFIX, value: p}]`,
  ),
  cronJobOf('{name: x, image: "busybox:1", args: [a]}'),
])('%s is let be', (yaml) => {
  expect(check(yaml, indexJob)).toEqual([]);
});

const spark = (env: string, more = '') =>
  check(job('spark-dependencies/spark-dependencies', `env: [${env}]${more}`), indexJob);

test.each([
  ['elasticsearch', 'CASSANDRA_CONTACT_POINTS', 'ES_NODES'],
  ['cassandra', 'ES_NODES', 'CASSANDRA_CONTACT_POINTS'],
])('spark on %s does not look at %s for its storage', (storage, given, needed) => {
  expect(spark(`{name: STORAGE, value: ${storage}}, {name: ${given}, value: v}`)).toEqual([
    `${container}.env[0].value: x is given storage ${storage} and no ${needed}, so that it looks for it in its own pod`,
  ]);
});

test.each([
  ['{name: STORAGE, value: elasticsearch}, {name: ES_NODES, value: "http://e:9200"}', ''],
  ['{name: STORAGE, value: cassandra}, {name: CASSANDRA_CONTACT_POINTS, value: c}', ''],
  ['{name: STORAGE, value: elasticsearch}', ', envFrom: [{secretRef: {name: es}}]'],
  ['{name: STORAGE, value: "$(STORAGE_TYPE)"}', ''],
  ['{name: JAVA_OPTS, value: "-Xmx1g"}', ''],
])('spark is let be with {%s}%s', (env, more) => {
  expect(spark(env, more)).toEqual([]);
});
