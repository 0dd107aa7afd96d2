import { expect, test } from 'vitest';
import { type ElasticsearchProps, elasticsearch } from '../../src/constructs/elasticsearch.ts';

const serverUrls = ['https://es-0.example.com:9200', 'https://es-1.example.com:9200'];

const every: Required<ElasticsearchProps> = {
  serverUrls,
  indexPrefix: 'tracing',
  shards: 3,
  replicas: 0,
  retentionDays: 14,
  secretName: 'elasticsearch-credentials',
  caSecretName: 'elasticsearch-ca',
  caSecretKey: 'tls.crt',
};

test('keeps what it is given', () => {
  expect(elasticsearch(every)).toEqual({ type: 'elasticsearch', ...every });
});

test.each<[Partial<ElasticsearchProps>, string]>([
  [{ shards: 0 }, 'shards must be a whole number of at least 1, got 0'],
  [{ replicas: -1 }, 'replicas must be a whole number of at least 0, got -1'],
  [{ retentionDays: 0.5 }, 'retentionDays must be a whole number of at least 1, got 0.5'],
  [{ caSecretName: undefined }, "caSecretKey needs caSecretName, got 'tls.crt' alone"],
  [
    { serverUrls: ['http://es-0.example.com:9200'] },
    "caSecretName needs https server URLs, got 'http://es-0.example.com:9200'",
  ],
])('fails for %j', (wrong, message) => {
  expect(() => elasticsearch({ ...every, ...wrong })).toThrow(message);
});
