import { expect, test } from 'vitest';
import { tlsOptions } from '../../../src/lint/jaeger/tls-options/rule.ts';
import { check } from '../check.ts';
import { jaegerOf, onElasticsearch } from './jaeger-of.ts';

test.each([
  [
    onElasticsearch('{server-urls: "https://e", tls: {enabled: false, ca: /ca}}'),
    'Jaeger/t/j spec.storage.options.es.tls.enabled: es.tls.enabled must be true beside other es.tls options, got false',
  ],
  [
    jaegerOf(
      '{allInOne: {options: {collector.grpc.tls: {enabled: true, cert: /c}, query.http.tls.cert: /c}}}',
    ),
    'Jaeger/t/j spec.allInOne.options["query.http.tls.cert"]: query.http.tls.enabled must be true beside other query.http.tls options, got nothing',
  ],
  [
    onElasticsearch(
      '{server-urls: "https://e", tls.ca: /ca}',
      '',
      'collector: {options: {collector.grpc.tls.cert: /c, collector.http.tls.cert: /c}}',
    ),
    'Jaeger/t/j spec.collector.options["collector.grpc.tls.cert"]: collector.grpc.tls.enabled must be true beside other collector.grpc.tls options, got nothing',
  ],
])('%s is told', (yaml, message) => {
  expect(check(yaml, tlsOptions)).toEqual([message]);
});

test.each([
  onElasticsearch('{server-urls: "https://e", tls: {ca: /ca}}'),
  onElasticsearch('{server-urls: "https://e", tls: {enabled: true, ca: /ca}}'),
  // the storage enables what the component adds to
  onElasticsearch(
    '{server-urls: "https://e", tls: {enabled: true}}',
    '',
    'collector: {options: {es.tls.ca: /ca, collector.grpc.tls.enabled: true}}',
  ),
])('%s is let be', (yaml) => {
  expect(check(yaml, tlsOptions)).toEqual([]);
});
