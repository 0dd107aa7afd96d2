import { expect, test } from 'vitest';
import { agentProtocol } from '../../../src/lint/instrumentation/agent-protocol/rule.ts';
import { exporterTls } from '../../../src/lint/instrumentation/exporter-tls/rule.ts';
import { propagators } from '../../../src/lint/instrumentation/propagators/rule.ts';
import { check } from '../check.ts';
import { all, instrumentationOf, podsWith } from './pods.ts';

const told = (value: string) => `env: [{name: OTEL_EXPORTER_OTLP_PROTOCOL, value: ${value}}]`;
const of = (spec: string) => instrumentationOf('i', 't', `{${spec}}`);
const image = (release: string) => `image: "example.com/autoinstrumentation-nodejs:${release}"`;

test.each([
  [
    of(`python: {${told('grpc')}}`),
    'spec.python.env[0].value: the agent for python exports only over HTTP, but its protocol is gRPC',
  ],
  [
    of(`${told('grpc')}, python: {}`),
    'spec.env[0].value: the agent for python exports only over HTTP, but its protocol is gRPC',
  ],
  [
    all(of(told('grpc')), podsWith('instrumentation.opentelemetry.io/inject-python: "true"')),
    'spec.env[0].value: the agent for python exports only over HTTP, but its protocol is gRPC',
  ],
  [
    of(`nodejs: {${image('0.52.1')}, ${told('http/protobuf')}}`),
    'spec.nodejs.env[0].value: the agent for nodejs 0.52.1 exports only over gRPC, but its protocol is HTTP',
  ],
])('a protocol that an agent does not have is told', (yaml, message) => {
  expect(check(yaml, agentProtocol)).toEqual([`Instrumentation/t/i ${message}`]);
});

test.each([
  of(told('grpc')),
  of(`${told('grpc')}, java: {}, nodejs: {}, apacheHttpd: {}`),
  of(`${told('http/protobuf')}, python: {}, apacheHttpd: {}, nodejs: {${image('0.56.0')}}`),
  of(`${told('grpc')}, python: {${told('http/protobuf')}}`),
  of(`nodejs: {${image('latest')}, ${told('http/protobuf')}}`),
])('a protocol that an agent has, or may have, is let be', (yaml) => {
  expect(check(yaml, agentProtocol)).toEqual([]);
});

const tls = (settings: string, scheme = 'https') =>
  of(`exporter: {endpoint: "${scheme}://c:4318", tls: {${settings}}}`);
const location = 'Instrumentation/t/i spec.exporter.tls:';

test.each([
  [
    tls('secretName: s, cert_file: tls.crt'),
    'tls must have cert_file and key_file together, got cert_file alone',
  ],
  [
    tls('secretName: s, key_file: tls.key'),
    'tls must have cert_file and key_file together, got key_file alone',
  ],
  [
    tls('configMapName: c, cert_file: tls.crt, key_file: tls.key'),
    "tls must name the secretName that holds 'tls.crt' and 'tls.key'",
  ],
  [tls('ca_file: ca.crt'), "tls must name the secretName or configMapName that holds 'ca.crt'"],
  [
    tls('configMapName: c, ca_file: ca.crt', 'http'),
    'tls needs endpoints that speak TLS, got http://c:4318',
  ],
])('certificates that agents cannot make use of are told', (yaml, message) => {
  expect(check(yaml, exporterTls)).toEqual([`${location} ${message}`]);
});

test.each([
  tls('secretName: s, ca_file: ca.crt, cert_file: tls.crt, key_file: tls.key'),
  tls('configMapName: c, ca_file: ca.crt'),
  tls('ca_file: /etc/ca.crt'),
  tls('', 'http'),
  of('exporter: {endpoint: "https://c:4318"}'),
])('certificates that agents find are let be', (yaml) => {
  expect(check(yaml, exporterTls)).toEqual([]);
});

test('propagators that contradict each other are told', () => {
  const found = (names: string) => check(of(`propagators: [${names}]`), propagators);
  expect(found('b3, none')).toEqual([
    "Instrumentation/t/i spec.propagators: propagators must not name others beside 'none'",
  ]);
  expect(found('b3, b3')).toEqual([
    "Instrumentation/t/i spec.propagators: propagators must name each one once, got 'b3' twice",
  ]);
  expect(found('tracecontext, baggage')).toEqual([]);
  expect(found('none')).toEqual([]);
  expect(found('')).toEqual([]);
});
