import { expect, test } from 'vitest';
import { loopback } from '../../../src/lint/edge/loopback/rule.ts';
import { misspeltService } from '../../../src/lint/edge/misspelt-service/rule.ts';
import { port } from '../../../src/lint/edge/port/rule.ts';
import { protocol } from '../../../src/lint/edge/protocol/rule.ts';
import { misplacedSetting } from '../../../src/lint/grafana/misplaced-setting/rule.ts';
import { setting } from '../../../src/lint/grafana/setting/rule.ts';
import { lintManifests } from '../../../src/lint/manifests.ts';
import { check } from '../check.ts';

const source = (fields: string) =>
  `apiVersion: v1
kind: ConfigMap
metadata: {name: c, namespace: t}
data:
  a.yaml: |
    apiVersion: 1
    datasources:
      - {name: Jaeger, type: jaeger, url: "http://jaeger.example.com:16686", ${fields}}
`;
const at = 'ConfigMap/t/c data["a.yaml"].datasources[0].';
const told = (fields: string) =>
  check(source(fields), misplacedSetting).map((finding) => finding.replace(at, ''));

test.each([
  [
    'basicAuthPassword: x',
    'basicAuthPassword: Grafana looks for basicAuthPassword under secureJsonData, not here',
  ],
  [
    'jsonData: {tlsClientKey: x}',
    'jsonData.tlsClientKey: Grafana looks for tlsClientKey under secureJsonData, not here',
  ],
  [
    'jsonData: {httpHeaderValue1: x}',
    'jsonData.httpHeaderValue1: Grafana looks for httpHeaderValue1 under secureJsonData, not here',
  ],
  [
    'secureJsonData: {httpHeaderName1: x}',
    'secureJsonData.httpHeaderName1: Grafana looks for httpHeaderName1 under jsonData, not here',
  ],
  [
    'jsonData: {basicAuthUser: x}',
    'jsonData.basicAuthUser: Grafana looks for basicAuthUser beside jsonData, not here',
  ],
  ['nodeGraph: {enabled: true}', 'nodeGraph: Grafana looks for nodeGraph under jsonData, not here'],
  [
    'basicAuth: true',
    'basicAuth: basicAuth needs basicAuthPassword under secureJsonData, there is none',
  ],
  [
    'jsonData: {httpHeaderName1: a}',
    'jsonData.httpHeaderName1: httpHeaderName1 needs httpHeaderValue1 under secureJsonData, there is none',
  ],
  [
    'jsonData: {tlsAuth: true}',
    'jsonData.tlsAuth: tlsAuth needs tlsClientCert and tlsClientKey under secureJsonData, there is none',
  ],
])('%s is in the wrong place, or half of it', (fields, message) => {
  expect(told(fields)).toEqual([message]);
});

test.each([
  'basicAuth: true, basicAuthUser: a, secureJsonData: {basicAuthPassword: $P}',
  'jsonData: {httpHeaderName1: a, tlsSkipVerify: true, nodeGraph: {enabled: true}}, secureJsonData: {httpHeaderValue1: b}',
  'basicAuth: false, jsonData: {timeInterval: 15s}',
])('%s is where Grafana looks', (fields) => {
  expect(told(fields)).toEqual([]);
});

test('what the operator adds to a data source is not missing', () => {
  const resource =
    '{apiVersion: grafana.integreatly.org/v1beta1, kind: GrafanaDatasource, metadata: {name: d, namespace: t}, spec: {valuesFrom: [], datasource: {name: J, type: jaeger, basicAuth: true}}}';
  expect(check(resource, misplacedSetting)).toEqual([]);
});

const links = (jsonData: string) =>
  check(source(`jsonData: ${jsonData}`), setting).map((finding) =>
    finding.replace(`${at}jsonData.`, ''),
  );

