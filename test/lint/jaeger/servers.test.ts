import { expect, test } from 'vitest';
import { movedPort } from '../../../src/lint/jaeger/moved-port/rule.ts';
import { nodePort } from '../../../src/lint/jaeger/node-port/rule.ts';
import { check } from '../check.ts';
import { jaegerOf, onElasticsearch } from './jaeger-of.ts';

test('a server that listens elsewhere than its Service leads to is told', () => {
  const yaml = onElasticsearch(
    '{server-urls: "http://e"}',
    '',
    'collector: {options: {collector.otlp.http.host-port: ":9999"}}, query: {options: {query.http-server.host-port: "localhost:16686"}}',
  );
  expect(check(yaml, movedPort)).toEqual([
    'Jaeger/t/j spec.collector.options["collector.otlp.http.host-port"]: collector.otlp.http.host-port must keep port 4318, which the Service leads to, got \':9999\'',
    'Jaeger/t/j spec.query.options["query.http-server.host-port"]: query.http-server.host-port must not be a loopback address, which its Service cannot reach, got \'localhost:16686\'',
  ]);
});

test('servers at their usual ports are let be', () => {
  const options = 'collector.otlp.grpc.host-port: "0.0.0.0:4317", admin.http.host-port: ":9000"';
  expect(check(jaegerOf(`{allInOne: {options: {${options}}}}`), movedPort)).toEqual([]);
});

test.each([
  [
    '{nodePort: 30000}',
    'spec.query.nodePort: nodePort must be used with serviceType NodePort, got none',
  ],
  [
    '{serviceType: LoadBalancer, grpcNodePort: 30000}',
    "spec.query.grpcNodePort: grpcNodePort must be used with serviceType NodePort, got 'LoadBalancer'",
  ],
])('a node port without its type is told: %s', (query, message) => {
  expect(check(jaegerOf(`{query: ${query}}`), nodePort)).toEqual([`Jaeger/t/j ${message}`]);
});

test.each(['{serviceType: NodePort, nodePort: 30000}', '{serviceType: LoadBalancer}'])(
  'query %s is let be',
  (query) => {
    expect(check(jaegerOf(`{query: ${query}}`), nodePort)).toEqual([]);
  },
);
