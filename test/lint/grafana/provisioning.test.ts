import { expect, test } from 'vitest';
import { duplicate } from '../../../src/lint/grafana/duplicate/rule.ts';
import { duplicateFile } from '../../../src/lint/grafana/duplicate-file/rule.ts';
import { noInstance } from '../../../src/lint/grafana/no-instance/rule.ts';
import { severalDefaults } from '../../../src/lint/grafana/several-defaults/rule.ts';
import { unreadFile } from '../../../src/lint/grafana/unread-file/rule.ts';
import { check } from '../check.ts';
import { all, fileOf, grafanaOf, resourceOf } from './files-of.ts';

const label = 'grafana_datasource: "1"';
const sidecar = '{name: LABEL, value: grafana_datasource}';
const volume = (name: string) => `{name: ${name}, configMap: {name: ${name}}}`;
const a = 'name: A, type: jaeger, uid: u, isDefault: true';
const b = 'name: B, type: loki, uid: v, isDefault: true';
const path = (name: string, index: number, key: string) =>
  `ConfigMap/t/${name} data["${name}.yaml"].datasources[${index}].${key}`;
const file = (name: string, datasource: string, namespace = 't') =>
  fileOf([datasource], { name, key: `${name}.yaml`, namespace, labels: label });
const defaults = 'only one data source of a Grafana may be the default, got A, B';

test.each([
  [fileOf([a, b]), [path('ds', 0, 'isDefault'), path('ds', 1, 'isDefault')]],
  [all(file('x', a), file('z', b)), [path('x', 0, 'isDefault'), path('z', 0, 'isDefault')]],
  [
    all(grafanaOf(undefined, `${volume('x')}, ${volume('z')}`), file('x', a), file('z', b)),
    [path('x', 0, 'isDefault'), path('z', 0, 'isDefault')],
  ],
])('two defaults of one Grafana are told', (yaml, paths) => {
  expect(check(yaml, severalDefaults)).toEqual(paths.map((one) => `${one}: ${defaults}`));
});

test.each([
  fileOf([a, b.replace('true', 'false')]),
  fileOf([a, `${b}, orgId: 2`]),
  all(file('x', a), file('z', b, 'elsewhere')),
  all(file('x', a), resourceOf(b)),
  all(
    grafanaOf(undefined, volume('x')),
    grafanaOf(undefined, volume('z'), 't', 'h'),
    file('x', a),
    file('z', b),
  ),
])('one default for each Grafana is let be', (yaml) => {
  expect(check(yaml, severalDefaults)).toEqual([]);
});

test('data sources with one uid, or one name, are told', () => {
  const same = "data sources of a Grafana must have different uids, got 'u' for A and B";
  expect(check(all(file('x', a), file('z', 'name: B, uid: u')), duplicate)).toEqual([
    `${path('x', 0, 'uid')}: ${same}`,
    `${path('z', 0, 'uid')}: ${same}`,
  ]);
  const name = "data sources of a Grafana must have different names, got 'A' 2 times";
  expect(check(fileOf([a, 'name: A, uid: w']), duplicate)).toEqual([
    `${path('ds', 0, 'name')}: ${name}`,
    `${path('ds', 1, 'name')}: ${name}`,
  ]);
  expect(check(fileOf([a, b]), duplicate)).toEqual([]);
  expect(check(all(file('x', a), file('z', a, 'elsewhere')), duplicate)).toEqual([]);
});

const keyed = (name: string, key = 'd.yaml', labels = label) => fileOf([a], { name, key, labels });

test.each([all(keyed('x'), keyed('z')), all(grafanaOf(sidecar), keyed('x'), keyed('z'))])(
  'files that a sidecar writes over each other are told',
  (yaml) => {
    const message = "files for the sidecar must have different names, got 'd.yaml' in x and z";
    expect(check(yaml, duplicateFile)).toEqual([
      `ConfigMap/t/x data["d.yaml"]: ${message}`,
      `ConfigMap/t/z data["d.yaml"]: ${message}`,
    ]);
  },
);

