import { expect, test } from 'vitest';
import { rollover } from '../../../../src/lint/elasticsearch/storage/rollover/rule.ts';
import { check } from '../../check.ts';
import { all, cronJobOf, onElasticsearch } from '../../jaeger/jaeger-of.ts';

const urls = 'server-urls: "http://e"';

test.each([
  [
    onElasticsearch(`{${urls}}`, 'esRollover: {conditions: "{}"}'),
    'spec.storage.esRollover: esRollover has no effect without es.use-aliases true under storage.options',
  ],
  [
    onElasticsearch(`{${urls}}`, '', 'collector: {options: {es.use-aliases: true}}'),
    'spec.collector.options["es.use-aliases"]: collector uses aliases, but query does not',
  ],
  [
    onElasticsearch(`{${urls}, use-aliases: true}`, 'esRollover: {conditions: "max_age: 1d"}'),
    `spec.storage.esRollover.conditions: conditions must be a JSON object such as {"max_age": "1d"}, got 'max_age: 1d'`,
  ],
  [
    onElasticsearch(`{${urls}, use-ilm: true}`),
    'spec.storage.options.es.use-ilm: es.use-ilm must be used with es.use-aliases true',
  ],
  [
    onElasticsearch(`{${urls}, use-ilm: true, use-aliases: true}`),
    'spec.storage.options.es.use-ilm: es.use-ilm must be used with es.create-index-templates false',
  ],
])('%s is told', (yaml, message) => {
  expect(check(yaml, rollover)).toEqual([`Jaeger/t/j ${message}`]);
});

test.each([
  onElasticsearch(`{${urls}, use-aliases: true}`, 'esRollover: {readTTL: 72h}'),
  onElasticsearch(`{${urls}}`, 'esRollover: {}'),
  // lifecycle management, whose aliases the operator must not see
  onElasticsearch(
    `{${urls}, use-ilm: true, create-index-templates: false}`,
    '',
    'collector: {options: {es.use-aliases: true}}, query: {options: {es.use-aliases: true}}',
  ),
])('%s is let be', (yaml) => {
  expect(check(yaml, rollover)).toEqual([]);
});

const cleaner = (env: string, args = '"7", "http://e"') =>
  cronJobOf(
    `{name: clean, image: "jaegertracing/jaeger-es-index-cleaner:1.60.0", args: [${args}], env: ${env}}`,
  );

test('a written cleaner must know of rollover', () => {
  const rolling = onElasticsearch(`{${urls}, use-aliases: true}`);
  const daily = onElasticsearch(`{${urls}}`);
  const on = '[{name: ROLLOVER, value: "true"}]';
  const at = 'CronJob/t/c spec.jobTemplate.spec.template.spec.containers[0].env';
  expect(check(all(rolling, cleaner('[]')), rollover)).toEqual([
    `${at}: clean must have ROLLOVER true, because Jaeger writes to aliases`,
  ]);
  expect(check(all(daily, cleaner(on)), rollover)).toEqual([
    `${at}[0].value: clean must not have ROLLOVER true, because Jaeger writes daily indices`,
  ]);
  expect(check(all(rolling, cleaner(on)), rollover)).toEqual([]);
  expect(check(all(daily, cleaner('[]')), rollover)).toEqual([]);
  expect(check(cleaner(on), rollover)).toEqual([]);
});

test.each([
  ['an archive', cleaner('[{name: ROLLOVER, value: "true"}, {name: ARCHIVE, value: "true"}]')],
  [
    'an archive, by flag',
    cleaner('[{name: ROLLOVER, value: "true"}]', '--archive, "7", "http://e"'),
  ],
  ['other indices', cleaner('[{name: ROLLOVER, value: "true"}, {name: INDEX_PREFIX, value: a}]')],
])('a cleaner of %s has aliases of its own', (_, yaml) => {
  expect(check(all(onElasticsearch(`{${urls}}`), yaml), rollover)).toEqual([]);
});

test.each([
  cleaner('[{name: ROLLOVER, value: "true"}, {name: ARCHIVE, value: "false"}]'),
  cleaner('[{name: ROLLOVER, value: "true"}]', '--archive=false, "7", "http://e"'),
])('a cleaner that is told of no archive deletes what Jaeger writes: %s', (yaml) => {
  expect(check(all(onElasticsearch(`{${urls}}`), yaml), rollover)).toHaveLength(1);
});
