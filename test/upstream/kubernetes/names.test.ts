import { expect, test } from 'vitest';
import {
  dnsLabelProblem,
  dnsSubdomainProblem,
  labelKeyProblem,
  labelValueProblem,
  namespaceProblem,
  secretNameProblem,
} from '../../../src/upstream/kubernetes/names.ts';

const label =
  "a DNS-1123 label (lower-case letters, digits and '-', a letter or digit at both ends, at most 63 characters)";
const subdomain =
  "a DNS-1123 subdomain (lower-case letters, digits, '-' and '.', a letter or digit at both ends of each part, at most 253 characters)";
const value =
  "a label value (letters, digits, '-', '_' and '.', a letter or digit at both ends, at most 63 characters)";
const key =
  "a label name (letters, digits, '-', '_' and '.', a letter or digit at both ends, at most 63 characters, after an optional DNS prefix and '/')";

test.each(['tracing', 'team-a-tracing', '0', 'a'.repeat(63)])('%s names a namespace', (name) => {
  expect(namespaceProblem(name)).toBe(undefined);
});

test.each([
  ['', `namespace must be ${label}, got ''`],
  ['-tracing', `namespace must be ${label}, got '-tracing'`],
  ['tracing-', `namespace must be ${label}, got 'tracing-'`],
  ['a.b', `namespace must be ${label}, got 'a.b'`],
  ['a'.repeat(64), `namespace must be ${label}, got '${'a'.repeat(64)}'`],
  ['Tracing', `namespace must be ${label}, got 'Tracing'; did you mean 'tracing'?`],
  [
    'team_a tracing',
    `namespace must be ${label}, got 'team_a tracing'; did you mean 'team-a-tracing'?`,
  ],
  [' tracing\n', `namespace must be ${label}, got ' tracing\n'; did you mean 'tracing'?`],
])('namespace %j is refused', (name, message) => {
  expect(namespaceProblem(name)).toBe(message);
});

test('a missing value is refused, not read as a name', () => {
  const settings: { namespace?: string } = JSON.parse('{}');
  expect(namespaceProblem(settings.namespace as string)).toBe(
    `namespace must be ${label}, got undefined`,
  );
});

test('the thing named is the one given', () => {
  expect(dnsLabelProblem('Jaeger name', 'a/b')).toBe(`Jaeger name must be ${label}, got 'a/b'`);
});

test.each(['cluster.local', 'k8s', 'jaeger-operator-service-cert', 'a.b-c.d1'])(
  '%s is a subdomain',
  (name) => {
    expect(dnsSubdomainProblem('name', name)).toBe(undefined);
  },
);

test.each([
  ['cluster..local', `clusterDomain must be ${subdomain}, got 'cluster..local'`],
  ['cluster.local.', `clusterDomain must be ${subdomain}, got 'cluster.local.'`],
  ['.local', `clusterDomain must be ${subdomain}, got '.local'`],
  ['a.-b', `clusterDomain must be ${subdomain}, got 'a.-b'`],
  [
    'Cluster.Local',
    `clusterDomain must be ${subdomain}, got 'Cluster.Local'; did you mean 'cluster.local'?`,
  ],
])('cluster domain %j is refused', (name, message) => {
  expect(dnsSubdomainProblem('clusterDomain', name)).toBe(message);
});

test('a Secret is named by a subdomain', () => {
  expect(secretNameProblem('elastic.certs')).toBe(undefined);
  expect(secretNameProblem('elastic/certs')).toBe(
    `secretName must be ${subdomain}, got 'elastic/certs'`,
  );
});

test.each(['', 'v1.65.0', 'Fail_Fast'])('label value %j is accepted', (text) => {
  expect(labelValueProblem('version', text)).toBe(undefined);
});

test.each(['5000/repo', '-x', 'x.', 'a'.repeat(64)])('label value %j is refused', (text) => {
  expect(labelValueProblem('version', text)).toBe(`version must be ${value}, got '${text}'`);
});

test.each(['name', 'app.kubernetes.io/part-of', 'Team_A'])('label key %j is accepted', (text) => {
  expect(labelKeyProblem('label', text)).toBe(undefined);
});

test.each(['', '/name', 'Example.com/name', 'a/b/c', 'example.com/'])(
  'label key %j is refused',
  (text) => {
    expect(labelKeyProblem('label', text)).toBe(`label must be ${key}, got '${text}'`);
  },
);
