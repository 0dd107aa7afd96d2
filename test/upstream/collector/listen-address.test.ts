import { expect, test } from 'vitest';
import { listenAddressProblem } from '../../../src/upstream/collector/listen-address.ts';

test.each([
  '0.0.0.0:4317',
  ':4317',
  'localhost:0',
  '[::]:4317',
  '[fd00::10]:65535',
  'otel.example.com:4317',
  '0.0.0.0:http',
  '127.0.0.1:',
])('%s can be listened on', (address) => {
  expect(listenAddressProblem(address)).toBeUndefined();
});

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: variables of the collector
test.each([
  '${env:POD_IP}:4317',
  '${env:ADDRESS}',
  '0.0.0.0:${env:PORT}',
  '$POD_IP',
  '[${env:IP}]:1',
])('%s hangs on a variable', (address) => {
  expect(listenAddressProblem(address)).toBeUndefined();
});

test.each([
  ['http://0.0.0.0:4318', 'must be host:port without a scheme', '0.0.0.0:4318'],
  ['http://0.0.0.0:4318/v1/traces', 'must be host:port without a scheme', '0.0.0.0:4318'],
  ['grpc://${env:POD_IP}:4317', 'must be host:port without a scheme', '${env:POD_IP}:4317'],
  ['http://0.0.0.0', 'must be host:port without a scheme', undefined],
  ['4317', 'must be host:port, not a port alone', '0.0.0.0:4317'],
  ['0.0.0.0', 'must be host:port, it has no port', undefined],
  ['[::]', 'must be host:port, it has no port', undefined],
  ['0.0.0.0:431777', 'must end in a port from 0 to 65535', undefined],
  ['${env:POD_IP}:431777', 'must end in a port from 0 to 65535', undefined],
  [':::4317', 'must have an IPv6 host in brackets', '[::]:4317'],
  ['fd00::10:4317', 'must have an IPv6 host in brackets', '[fd00::10]:4317'],
  ['0.0.0.0:4318/v1/traces', 'must be host:port without a path', '0.0.0.0:4318'],
])('%s cannot: %s', (address, problem, fix) => {
  expect(listenAddressProblem(address)).toEqual({
    message: `${problem}, got '${address}'`,
    ...(fix === undefined ? {} : { fix }),
  });
});
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: variables of the collector
