import { expect, test } from 'vitest';
import { modelOf } from '../model-of.ts';

const jaeger = (options: string, type = 'cassandra') => `apiVersion: jaegertracing.io/v1
kind: Jaeger
metadata: {name: j, namespace: t}
spec: {strategy: production, storage: {type: ${type}, options: {cassandra: ${options}}}}`;

function senders(yaml: string): string[] {
  return modelOf(yaml).edges.map(
    ({ sender: { label, address, protocol, tls }, port }) =>
      `${label} ${address}:${port} ${protocol}${tls ? '+tls' : ''}`,
  );
}

test('collector and query of a Jaeger connect to each server', () => {
  expect(senders(jaeger('{servers: "a,b.db"}'))).toEqual([
    'collector a:9042 cassandra',
    'collector b.db:9042 cassandra',
    'query a:9042 cassandra',
    'query b.db:9042 cassandra',
  ]);
  expect(senders(jaeger('{servers: a, port: 9043, tls: {enabled: true}}'))[0]).toBe(
    'collector a:9043 cassandra+tls',
  );
});

test('servers of a storage that is not used are nobody to connect to', () => {
  expect(senders(jaeger('{servers: a}', 'memory'))).toEqual([]);
});
