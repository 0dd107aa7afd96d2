import { expect, test } from 'vitest';
import { unknownOption } from '../../../src/lint/jaeger/unknown-option/rule.ts';
import { check } from '../check.ts';
import { jaegerOf, onElasticsearch } from './jaeger-of.ts';

test.each([
  [
    onElasticsearch('{server-urls: "http://e:9200", index_prefix: a}'),
    'Jaeger/t/j spec.storage.options.es.index_prefix: collector does not know es.index_prefix',
  ],
  [
    onElasticsearch(
      '{server-urls: "http://e:9200"}',
      '',
      'query: {options: {collector.queue-size: 5}}',
    ),
    'Jaeger/t/j spec.query.options["collector.queue-size"]: query does not know collector.queue-size, which is a flag of collector and allInOne',
  ],
  [
    jaegerOf('{storage: {type: badger}, allInOne: {options: {es: {server-urls: "http://e"}}}}'),
    'Jaeger/t/j spec.allInOne.options.es.server-urls: allInOne does not know es.server-urls, which is a flag of storage elasticsearch',
  ],
  [
    jaegerOf('{query: {}, allInOne: {options: {prometheus.server-url: "http://p"}}}'),
    'Jaeger/t/j spec.allInOne.options["prometheus.server-url"]: allInOne does not know prometheus.server-url, which query knows with metricsStorage.type prometheus',
  ],
  [
    jaegerOf('{agent: {options: {reporter.grpc.hostport: x}}}'),
    'Jaeger/t/j spec.agent.options["reporter.grpc.hostport"]: agent does not know reporter.grpc.hostport',
  ],
  [
    jaegerOf(
      '{strategy: streaming, storage: {type: elasticsearch, options: {es.server-urls: "http://e"}}, ingester: {options: {kafka.producer.topic: x}}}',
    ),
    'Jaeger/t/j spec.ingester.options["kafka.producer.topic"]: ingester does not know kafka.producer.topic, which is a flag of storage kafka',
  ],
])('%s is told once', (yaml, message) => {
  expect(check(yaml, unknownOption)).toEqual([message]);
});

test.each([
  onElasticsearch('{server-urls: "http://e:9200", tags-as-fields: {all: true}}'),
  jaegerOf(
    '{allInOne: {metricsStorage: {type: prometheus}, options: {prometheus.server-url: "http://p"}}}',
  ),
  jaegerOf(
    '{strategy: streaming, storage: {type: elasticsearch, options: {es.server-urls: "http://e", kafka.producer.topic: x}}, ingester: {options: {ingester.deadlockInterval: 0}}}',
  ),
  // what an image of the user's takes nobody knows
  jaegerOf('{allInOne: {image: "registry.example.com/jaeger:1", options: {mine: 1}}}'),
  jaegerOf('{agent: {options: {log-level: debug}}}'),
])('%s is let be', (yaml) => {
  expect(check(yaml, unknownOption)).toEqual([]);
});
