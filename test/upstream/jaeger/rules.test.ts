import { expect, test } from 'vitest';
import {
  ilmProblem,
  indexPrefixProblem,
  kafkaAgreementProblem,
  kafkaBrokersProblem,
  kafkaTlsProblem,
  retentionDaysProblem,
  scheduleProblem,
  serverUrlsProblem,
  tlsOptionsProblem,
} from '../../../src/upstream/jaeger/rules.ts';

test.each([
  ['Prod', "index prefix must be lower-case, got 'Prod'"],
  ['prod-', "index prefix must not end with '-', Jaeger adds it, got 'prod-'"],
  ['_prod', "index prefix must not begin with '-', '_' or '+', got '_prod'"],
  ['a b', String.raw`index prefix must not contain \ / * ? " < > | , # : or space, got 'a b'`],
])('index prefix %s is refused', (prefix, problem) => {
  expect(indexPrefixProblem(prefix)).toBe(problem);
});

test('index prefix prod_eu-1 has no problem', () => {
  expect(indexPrefixProblem('prod_eu-1')).toBeUndefined();
});

test('Jaeger v2 takes an index prefix that ends in a dash, and none that begins with one', () => {
  expect(indexPrefixProblem('prod-', 'v2')).toBeUndefined();
  expect(indexPrefixProblem('-', 'v2')).toBe(
    "index prefix must not begin with '-', '_' or '+', got '-'",
  );
});

test.each([
  [
    ['http://a:9200', 'http://b:9200'],
    "es.server-urls must be one string with commas between URLs, got a list, did you mean 'http://a:9200,http://b:9200'?",
  ],
  ['', 'es.server-urls must name at least one URL such as http://elasticsearch:9200'],
  [undefined, 'es.server-urls must name at least one URL such as http://elasticsearch:9200'],
  [
    'elastic:9200',
    "es.server-urls must be URLs with scheme and host, got 'elastic:9200', did you mean http://elastic:9200?",
  ],
  ['http://', "es.server-urls must be URLs with scheme and host, got 'http://'"],
])('server-urls %j is refused', (value, problem) => {
  expect(serverUrlsProblem(value)).toBe(problem);
});

test.each(['http://elastic:9200', 'https://a.b:9200,http://c:9200/es', 'https://es.example.com'])(
  'server-urls %s has no problem',
  (value) => {
    expect(serverUrlsProblem(value)).toBeUndefined();
  },
);

test.each([
  [{ 'es.tls.ca': '/ca', 'es.tls.enabled': 'true' }, undefined],
  [{ 'es.tls.ca': '/ca' }, undefined],
  [
    { 'es.tls.ca': '/ca', 'kafka.producer.tls.ca': '/ca' },
    'es.tls.enabled must be true beside other es.tls options, got nothing',
  ],
  [
    { 'es.tls.ca': '/ca', 'kafka.producer.tls.enabled': 'true' },
    'es.tls.enabled must be true beside other es.tls options, got nothing',
  ],
  [
    { 'es.tls.ca': '/ca', 'es.tls.enabled': 'false' },
    'es.tls.enabled must be true beside other es.tls options, got false',
  ],
])('TLS flags %j are judged as Jaeger and webhook do', (options, problem) => {
  expect(tlsOptionsProblem(new Map(Object.entries(options)))).toBe(problem);
});

test('Kafka brokers are wanted on both sides', () => {
  expect(kafkaBrokersProblem('kafka:9092', 'kafka:9092')).toBeUndefined();
  expect(kafkaBrokersProblem('kafka:9092', undefined)).toMatch(
    /^ingester option kafka.consumer.brokers/,
  );
  expect(kafkaBrokersProblem(undefined, 'kafka:9092')).toMatch(
    /^collector option kafka.producer.brokers/,
  );
  expect(kafkaBrokersProblem(undefined, undefined)).toMatch(/or Strimzi to provision Kafka$/);
});

test('Kafka topic and encoding must agree, defaults included', () => {
  expect(kafkaAgreementProblem('topic', undefined, 'jaeger-spans')).toBeUndefined();
  expect(kafkaAgreementProblem('topic', 'spans', undefined)).toBe(
    "kafka topic of collector and ingester must be the same, got 'spans' and 'jaeger-spans'",
  );
  expect(kafkaAgreementProblem('encoding', 'json', undefined)).toContain("'json' and 'protobuf'");
});

test('use-ilm wants aliases and no templates', () => {
  const ilm = (rest: Record<string, string>) =>
    ilmProblem(new Map(Object.entries({ 'es.use-ilm': 'true', ...rest })));
  expect(ilm({})).toBe('es.use-ilm must be used with es.use-aliases true');
  expect(ilm({ 'es.use-aliases': 'true' })).toBe(
    'es.use-ilm must be used with es.create-index-templates false',
  );
  expect(ilm({ 'es.use-aliases': 'true', 'es.create-index-templates': 'false' })).toBeUndefined();
  expect(ilmProblem(new Map())).toBeUndefined();
});

test.each([-1, 1.5, '7', null])('%j days of retention are refused', (days) => {
  expect(retentionDaysProblem(days)).toBe(
    `numberOfDays must be a whole number of at least 0, got ${JSON.stringify(days)}`,
  );
});

test('7 days of retention have no problem', () => {
  expect(retentionDaysProblem(7)).toBeUndefined();
});

test.each(['55 23 * * *', '*/5 0-6,22 1 jan-mar MON', '@daily', '0 0 ? * 7'])(
  'schedule %s has no problem',
  (schedule) => {
    expect(scheduleProblem(schedule)).toBeUndefined();
  },
);

test.each([
  ['55 23 * *', "schedule must have 5 fields such as '55 23 * * *', got '55 23 * *'"],
  ['60 23 * * *', "schedule's minute must be from 0 to 59, got '60' in '60 23 * * *'"],
  ['5 24 * * *', "schedule's hour must be from 0 to 23, got '24' in '5 24 * * *'"],
  ['*/0 1 * * *', "schedule's minute must be from 0 to 59, got '*/0' in '*/0 1 * * *'"],
])('schedule %s is refused', (schedule, problem) => {
  expect(scheduleProblem(schedule)).toBe(problem);
});

test.each([
  ['1.63.0', 'plaintext', undefined],
  ['1.64.0', 'plaintext', 'told'],
  ['1.71.0', 'kerberos', 'told'],
  ['1.72.0', 'plaintext', undefined],
  ['1.65.0', 'tls', undefined],
  [undefined, 'plaintext', undefined],
])('a login over TLS to Kafka with release %s and %s', (release, authentication, problem) => {
  const options = new Map([
    ['kafka.producer.authentication', authentication],
    ['kafka.producer.tls.enabled', 'true'],
  ]);
  expect(kafkaTlsProblem('kafka.producer', options, release) && 'told').toBe(problem);
  options.set('kafka.producer.tls.enabled', 'false');
  expect(kafkaTlsProblem('kafka.producer', options, release)).toBeUndefined();
});
