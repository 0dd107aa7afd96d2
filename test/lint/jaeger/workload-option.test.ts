import { expect, test } from 'vitest';
import { workloadOption } from '../../../src/lint/jaeger/workload-option/rule.ts';
import { check } from '../check.ts';

const pod = (image: string, rest: string) =>
  `{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: t}, spec: {containers: [{image: "jaegertracing/${image}:1.60.0", ${rest}}]}}`;

const onElasticsearch = 'env: [{name: SPAN_STORAGE_TYPE, value: elasticsearch}]';
const at = 'Pod/t/p spec.containers[0]';

test.each([
  [
    pod('jaeger-query', `${onElasticsearch}, args: ["--es.server-url=http://e"]`),
    'args[0]: query does not know es.server-url',
  ],
  [
    pod('jaeger-collector', `${onElasticsearch}, args: ["--query.base-path", "/j"]`),
    'args[1]: collector does not know query.base-path, which is a flag of query and allInOne',
  ],
  [
    pod('all-in-one', 'args: ["--memory.max-traces=many"]'),
    "args[0]: memory.max-traces must be a whole number, got 'many'",
  ],
  [
    pod(
      'jaeger-query',
      'env: [{name: SPAN_STORAGE_TYPE, value: elasticsearch}, {name: ES_SERVER_URL, value: "http://e"}]',
    ),
    'env[1].name: query does not read ES_SERVER_URL',
  ],
  [
    pod('jaeger-collector', 'env: [{name: ES_NUM_SHARDS, value: five}]'),
    "env[0]: es.num-shards must be a whole number, got 'five'",
  ],
])('%s is told', (yaml, message) => {
  expect(check(yaml, workloadOption)).toEqual([`${at}.${message}`]);
});

test.each([
  pod(
    'jaeger-query',
    `${onElasticsearch}, args: ["--es.server-urls=http://e", "--query.base-path=/j"]`,
  ),
  pod(
    'jaeger-collector',
    'env: [{name: SPAN_STORAGE_TYPE, value: opensearch}, {name: ES_SERVER_URLS, value: "http://e"}, {name: GOMEMLIMIT, value: 1GiB}]',
  ),
  pod(
    'jaeger-collector',
    'env: [{name: SPAN_STORAGE_TYPE, valueFrom: {configMapKeyRef: {name: a, key: b}}}], args: ["--es.anything=1"]',
  ),
  pod(
    'jaeger-collector',
    'env: [{name: SPAN_STORAGE_TYPE, value: "cassandra,kafka"}], args: ["--kafka.producer.topic=a"]',
  ),
  pod(
    'jaeger-collector',
    'env: [{name: SPAN_STORAGE_TYPE, value: memory}, {name: SAMPLING_CONFIG_TYPE, value: adaptive}], args: ["--sampling.target-samples-per-second=1"]',
  ),
  pod('jaeger-agent', 'args: ["--reporter.grpc.host-port=dns:///c:14250"]'),
  pod('all-in-one', 'command: [sh, -c], args: ["--what=ever"]'),
])('%s is let be', (yaml) => {
  expect(check(yaml, workloadOption)).toEqual([]);
});
