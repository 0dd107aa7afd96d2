import { expect, test } from 'vitest';
import { edgesOf, modelOf, placeOf } from '../model-of.ts';

const file = (datasources: string, kind = 'ConfigMap', section = 'data') => `apiVersion: v1
kind: ${kind}
metadata: {name: ds, namespace: mon}
${section}:
  ds.yaml: |
    apiVersion: 1
    datasources:
${datasources.replace(/^/gm, '      ')}`;

const jaeger =
  '- name: Jaeger\n  type: jaeger\n  uid: j\n  url: http://jaeger-query.tracing:16686\n  isDefault: true';

test.each([
  ['ConfigMap', 'data'],
  ['Secret', 'stringData'],
])('data sources of a %s are read and placed', (kind, section) => {
  const model = modelOf(file(jaeger, kind, section));
  const [datasource] = model.grafana.datasources;
  expect(datasource).toMatchObject({
    name: 'Jaeger',
    type: 'jaeger',
    uid: 'j',
    isDefault: true,
    by: 'provisioning',
  });
  expect(datasource && placeOf(datasource)).toBe(
    `${kind}/mon/ds ${section}["ds.yaml"].datasources[0] 8:9`,
  );
  expect(edgesOf(model)).toEqual([
    'Jaeger http://jaeger-query.tracing:16686 jaeger-query -> external',
  ]);
});

test('the uid of a GrafanaDatasource is that of its spec, else of its data source', () => {
  const resource = (uid: string) =>
    `{apiVersion: grafana.integreatly.org/v1beta1, kind: GrafanaDatasource, metadata: {name: a}, spec: {${uid}datasource: {uid: inner, type: jaeger, url: "https://j/x"}}}`;
  expect(modelOf(resource('uid: outer, ')).grafana.datasources).toMatchObject([
    { uid: 'outer', by: 'operator' },
  ]);
  expect(modelOf(resource('')).grafana.datasources).toMatchObject([{ uid: 'inner' }]);
  expect(edgesOf(modelOf(resource('')))).toEqual([
    'jaeger https://j/x jaeger-query+tls -> external',
  ]);
});

test('broken files are kept, other ConfigMaps are let be', () => {
  const { grafana } = modelOf(
    file('- name: [\n'),
    '{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {a.yaml: "x: [", b.txt: "datasources: ["}}',
  );
  expect(grafana.broken).toHaveLength(1);
  expect(grafana.datasources).toEqual([]);
});
