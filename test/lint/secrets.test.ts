import { expect, test } from 'vitest';
import { Excerpts } from '../../src/cli/lint/excerpt.ts';
import { messageWithoutSecrets } from '../../src/lint/secrets.ts';

const secret = 's3cr3t-Value';

function shown(text: string, line = 1, kind = 'Deployment'): string {
  return new Excerpts([{ file: 'a.yaml', text }]).at('a.yaml', line, 1, kind).shown;
}

// where people write passwords and tokens: the settings of collectors, Jaeger, Thanos and Grafana that this project reads
test.each([
  [`endpoint: https://user:${secret}@es:9200/`, 'endpoint: https://…@es:9200/'],
  [`  password: ${secret}`, '  password: …'],
  [`  "password": "${secret}",`, '  "password": "…",'],
  [`auth: {username: a, password: '${secret}', b: c}`, "auth: {username: a, password: '…', b: c}"],
  [`headers: {authorization: "Bearer ${secret}"}`, 'headers: {authorization: "…"}'],
  [`  Authorization: Basic ${secret}`, '  Authorization: …'],
  [`  X-Custom: Bearer ${secret}`, '  X-Custom: Bearer …'],
  [`  x-api-key: ${secret}`, '  x-api-key: …'],
  [`  api_token: ${secret}`, '  api_token: …'],
  [`  httpHeaderValue1: ${secret}`, '  httpHeaderValue1: …'],
  [`- --es.password=${secret}`, '- --es.password=…'],
  [`value: "x-honeycomb-team=${secret},a=b"`, 'value: "x-honeycomb-team=…,a=b"'],
  [`- {name: ES_PASSWORD, value: ${secret}}`, '- {name: ES_PASSWORD, value: …}'],
  ['key: -----BEGIN PRIVATE KEY-----MIIE', 'key: …'],
  [`args: ["--token", "${secret}", "--x"]`, 'args: ["--token", "…", "--x"]'],
  [`args: [--es.password, ${secret}, a]`, 'args: [--es.password, …, a]'],
  [`- --es.password ${secret}`, '- --es.password …'],
  [`command: curl -u user:${secret} http://es`, 'command: curl -u … http://es'],
  [`command: [curl, --user, 'user:${secret}']`, "command: [curl, --user, '…']"],
  [`{name: DB_PASS, value: ${secret}}`, '{name: DB_PASS, value: …}'],
  [`{ value: ${secret}, name: API_KEY }`, '{ value: …, name: API_KEY }'],
  [`connection_string: InstrumentationKey=${secret};a=b`, 'connection_string: …'],
  [`dsn: Server=db;User Id=u;Password=${secret}`, 'dsn: Server=db;User Id=u;Password=…'],
  [`dsn: user:${secret}@tcp(db:3306)/x`, 'dsn: …@tcp(db:3306)/x'],
  [`url: https://a/v1?x=1&api_key=${secret}`, 'url: https://a/v1?x=1&api_key=…'],
  [`url: https://a/v1?sig=${secret}&x=1`, 'url: https://a/v1?sig=…&x=1'],
  [`url: kafka://a:${secret}@b@c/d`, 'url: kafka://…@c/d'],
  [`  license_key: ${secret}`, '  license_key: …'],
  [`  password: "a,${secret}"`, '  password: "…"'],
  [`  password: a, 'b' ${secret}`, '  password: …'],
  [`  note: ghp_${'a1'.repeat(15)}`, '  note: …'],
  ['  note: eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4', '  note: …'],
])('of %s a report shows none', (line, expected) => {
  expect(shown(line)).toBe(expected);
});

test.each([
  ['secretName: elasticsearch'],
  ['password_file: /etc/secret'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of collectors
  ['password: ${env:ES_PASSWORD}'],
  ['secretKeyRef: {name: a, key: password}'],
  ['tokenReview: true'],
  ['endpoint: http://jaeger-collector.tracing.svc:4317'],
  ['image: docker.io/otel/opentelemetry-collector-contrib:0.158.0'],
  ['token: null'],
  ['- --es.token-file=/etc/token'],
  ['bypass: here'],
  ['routing_key: traceID'],
])('%s is no secret', (line) => {
  expect(shown(line)).toBe(line);
});

test('a variable of a secret name has its value on the next line, or the one before', () => {
  const text = `- name: ES_PASSWORD\n  value: ${secret}\n- value: ${secret}\n  name: API_TOKEN\n`;
  expect([shown(text, 2), shown(text, 3)]).toEqual(['  value: …', '- value: …']);
  expect(shown('- name: USER\n  value: a\n', 2)).toBe('  value: a');
});

test('a flag in an item of its own has its value in the next one', () => {
  const text = `- --token\n- ${secret}\n- -u\n- a:${secret}\n- --name\n- a\n`;
  expect([2, 4, 6].map((line) => shown(text, line))).toEqual(['- …', '- …', '- a']);
});

test('of a text in several lines that is a secret, none is shown', () => {
  const text = `password: |\n  ${secret}\n\n  ${secret}\nname: API_TOKEN\nvalue: >-\n  ${secret}\nother: |\n  a\n`;
  expect([2, 4, 7, 9].map((line) => shown(text, line))).toEqual(['  …', '  …', '  …', '  a']);
});

test('of a Secret in one line, what it holds is hidden', () => {
  const flow = `{"apiVersion": "v1", "kind": "Secret", "data": {"user": "${secret}"}}`;
  expect(shown(flow, 1, 'Secret')).toBe('{"apiVersion": "v1", "kind": "Secret", "data": …');
  expect(shown(`data: { user: ${secret} }`, 1, 'Secret')).toBe('data: …');
  expect(shown(`data:\n  { user: ${secret} }`, 2, 'Secret')).toBe('  …');
});

test('of a Secret, only what Kubernetes calls the object is shown', () => {
  const text = `kind: Secret\nmetadata: {name: a}\nstringData:\n  user: ${secret}\n  text: |\n    ${secret}\n`;
  const lines = [1, 2, 3, 4, 6].map((line) => shown(text, line, 'Secret'));
  expect(lines).toEqual([
    'kind: Secret',
    'metadata: {name: a}',
    'stringData:',
    '  user: …',
    '    …',
  ]);
});

test('the caret stays under its column behind what is hidden', () => {
  const text = `{password: ${secret}, image: here}`;
  const { shown: line, caret } = new Excerpts([{ file: 'a', text }]).at(
    'a',
    1,
    text.indexOf('here') + 1,
    'Pod',
  );
  expect(line.slice(caret, caret + 4)).toBe('here');
});

test('messages repeat no secret', () => {
  expect(messageWithoutSecrets(`must be a string, got '${secret}'`, ['spec', 'password'])).toBe(
    'must be a string, got …',
  );
  expect(messageWithoutSecrets(`got 'http://u:${secret}@es'`, ['endpoint'])).toBe(
    "got 'http://…@es'",
  );
  expect(messageWithoutSecrets("got 'a'", ['spec', 'secretName'])).toBe("got 'a'");
  expect(messageWithoutSecrets(`got '--token ${secret}'`, ['args'])).toBe("got '--token …'");
  expect(messageWithoutSecrets(`got 'curl -u a:${secret}'`, ['args'])).toBe("got 'curl -u …'");
  // words behind a flag are those of the message
  const plain = 'flag --es.password must be set, and basic authentication needs a user';
  expect(messageWithoutSecrets(plain, ['args'])).toBe(plain);
});
