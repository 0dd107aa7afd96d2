import { expect, test } from 'vitest';
import { rollover } from '../../../src/lint/storage/rollover.ts';
import { check } from '../check.ts';
import { onElasticsearch } from '../jaeger/jaeger-of.ts';

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