test.each([
  all(keyed('x'), keyed('z', 'e.yaml')),
  all(keyed('x'), keyed('z', 'd.yaml', '')),
  all(grafanaOf(`${sidecar}, {name: UNIQUE_FILENAMES, value: "true"}`), keyed('x'), keyed('z')),
  all(grafanaOf(undefined, `${volume('x')}, ${volume('z')}`), keyed('x'), keyed('z')),
])('files of other names, or in other folders, are let be', (yaml) => {
  expect(check(yaml, duplicateFile)).toEqual([]);
});

test.each([
  [
    fileOf([a], { key: 'ds', labels: label }),
    `ConfigMap/t/ds data.ds: a provisioning file must end in .yaml or .yml, got 'ds'`,
  ],
  [
    all(grafanaOf(sidecar, '', 'mon'), fileOf([a], { labels: label })),
    "ConfigMap/t/ds metadata.namespace: Grafana's sidecar looks for data sources in namespace mon, ConfigMap ds is in t",
  ],
  [
    all(grafanaOf(sidecar), fileOf([a])),
    'ConfigMap/t/ds metadata.labels: Grafana\'s sidecar looks for the label grafana_datasource: "1", ConfigMap ds has no such label',
  ],
  [
    all(
      grafanaOf(`${sidecar}, {name: LABEL_VALUE, value: "1"}`),
      fileOf([a], { labels: 'grafana_datasource: "true"' }),
    ),
    'ConfigMap/t/ds metadata.labels: Grafana\'s sidecar looks for the label grafana_datasource: "1", ConfigMap ds has grafana_datasource: "true"',
  ],
  [
    all(grafanaOf(), fileOf([a])),
    'ConfigMap/t/ds data["ds.yaml"]: no Grafana reads this file, because no pod mounts ConfigMap ds',
  ],
])('a file that no Grafana reads is told', (yaml, message) => {
  expect(check(yaml, unreadFile)).toEqual([message]);
});

test.each([
  fileOf([a]),
  fileOf([a], { labels: label }),
  all(grafanaOf(sidecar), fileOf([a], { labels: label })),
  all(
    grafanaOf(`${sidecar}, {name: NAMESPACE, value: ALL}`, '', 'mon'),
    fileOf([a], { labels: label }),
  ),
  all(
    grafanaOf(`${sidecar}, {name: NAMESPACE, value: "mon,t"}`, '', 'mon'),
    fileOf([a], { labels: label }),
  ),
  all(grafanaOf(undefined, volume('ds')), fileOf([a])),
  all(grafanaOf(sidecar, volume('ds')), fileOf([a])),
  all(grafanaOf(), fileOf([a], { labels: label })),
  all(grafanaOf(sidecar, '', 'mon'), fileOf([a])),
])('a file that a Grafana reads, or may read, is let be', (yaml) => {
  expect(check(yaml, unreadFile)).toEqual([]);
});

const instance = (namespace: string, labels = 'app: grafana') =>
  `{apiVersion: grafana.integreatly.org/v1beta1, kind: Grafana, metadata: {name: g, namespace: ${namespace}, labels: {${labels}}}, spec: {}}`;
const selector = 'instanceSelector: {matchLabels: {app: grafana}}';

test.each([
  [
    resourceOf(a, 'plugins: []'),
    'spec: a GrafanaDatasource must have an instanceSelector, it has none',
  ],
  [
    all(instance('t', 'app: other'), resourceOf(a, selector)),
    'spec.instanceSelector: instanceSelector matches no Grafana, there is Grafana t/g',
  ],
  [
    all(instance('mon'), resourceOf(a, selector)),
    'spec.allowCrossNamespaceImport: a GrafanaDatasource of namespace t must have allowCrossNamespaceImport for Grafana mon/g',
  ],
])('a resource that no Grafana takes up is told', (yaml, message) => {
  expect(check(yaml, noInstance)).toEqual([`GrafanaDatasource/t/ds ${message}`]);
});

test.each([
  resourceOf(a, selector),
  all(instance('t'), resourceOf(a, selector)),
  all(instance('mon'), resourceOf(a, `${selector}, allowCrossNamespaceImport: true`)),
  all(instance('mon'), instance('t'), resourceOf(a)),
  all(
    instance('t'),
    resourceOf(
      a,
      'instanceSelector: {matchExpressions: [{key: app, operator: In, values: [grafana]}]}',
    ),
  ),
])('a resource that a Grafana takes up, or may take up, is let be', (yaml) => {
  expect(check(yaml, noInstance)).toEqual([]);
});
