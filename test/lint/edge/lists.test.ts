import { expect, test } from 'vitest';
import { address } from '../../../src/lint/edge/address/rule.ts';
import { misspeltService } from '../../../src/lint/edge/misspelt-service/rule.ts';
import { fixes } from '../check.ts';
import { exporterExample, jaegerExample } from './examples.ts';

const agent = (flag: string) =>
  `{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: agent, namespace: tracing}, spec: {template: {spec: {containers: [{name: agent, image: "jaegertracing/jaeger-agent:1.50.0", args: ["--reporter.grpc.host-port=${flag}"]}]}}}}\n`;
const jaeger = (urls: string) =>
  `{apiVersion: jaegertracing.io/v1, kind: Jaeger, metadata: {name: j, namespace: tracing}, spec: {strategy: production, storage: {type: elasticsearch, options: {es: {server-urls: ${urls}}}}}}\n`;
const kafka =
  '{apiVersion: v1, kind: Service, metadata: {name: kafka, namespace: tracing}, spec: {ports: [{port: 9092}]}}\n';

test.each([
  [
    exporterExample('kafka:\n  brokers: "kafak:9092, b.example.com:9092"'),
    'kafka:9092, b.example.com:9092',
  ],
  [exporterExample('kafka:\n  brokers: "kafak:9092"'), 'kafka:9092'],
  [exporterExample('kafka:\n  brokers: ["kafak:9092", "b.example.com:9092"]'), 'kafka:9092'],
  [
    `${jaegerExample}---\n${agent('a.example.com:14250,jaeger-colector:14250')}`,
    'a.example.com:14250,jaeger-collector:14250',
  ],
])('the fix of one of several addresses keeps the others: %#', (yaml, fix) => {
  expect(fixes([yaml, kafka].join('---\n'), misspeltService)).toEqual([fix]);
});

test.each([
  [
    '"http://a.example.com:9200, b.example.com:9200"',
    'http://a.example.com:9200, http://b.example.com:9200',
  ],
  ['["http://a.example.com:9200", "b.example.com:9200"]', 'http://b.example.com:9200'],
])('so does that of a URL among several: %s', (urls, fix) => {
  expect(fixes(jaeger(urls), address)).toEqual([fix]);
});

test('each of several addresses that are wrong is told', () => {
  const yaml = exporterExample(
    'kafka:\n  brokers: "http://a.example.com:1,http://b.example.com:1"',
  );
  expect(fixes(yaml, address)).toEqual([
    'a.example.com:1,http://b.example.com:1',
    'http://a.example.com:1,b.example.com:1',
  ]);
});
