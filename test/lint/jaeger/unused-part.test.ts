import { expect, test } from 'vitest';
import { unusedPart } from '../../../src/lint/jaeger/unused-part/rule.ts';
import { check } from '../check.ts';
import { jaegerOf, onElasticsearch } from './jaeger-of.ts';

const urls = '{server-urls: "http://e"}';

test.each([
  [
    jaegerOf('{collector: {replicas: 3}}'),
    'spec.collector.replicas: collector.replicas has no effect with strategy allInOne, which is one pod',
  ],
  [
    jaegerOf('{collector: {options: {collector.queue-size: 5}}}'),
    'spec.collector.options: collector.options has no effect with strategy allInOne, whose options stand under allInOne',
  ],
  [
    jaegerOf('{query: {options: {query: {base-path: /a}}}}'),
    'spec.query.options: query.options has no effect with strategy allInOne, whose options stand under allInOne',
  ],
  [
    jaegerOf('{ingester: {options: {kafka.consumer.topic: a}}}'),
    'spec.ingester: ingester has no effect with strategy allInOne, only streaming has an ingester',
  ],
  [
    onElasticsearch(urls, '', 'allInOne: {options: {query.base-path: /a}}'),
    'spec.allInOne: allInOne has no effect with strategy production',
  ],
  [
    onElasticsearch(urls, '', 'ingester: {replicas: 2}'),
    'spec.ingester: ingester has no effect with strategy production, only streaming has an ingester',
  ],
  [
    onElasticsearch(urls, '', 'allInOne: {image: a}'),
    'spec.allInOne: allInOne has no effect with strategy production',
  ],
  [
    jaegerOf('{strategy: production, storage: {type: cassandra, esIndexCleaner: {enabled: true}}}'),
    'spec.storage.esIndexCleaner.enabled: storage.esIndexCleaner.enabled has no effect with storage cassandra',
  ],
  [
    onElasticsearch(urls, 'cassandraCreateSchema: {mode: prod}'),
    'spec.storage.cassandraCreateSchema: storage.cassandraCreateSchema has no effect with storage elasticsearch',
  ],
])('%s is told', (yaml, message) => {
  expect(check(yaml, unusedPart)).toEqual([`Jaeger/t/j ${message}`]);
});

test.each([
  onElasticsearch(urls, '', 'collector: {replicas: 3, options: {a: b}}, allInOne: {}'),
  jaegerOf(
    '{query: {serviceType: LoadBalancer, options: {}}, collector: {serviceType: NodePort}, allInOne: {options: {query.base-path: /a}}}',
  ),
  jaegerOf(
    '{storage: {type: memory, esIndexCleaner: {enabled: false}, dependencies: {enabled: false}}}',
  ),
  // told as a rewritten strategy
  jaegerOf('{strategy: production, collector: {replicas: 3}, storage: {type: memory}}'),
])('%s is let be', (yaml) => {
  expect(check(yaml, unusedPart)).toEqual([]);
});
