import { expect, test } from 'vitest';
import { sparkDependencies } from '../../../../src/lint/elasticsearch/storage/spark-dependencies/rule.ts';
import { check } from '../../check.ts';
import { all, onElasticsearch } from '../../jaeger/jaeger-of.ts';

const workload = '{apiVersion: apps/v1, kind: Deployment, metadata: {name: w, namespace: t}}';
const plain = '{server-urls: "http://e:9200"}';
const at = 'Jaeger/t/j spec.storage.dependencies';

const tls =
  'spark-dependencies gets neither the CA nor the other es.tls options, so it cannot connect: set dependencies.enabled to false';

test.each([
  [
    '{server-urls: "https://e.example.com", tls: {enabled: true, ca: /ca}}',
    'dependencies: {enabled: true}',
  ],
  [
    '{server-urls: "https://e.example.com", tls: {skip-host-verify: true}}',
    'dependencies: {enabled: true}',
  ],
  ['{server-urls: "https://es.db.svc:9200", tls: {enabled: true}}', ''],
])('TLS that spark is not given is told: %s %s', (options, storage) => {
  expect(check(onElasticsearch(options, storage), sparkDependencies)).toEqual([
    `${at}.enabled: ${tls}`,
  ]);
});

test('an image without a release is told', () => {
  for (const image of ['ghcr.io/j/spark-dependencies', 'ghcr.io/j/spark-dependencies:latest']) {
    expect(
      check(
        onElasticsearch(plain, `dependencies: {enabled: true, image: "${image}"}`),
        sparkDependencies,
      ),
    ).toEqual([`${at}.image: image of spark-dependencies must name a release, got '${image}'`]);
  }
});

test('a job that nobody has asked for is told, in a cluster', () => {
  expect(check(all(onElasticsearch(plain), workload), sparkDependencies)).toEqual([
    `${at}.enabled: the operator runs spark-dependencies from an image without a tag: set dependencies.enabled to false, or dependencies.image`,
  ]);
  expect(check(onElasticsearch(plain), sparkDependencies)).toEqual([]);
});

test.each([
  all(onElasticsearch(plain, 'dependencies: {enabled: false}'), workload),
  all(onElasticsearch(plain, 'dependencies: {enabled: true}'), workload),
  all(
    onElasticsearch(plain, 'dependencies: {image: "ghcr.io/j/spark-dependencies:v1.2.3"}'),
    workload,
  ),
  // the operator leaves it off by itself
  all(onElasticsearch('{server-urls: "https://e.example.com", tls: {ca: /ca}}'), workload),
  onElasticsearch(
    '{server-urls: "https://e.example.com", tls: {ca: /ca}}',
    'dependencies: {enabled: true, javaOpts: "-Djavax.net.ssl.trustStore=/t"}',
  ),
  onElasticsearch(
    '{server-urls: "https://e.example.com", tls: {enabled: true}}',
    'dependencies: {enabled: true}',
  ),
])('%s is let be', (yaml) => {
  expect(check(yaml, sparkDependencies)).toEqual([]);
});
