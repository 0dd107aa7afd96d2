import { expect, test } from 'vitest';
import { exampleOf } from '../../../scripts/rule-examples.ts';
import { fileNotMounted } from '../../../src/lint/jaeger/file-not-mounted/rule.ts';
import { check, places } from '../check.ts';
import { all, cronJobOf, jaegerOf, jaegerV2Of, onElasticsearch } from './jaeger-of.ts';

const tls = '{server-urls: "https://es.db.svc:9200", tls: {enabled: true, ca: /ca/ca.crt}}';
const volume = 'volumes: [{name: ca, secret: {secretName: es-ca}}]';
const mount = 'volumeMounts: [{name: ca, mountPath: /ca}]';
const off = 'esIndexCleaner: {enabled: false}';
const ca = 'Jaeger/t/j spec.storage.options.es.tls.ca: ';

test.each([
  [
    '',
    '',
    "collector and query and index-cleaner cannot read '/ca/ca.crt': no volume is mounted there",
  ],
  [off, '', "collector and query cannot read '/ca/ca.crt': no volume is mounted there"],
  [
    '',
    `collector: {${volume}, ${mount}}`,
    "query and index-cleaner cannot read '/ca/ca.crt': no volume is mounted there",
  ],
  [
    '',
    `collector: {${volume}, ${mount}}, query: {${volume}, ${mount}}`,
    "index-cleaner cannot read '/ca/ca.crt': no volume is mounted there",
  ],
  [
    '',
    `${volume}, volumeMounts: [{name: ca, mountPath: /other}]`,
    "collector and query and index-cleaner cannot read '/ca/ca.crt': no volume is mounted there",
  ],
  // the operator keeps the first mount of a volume only
  [
    off,
    `${volume}, volumeMounts: [{name: ca, mountPath: /a}, {name: ca, mountPath: /ca}]`,
    "collector and query cannot read '/ca/ca.crt': no volume is mounted there",
  ],
])('a CA that is not mounted is told: %s %s', (storage, spec, message) => {
  expect(check(onElasticsearch(tls, storage, spec), fileNotMounted)).toEqual([ca + message]);
});

test('a key that the mounted object does not have is told', () => {
  const secret =
    '{apiVersion: v1, kind: Secret, metadata: {name: es-ca, namespace: t}, data: {tls.crt: YQ==}}';
  const jaeger = onElasticsearch(tls, off, `${volume}, ${mount}`);
  expect(check(all(secret, jaeger), fileNotMounted)).toEqual([
    `${ca}collector and query cannot read '/ca/ca.crt': Secret es-ca has no key 'ca.crt'`,
  ]);
  expect(check(jaeger, fileNotMounted)).toEqual([]);
});

test('files of other flags, of written jobs and of Jaeger v2 are told', () => {
  const token = jaegerOf(
    '{storage: {type: elasticsearch, options: {es: {token-file: /run/token}}}, allInOne: {options: {collector.grpc.tls.cert: /tls/tls.crt}}}',
  );
  const job = cronJobOf(
    '{name: x, image: "jaegertracing/jaeger-es-rollover:1.57.0", env: [{name: ES_TLS_CERT, value: /tls/tls.crt}]}',
  );
  const v2 = jaegerV2Of(
    '{extensions: {jaeger_storage: {backends: {main: {elasticsearch: {tls: {ca_file: /ca.crt}, auth: {basic: {password_file: /pw}}}}}}, jaeger_query: {storage: {traces: main}, ui: {config_file: /ui.json}}, remote_sampling: {file: {path: /s.json}}}, service: {extensions: [jaeger_storage, jaeger_query, remote_sampling]}}',
  );
  const extensions = 'OpenTelemetryCollector/t/c spec.config.extensions';
  const backend = `${extensions}.jaeger_storage.backends.main.elasticsearch`;
  expect(check(all(token, job, v2), fileNotMounted)).toEqual([
    'Jaeger/t/j spec.allInOne.options["collector.grpc.tls.cert"]: allInOne cannot read \'/tls/tls.crt\': no volume is mounted there',
    "Jaeger/t/j spec.storage.options.es.token-file: allInOne cannot read '/run/token': no volume is mounted there",
    "CronJob/t/c spec.jobTemplate.spec.template.spec.containers[0].env[0].value: x cannot read '/tls/tls.crt': no volume is mounted there",
    `${extensions}.jaeger_query.ui.config_file: jaeger_query cannot read '/ui.json': no volume is mounted there`,
    `${backend}.auth.basic.password_file: main cannot read '/pw': no volume is mounted there`,
    `${backend}.tls.ca_file: main cannot read '/ca.crt': no volume is mounted there`,
    `${extensions}.remote_sampling.file.path: remote_sampling cannot read '/s.json': no volume is mounted there`,
  ]);
});

test.each([
  onElasticsearch(tls, '', `${volume}, ${mount}`),
  onElasticsearch(
    '{server-urls: "https://e:9200", tls: {ca: /var/run/secrets/kubernetes.io/serviceaccount/ca.crt}}',
  ),
  onElasticsearch(
    tls,
    off,
    'collector: {image: "example.com/collector:1"}, query: {image: "example.com/query:1"}',
  ),
  // spark does not get the CA at all
  onElasticsearch(
    tls,
    `${off}, dependencies: {enabled: true}`,
    `collector: {${volume}, ${mount}}, query: {${volume}, ${mount}}`,
  ),
  // a storage that nobody names is never opened
  jaegerV2Of(
    '{extensions: {jaeger_storage: {backends: {main: {elasticsearch: {tls: {ca_file: /x.crt}}}}}}, service: {extensions: [jaeger_storage]}}',
  ),
  jaegerV2Of(
    '{extensions: {jaeger_storage: {backends: {main: {elasticsearch: {tls: {ca_file: /ca/ca.crt}}}}}, jaeger_query: {storage: {traces: main}}}, service: {extensions: [jaeger_storage, jaeger_query]}}',
    `image: "jaegertracing/jaeger:2.20.0", ${volume}, ${mount}`,
  ),
])('%s is let be', (yaml) => {
  expect(check(yaml, fileNotMounted)).toEqual([]);
});

test('the finding stands at the flag', () => {
  expect(places(exampleOf(fileNotMounted).wrong, fileNotMounted)).toEqual(['15:11']);
});
