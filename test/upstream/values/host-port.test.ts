import { expect, test } from 'vitest';
import { hostPortProblem } from '../../../src/upstream/values/host-port.ts';

const problem = (value: string) => hostPortProblem('brokers', value, 'kafka.kafka.svc:9092');

test.each([
  'kafka:9092',
  'kafka.example.com:1',
  '10.0.0.7:65535',
  '[2001:db8::1]:9092',
  '[::1]:9092',
])('%s is a host with its port', (value) => {
  expect(problem(value)).toBeUndefined();
});

const rule = 'brokers must be host:port such as kafka.kafka.svc:9092, got';

test.each([
  ['kafka', `${rule} 'kafka'`],
  ['kafka:', `${rule} 'kafka:'`],
  ['http://kafka:9092', `${rule} 'http://kafka:9092'`],
  ['[2001:db8::1]', `${rule} '[2001:db8::1]'`],
  ['[kafka]:9092', `${rule} '[kafka]:9092'`],
  // a zone means something on one machine alone
  ['[fe80::1%eth0]:9092', `${rule} '[fe80::1%eth0]:9092'`],
  ['2001:db8::1', `${rule} '2001:db8::1'; did you mean [2001:db8::1]:9092?`],
  ['kafka:0', 'port of brokers must be a whole number from 1 to 65535, got 0'],
])('%s is none', (value, message) => {
  expect(problem(value)).toBe(message);
});
