import { expect, test } from 'vitest';
import { retention } from '../../../../src/lint/elasticsearch/storage/retention/rule.ts';
import { check } from '../../check.ts';
import { jaegerOf, onElasticsearch } from '../../jaeger/jaeger-of.ts';

const urls = 'server-urls: "http://e"';

test.each([
  [
    onElasticsearch(`{${urls}}`, 'esIndexCleaner: {schedule: "55 24 * * *"}'),
    "spec.storage.esIndexCleaner.schedule: schedule's hour must be from 0 to 23, got '24' in '55 24 * * *', in index-cleaner",
  ],
  [
    onElasticsearch(`{${urls}}`, 'dependencies: {schedule: daily}'),
    "spec.storage.dependencies.schedule: schedule must have 5 fields such as '55 23 * * *', got 'daily', in spark-dependencies",
  ],
  [
    onElasticsearch(`{${urls}}`, 'esIndexCleaner: {numberOfDays: -1}'),
    'spec.storage.esIndexCleaner.numberOfDays: numberOfDays must be a whole number of at least 0, got -1',
  ],
  [
    onElasticsearch(`{${urls}, use-aliases: true}`, 'esRollover: {readTTL: 7d}'),
    "spec.storage.esRollover.readTTL: readTTL must be a Go duration such as 30s, 5m or 72h, got '7d', did you mean 168h?; otherwise the operator does nothing for this Jaeger",
  ],
  [
    onElasticsearch(`{${urls}, max-span-age: 720h}`),
    'spec.storage.options.es.max-span-age: es.max-span-age lets traces of 720h be searched, but the index cleaner deletes them after its default of 7 days',
  ],
  [
    onElasticsearch(
      `{${urls}}`,
      'esIndexCleaner: {numberOfDays: 2}',
      'query: {options: {es.max-span-age: 72h}}',
    ),
    'spec.query.options["es.max-span-age"]: es.max-span-age lets traces of 72h be searched, but the index cleaner deletes them after 2 days',
  ],
])('%s is told', (yaml, message) => {
  expect(check(yaml, retention)).toEqual([`Jaeger/t/j ${message}`]);
});

test.each([
  onElasticsearch(
    `{${urls}, max-span-age: 168h}`,
    'esIndexCleaner: {numberOfDays: 14, schedule: "@daily"}',
  ),
  // the default of 72 hours is no promise
  onElasticsearch(`{${urls}}`, 'esIndexCleaner: {numberOfDays: 1}'),
  onElasticsearch(
    `{${urls}, max-span-age: 720h}`,
    'esIndexCleaner: {enabled: false, schedule: never}',
  ),
  onElasticsearch(`{${urls}, use-aliases: true}`, 'esRollover: {readTTL: 168h}'),
  jaegerOf('{storage: {type: cassandra, esIndexCleaner: {schedule: never}}}'),
])('%s is let be', (yaml) => {
  expect(check(yaml, retention)).toEqual([]);
});
