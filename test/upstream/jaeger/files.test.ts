import { expect, test } from 'vitest';
import { isFileFlag, isProvidedFile } from '../../../src/upstream/jaeger/files.ts';

test.each([
  'es.tls.ca',
  'collector.grpc.tls.client-ca',
  'kafka.producer.tls.key',
  'es.token-file',
  'es.password-file',
  'sampling.strategies-file',
  'query.ui-config',
  'grpc-storage-plugin.configuration-file',
])('%s names a file', (key) => {
  expect(isFileFlag(key)).toBe(true);
});

test.each(['es.tls.enabled', 'es.tls.server-name', 'es.server-urls', 'badger.directory-key'])(
  '%s names no file',
  (key) => {
    expect(isFileFlag(key)).toBe(false);
  },
);

test('files of Kubernetes and the image need no volume', () => {
  for (const operated of [true, false]) {
    const token = '/var/run/secrets/kubernetes.io/serviceaccount/ca.crt';
    expect(isProvidedFile(token, operated)).toBe(true);
    expect(isProvidedFile('/etc/ssl/certs/ca-certificates.crt', operated)).toBe(true);
    expect(isProvidedFile('/etc/jaeger/es/ca.crt', operated)).toBe(false);
  }
});

test('files of the operator need no volume where it runs', () => {
  expect(isProvidedFile('/etc/jaeger/sampling/sampling.json', true)).toBe(true);
  expect(isProvidedFile('/etc/jaeger/sampling/sampling.json', false)).toBe(false);
});
