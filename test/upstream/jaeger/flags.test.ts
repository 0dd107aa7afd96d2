import { expect, test } from 'vitest';
import {
  type FlagContext,
  flagProblem,
  flagValueProblem,
  isStorageFlag,
} from '../../../src/upstream/jaeger/flags.ts';

const on = (
  component: FlagContext['component'],
  storage: FlagContext['storage'] = 'elasticsearch',
): FlagContext => ({ component, storage });

test.each([
  ['es.server-urls', on('collector')],
  ['es-archive.enabled', on('query')],
  ['collector.queue-size', on('allInOne')],
  ['kafka.producer.topic', on('collector', 'kafka')],
  ['kafka.consumer.topic', on('ingester')],
  ['log-level', on('agent')],
  ['reporter.grpc.host-port', on('agent')],
  ['prometheus.server-url', { ...on('query'), metrics: 'prometheus' }],
] as const)('%s is known', (key, context) => {
  expect(flagProblem(key, context)).toBe(undefined);
});

test.each([
  ['es.server-url', on('query'), 'query does not know es.server-url', 'es.server-urls'],
  ['es.tls', on('query'), 'query does not know es.tls', 'es.tls.enabled'],
  [
    'collector.http-port',
    on('collector'),
    'collector does not know collector.http-port',
    'collector.http-server.host-port',
  ],
  [
    'collector.queue-size',
    on('query'),
    'query does not know collector.queue-size, which is a flag of collector and allInOne',
    undefined,
  ],
  [
    'kafka.producer.topic',
    on('ingester'),
    'ingester does not know kafka.producer.topic, which is a flag of storage kafka',
    undefined,
  ],
  [
    'cassandra.servers',
    on('collector'),
    'collector does not know cassandra.servers, which is a flag of storage cassandra',
    undefined,
  ],
  [
    'prometheus.server-url',
    on('query'),
    'query does not know prometheus.server-url, which query knows with metricsStorage.type prometheus',
    undefined,
  ],
  ['nonsense', on('query'), 'query does not know nonsense', undefined],
  [
    'es.server-urls',
    on('agent'),
    'agent does not know es.server-urls, which is a flag of storage elasticsearch',
    undefined,
  ],
] as const)('%s is not known', (key, context, message, fix) => {
  expect(flagProblem(key, context)).toEqual({ message, fix });
});

test.each([
  ['es.num-shards', 'five', "es.num-shards must be a whole number, got 'five'"],
  ['es.sniffer', 'yes', "es.sniffer must be true or false, got 'yes'"],
  [
    'es.max-span-age',
    '7d',
    "es.max-span-age must be a Go duration such as 30s, 5m or 72h, got '7d', did you mean 168h?",
  ],
  ['downsampling.ratio', '', "downsampling.ratio must be a number, got ''"],
])('%s cannot be %j', (key, value, problem) => {
  expect(flagValueProblem(key, value)).toBe(problem);
});

test.each([
  ['es.num-shards', '5'],
  ['es.sniffer', 'true'],
  ['es.max-span-age', '72h'],
  ['downsampling.ratio', '0.5'],
  ['es.server-urls', 'anything'],
  ['unknown', 'anything'],
])('%s can be %j', (key, value) => {
  expect(flagValueProblem(key, value)).toBe(undefined);
});

test('flags of a storage are its own', () => {
  expect(isStorageFlag('es.index-prefix', 'elasticsearch')).toBe(true);
  expect(isStorageFlag('es.index-prefix', 'cassandra')).toBe(false);
  expect(isStorageFlag('log-level', 'elasticsearch')).toBe(false);
});
