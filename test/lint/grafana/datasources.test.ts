import { expect, test } from 'vitest';
import { access } from '../../../src/lint/grafana/access/rule.ts';
import { apiVersion } from '../../../src/lint/grafana/api-version/rule.ts';
import { dollar } from '../../../src/lint/grafana/dollar/rule.ts';
import { missingUid } from '../../../src/lint/grafana/missing-uid/rule.ts';
import { type } from '../../../src/lint/grafana/type/rule.ts';
import { uid } from '../../../src/lint/grafana/uid/rule.ts';
import { unreadableFile } from '../../../src/lint/grafana/unreadable-file/rule.ts';
import { url } from '../../../src/lint/grafana/url/rule.ts';
import { lint } from '../../../src/lint/lint.ts';
import { modelOf } from '../../model/model-of.ts';
import { check, places } from '../check.ts';
import { all, fileOf, resourceOf } from './files-of.ts';

const location = 'ConfigMap/t/ds data["ds.yaml"].datasources[0]';
const jaeger = 'name: J, type: jaeger';
const cluster = (options = '') =>
  `{apiVersion: jaegertracing.io/v1, kind: Jaeger, metadata: {name: j, namespace: t}, spec: {query: {options: {${options}}}, allInOne: {options: {${options}}}}}`;

test.each([
  [
    fileOf([`${jaeger}, url: "http://j.example.com:16686/api"`]),
    `${location}.url: url must not end in /api, Grafana adds it, got 'http://j.example.com:16686/api'`,
  ],
  [
    fileOf([`${jaeger}, url: "j.example.com:16686"`]),
    `${location}.url: url must be an http(s) URL such as http://jaeger-query.tracing.svc:16686, got 'j.example.com:16686'`,
  ],
  [
    resourceOf(`${jaeger}, url: "http://j.example.com:16685"`),
    "GrafanaDatasource/t/ds spec.datasource.url: url must name the HTTP port of Jaeger query, 16685 is its gRPC port, got 'http://j.example.com:16685'",
  ],
  [
    all(cluster(), resourceOf(`${jaeger}, url: "http://j-query:16685"`)),
    "GrafanaDatasource/t/ds spec.datasource.url: url must name the HTTP port of Jaeger query, 16685 is its gRPC port, got 'http://j-query:16685'",
  ],
  [
    all(cluster('query.base-path: /jaeger'), fileOf([`${jaeger}, url: "http://j-query:16686"`])),
    `${location}.url: url of a Jaeger served under /jaeger must have the path /jaeger, got 'http://j-query:16686'`,
  ],
  [
    all(cluster(), fileOf([`${jaeger}, url: "http://j-query:16686/jaeger"`])),
    `${location}.url: url of a Jaeger served under / must have no path, got 'http://j-query:16686/jaeger'`,
  ],
])('a URL without traces is told', (yaml, message) => {
  expect(check(yaml, url)).toEqual([message]);
});

test.each([
  all(
    cluster('query.base-path: /jaeger'),
    fileOf([`${jaeger}, url: "http://j-query:16686/jaeger/"`]),
  ),
  all(cluster('query: {base-path: /}'), fileOf([`${jaeger}, url: "http://j-query:16686/"`])),
  fileOf([`${jaeger}, url: "https://j.example.com/jaeger"`]),
  fileOf([`${jaeger}, url: "$JAEGER_URL"`]),
  fileOf(['name: P, type: prometheus, url: "http://p:9090/api"']),
])('a URL that may lead to traces is let be', (yaml) => {
  expect(check(yaml, url)).toEqual([]);
});

test('a file without apiVersion is told when Grafana skips keys of it', () => {
  const file = (settings: string, head: string) => fileOf([settings], { head });
  const path = 'ConfigMap/t/ds data["ds.yaml"].apiVersion:';
  expect(check(file(`${jaeger}, isDefault: true, jsonData: {}`, '# none'), apiVersion)).toEqual([
    `${path} a provisioning file must have apiVersion: 1, without it Grafana skips isDefault, jsonData`,
  ]);
  expect(check(file(jaeger, 'apiVersion: 2'), apiVersion)).toEqual([
    `${path} apiVersion of a provisioning file must be 1, got 2`,
  ]);
  expect(check(file(jaeger, '# none'), apiVersion)).toEqual([]);
  expect(check(file(`${jaeger}, isDefault: true`, 'apiVersion: 1'), apiVersion)).toEqual([]);
});

test.each([
  ['Jaeger', '', "type must be jaeger, got 'Jaeger'"],
  ['jeager', '', "type must be jaeger, got 'jeager'"],
  ['tempo', 'http://j:16686', "type of a data source that asks Jaeger must be jaeger, got 'tempo'"],
])('type %s is told', (written, address, message) => {
  const yaml = fileOf([`name: J, type: ${written}, url: "${address}"`]);
  expect(check(yaml, type)).toEqual([`${location}.type: ${message}`]);
});