test.each([
  [
    '{tracesToLogsV2: {tags: [job, pod]}}',
    "tracesToLogsV2.tags[0]: tracesToLogsV2.tags[0] must be a mapping of key, value …, got 'job'",
  ],
  [
    '{tracesToLogs: {tags: [{key: job}]}}',
    'tracesToLogs.tags: tags must be a list of strings, got a list',
  ],
  [
    '{tracesToMetrics: {tags: [job], queries: ["a"]}}',
    "tracesToMetrics.tags[0]: tracesToMetrics.tags[0] must be a mapping of key, value …, got 'job'",
  ],
  [
    '{tracesToLogs: {query: a}}',
    "tracesToLogs.query: 'query' is not a setting of tracesToLogs, it belongs under tracesToLogsV2",
  ],
  [
    '{tracesToLogsV2: {mapTagNamesEnabled: true}}',
    "tracesToLogsV2.mapTagNamesEnabled: 'mapTagNamesEnabled' is not a setting of tracesToLogsV2, it belongs under tags, with key and value each",
  ],
  [
    '{tracesToLogsV2: {query: a}}',
    'tracesToLogsV2.query: query of tracesToLogsV2 has an effect only with customQuery: true',
  ],
  [
    '{tracesToLogsV2: {datasourceUID: a}}',
    "tracesToLogsV2.datasourceUID: 'datasourceUID' is not a setting of tracesToLogsV2",
  ],
  ['{nodeGraph: true}', "nodeGraph: nodeGraph must be a mapping of enabled …, got 'true'"],
])('%s has a form that Grafana does not read', (jsonData, message) => {
  expect(links(jsonData)).toContain(message);
});

test.each([
  '{tracesToLogsV2: {datasourceUid: a, tags: [{key: job}, {key: a, value: b}], customQuery: true, query: x}}',
  '{tracesToLogsV2: {datasourceUid: a, customQuery: $ASK, query: x}}',
  '{tracesToLogs: {datasourceUid: a, tags: [job], mappedTags: [{key: a, value: b}], mapTagNamesEnabled: true}}',
  '{tracesToMetrics: {datasourceUid: a, tags: [{key: a, value: b}], queries: [{name: n, query: q}]}}',
  '{nodeGraph: {enabled: true}, serviceMap: {datasourceUid: a}, search: {hide: true}, timeInterval: 15s}',
])('%s is read', (jsonData) => {
  expect(links(jsonData)).toEqual([]);
});

const tempo = (url: string, type = 'tempo', more = '') => `apiVersion: v1
kind: Service
metadata: {name: tempo, namespace: t}
spec: {selector: {app: tempo}, ports: [{name: http, port: 3200}, {name: otlp, port: 4317}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: tempo, namespace: t}
spec: {selector: {matchLabels: {app: tempo}}, template: {metadata: {labels: {app: tempo}}, spec: {containers: [{name: a, image: "grafana/tempo:2.8.0"}]}}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: c, namespace: t}
data: {a.yaml: 'apiVersion: 1\n\ndatasources: [{name: T, type: ${type}, url: "${url}"${more}}]'}
`;

test.each([
  [
    'http://tempo:3100',
    'tempo',
    'data source T must connect to a port of Service tempo (3200 http, 4317 otlp), got 3100',
  ],
  [
    'http://tempo.t.svc',
    'loki',
    'data source T must connect to a port of Service tempo (3200 http, 4317 otlp), got 80, because no port is given',
  ],
  [
    'http://tempo:4317',
    'tempo',
    'data source T speaks queries of Tempo, but port 4317 of Service tempo is for OTLP over gRPC',
  ],
  ['http://tempoo:3200', 'tempo', 'data source T must name a Service that exists, got tempoo'],
])('any data source asks a port that is there: %s of %s', (url, type, message) => {
  expect(check(tempo(url, type), port, protocol, misspeltService).join()).toContain(message);
});

test.each([
  tempo('http://tempo:3200'),
  tempo('http://tempo:3100', 'tempo', ', access: direct'),
  tempo('http://$TEMPO:3100'),
  tempo('http://localhost:3100'),
  tempo('http://prometheus:9090', 'prometheus'),
])('nothing is said of the address in %s', (yaml) => {
  expect(check(yaml, port, protocol, misspeltService, loopback)).toEqual([]);
});

test('a provisioning file that is no ConfigMap is read as Grafana reads it', () => {
  const file = `apiVersion: 1
datasources:
  - {name: T, type: tempo, url: "http://tempo.t:3100", basicAuthPassword: x}
---
apiVersion: v1
kind: Service
metadata: {name: tempo, namespace: t}
spec: {ports: [{port: 3200}]}
`;
  const { findings, model } = lintManifests([{ file: 'grafana/tempo.yaml', text: file }]);
  expect(findings.map(({ rule, line, object }) => [rule.id, line, object.name])).toEqual([
    ['edge/port', 3, 'tempo.yaml'],
    ['grafana/misplaced-setting', 3, 'tempo.yaml'],
  ]);
  expect(model.objects.all).toHaveLength(1);
  // settings of others may have a list of that name
  const other = lintManifests([{ file: 'a.yaml', text: 'apiVersion: 1\ndatasources: [a]\n' }]);
  expect(other.model.grafana.datasources).toEqual([]);
});