test.each([
  `${jaeger}, url: "http://j:16686"`,
  'name: T, type: tempo, url: "http://tempo:3200"',
  'name: Z, type: zipkin, url: "http://j:9411"',
  'name: P, type: prometheus',
])('a type of its own is let be: %s', (datasource) => {
  expect(check(fileOf([datasource]), type)).toEqual([]);
});

test('only Grafana itself asks Jaeger', () => {
  const findings = (text: string) =>
    lint(modelOf(fileOf([`${jaeger}, access: ${text}`])), [access]).map(
      ({ severity, message }) => `${severity}: ${message}`,
    );
  expect(findings('direct')).toEqual([
    "warning: access of a Jaeger data source must be proxy, got 'direct'",
  ]);
  expect(findings('server')).toEqual([
    "error: access of a Jaeger data source must be proxy, got 'server'",
  ]);
  expect(findings('proxy')).toEqual([]);
  expect(check(fileOf(['name: P, type: prometheus, access: direct']), access)).toEqual([]);
});

test('a uid that Grafana does not take is told where it stands', () => {
  const long = 'x'.repeat(41);
  expect(check(fileOf([`${jaeger}, uid: ${long}`]), uid)).toEqual([
    `${location}.uid: uid must be at most 40 characters, got '${long}' (41)`,
  ]);
  expect(check(resourceOf(jaeger, 'instanceSelector: {}, uid: a b'), uid)).toEqual([
    "GrafanaDatasource/t/ds spec.uid: uid must be of letters, digits, '-' and '_', got 'a b'",
  ]);
  expect(check(resourceOf(`${jaeger}, uid: a.b`), uid)).toEqual([
    "GrafanaDatasource/t/ds spec.datasource.uid: uid must be of letters, digits, '-' and '_', got 'a.b'",
  ]);
  expect(check(fileOf([`${jaeger}, uid: jaeger_1-x`]), uid)).toEqual([]);
});

const query = (dollar: string) =>
  `${jaeger}, jsonData: {tracesToMetrics: {queries: [{name: q, query: "sum(x{${dollar}__tags})"}]}}`;

test('dollars are doubled in files, and nowhere else', () => {
  expect(check(fileOf([query('$')]), dollar)).toEqual([
    `${location}.jsonData.tracesToMetrics.queries[0].query: a $ of a query must be doubled in a provisioning file, got '$__tags', did you mean '$$__tags'?`,
  ]);
  expect(check(resourceOf(query('$$')), dollar)).toEqual([
    "GrafanaDatasource/t/ds spec.datasource.jsonData.tracesToMetrics.queries[0].query: a $ of a query must not be doubled in a GrafanaDatasource, got '$$__tags', did you mean '$__tags'?",
  ]);
  expect(check(fileOf([query('$$')]), dollar)).toEqual([]);
  expect(check(resourceOf(query('$')), dollar)).toEqual([]);
});

const loki = 'name: Loki, type: loki, uid: loki';
const toLoki = (target: string) =>
  `${jaeger}, jsonData: {tracesToLogsV2: {datasourceUid: ${target}}}`;
const exemplars = (target: string) =>
  `name: P, type: prometheus, jsonData: {exemplarTraceIdDestinations: [{name: trace_id, datasourceUid: ${target}}]}`;

test.each([
  [fileOf([toLoki('lokki'), loki]), 'lokki', '', 'loki'],
  [fileOf([exemplars('tempo'), `${jaeger}, uid: jaeger`]), 'tempo', "; J has 'jaeger'", 'jaeger'],
  [fileOf([exemplars('jaeger'), jaeger]), 'jaeger', '; J has none', undefined],
])('a link to a uid that is not there is told', (yaml, target, hint, fix) => {
  expect(lint(modelOf(yaml), [missingUid]).map(({ message, fix }) => [message, fix])).toEqual([
    [`no data source of the manifests has the uid '${target}'${hint}`, fix],
  ]);
});

test.each([
  fileOf([toLoki('loki'), loki]),
  // Grafana looks for a name where it finds no uid
  fileOf([toLoki('Loki'), loki]),
  fileOf([toLoki('P8E80F9AEF21F6940'), `${jaeger}, uid: jaeger`]),
  fileOf([exemplars('jaeger')]),
  all(fileOf([exemplars('jaeger')]), resourceOf(`${jaeger}, uid: jaeger`)),
])('a link that leads, or may lead, somewhere is let be', (yaml) => {
  expect(check(yaml, missingUid)).toEqual([]);
});

test('a file that is no YAML is told where it breaks', () => {
  const yaml = fileOf([`${jaeger}, url: "x`]);
  expect(check(yaml, unreadableFile)).toHaveLength(1);
  expect(check(yaml, unreadableFile)[0]).toMatch(
    /^ConfigMap\/t\/ds data\["ds.yaml"\]: the provisioning file is not valid YAML: .+, at its line \d+, column \d+$/,
  );
  expect(places(yaml, unreadableFile)).toEqual(['5:3']);
  expect(check(fileOf([jaeger]), unreadableFile)).toEqual([]);
});
