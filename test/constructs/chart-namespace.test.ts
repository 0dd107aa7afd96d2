import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Chart, type ChartProps, Testing } from 'cdk8s';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { OtelCollector } from '../../src/constructs/collector/instance.ts';
import { elasticsearch } from '../../src/constructs/elasticsearch/storage.ts';
import { GrafanaDatasource } from '../../src/constructs/grafana/datasource.ts';
import { Instrumentation } from '../../src/constructs/instrumentation/instance.ts';
import { Jaeger } from '../../src/constructs/jaeger/v1/instance.ts';
import { JaegerOperator } from '../../src/constructs/jaeger/v1/operator.ts';
import { TracingNamespace } from '../../src/constructs/kubernetes/namespace.ts';
import { OperatorCrds } from '../../src/constructs/operator/crds.ts';
import { OtelOperator } from '../../src/constructs/otel-operator/operator.ts';
import { TektonTracing } from '../../src/constructs/tekton/tracing.ts';
import { ThanosTracing } from '../../src/constructs/thanos/tracing.ts';
import { parseYaml, printYaml } from '../../src/yaml.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'namespace-'));
  writeFileSync(
    join(folder, 'thanos.yaml'),
    `apiVersion: apps/v1
kind: Deployment
metadata: { name: query, namespace: monitoring }
spec: { template: { spec: { containers: [{ name: thanos, image: 'quay.io/thanos/thanos:v0.42.4' }] } } }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: query }
`,
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

type NamespaceProps = { readonly namespace?: TracingNamespace | string };
type Build = (chart: Chart, namespaced: NamespaceProps) => void;

function synth(build: Build, chartProps: ChartProps, props: NamespaceProps) {
  const chart = new Chart(Testing.app(), 'chart', chartProps);
  build(chart, props);
  return Testing.synth(chart);
}

const storage = elasticsearch({ serverUrls: ['http://es.example.com:9200'] });

const constructs: Readonly<Record<string, Build>> = {
  namespace: (chart) => new TracingNamespace(chart, 'Namespace', { name: 'tracing' }),
  jaeger: (chart, props) => new Jaeger(chart, 'Jaeger', { ...props, storage }),
  'jaeger operator': (chart, props) => new JaegerOperator(chart, 'Operator', props),
  'jaeger operator of one namespace': (chart, props) =>
    new JaegerOperator(chart, 'Operator', { ...props, watch: 'namespace' }),
  'opentelemetry operator': (chart, props) => new OtelOperator(chart, 'Operator', props),
  'CRDs elsewhere': (chart, props) => {
    const operator = new OtelOperator(chart, 'Operator', { ...props, crds: false });
    new OperatorCrds(chart, 'Crds', { operator });
  },
  'operator from a manifest': (chart, props) => {
    // what the operator is, written down as upstream would
    const upstream = new Chart(Testing.app(), 'upstream');
    new OtelOperator(upstream, 'Operator', { namespace: 'opentelemetry-operator-system' });
    const manifest = join(folder, 'operator.yaml');
    writeFileSync(manifest, printYaml(Testing.synth(upstream)));
    new OtelOperator(chart, 'Operator', { ...props, manifest });
  },
  'jaeger, its collector and Grafana': (chart, props) => {
    const jaeger = new Jaeger(chart, 'Jaeger', { ...props, storage });
    const exportTo = new OtelCollector(chart, 'Collector', {
      ...props,
      exportTo: [jaeger.otlpGrpc],
    });
    new Instrumentation(chart, 'Instrumentation', { ...props, exportTo });
    new GrafanaDatasource(chart, 'Grafana', { ...props, query: jaeger.query });
    new TektonTracing(chart, 'Tekton', { version: '1.15.0', exportTo: exportTo.otlpHttp });
    new ThanosTracing(chart, 'Thanos', {
      manifest: join(folder, 'thanos.yaml'),
      serviceName: 'thanos',
      exportTo: exportTo.otlpGrpc,
    });
  },
};

const all = Object.keys(constructs);
const chartOf = (name: string) => constructs[name] as Build;

test.each(all)('%s in a chart with a namespace is as in one where the prop says it', (name) => {
  const build = chartOf(name);
  const said = synth(build, {}, { namespace: 'tracing' });
  expect(said.length).toBeGreaterThan(0);
  expect(synth(build, { namespace: 'tracing' }, {})).toEqual(said);
  // the prop wins over the chart
  expect(synth(build, { namespace: 'shop' }, { namespace: 'tracing' })).toEqual(said);
});

test('the file of a chart with a namespace has no null left of the one taken away', () => {
  const app = Testing.app();
  constructs['opentelemetry operator']?.(new Chart(app, 'x', { namespace: 'tracing' }), {});
  const objects = parseYaml(app.synthYaml(), 'x').map(({ value }) => JSON.stringify(value));
  expect(objects).toHaveLength(19);
  expect(objects.filter((object) => object.includes('"namespace":null'))).toEqual([]);
});

test('a namespace can be given by object, and one that is nowhere is refused', () => {
  const given = synth(
    (chart) => {
      const namespace = new TracingNamespace(chart, 'Namespace', { name: 'observability' });
      new Jaeger(chart, 'Jaeger', { namespace, storage });
    },
    { namespace: 'shop' },
    {},
  );
  expect(given.map(({ metadata: { name, namespace } }) => ({ name, namespace }))).toEqual([
    { name: 'observability' },
    { name: 'jaeger', namespace: 'observability' },
  ]);
  for (const name of ['jaeger', 'opentelemetry operator', 'jaeger operator']) {
    expect(() => synth(chartOf(name), {}, {})).toThrow(
      /^chart\/\w+: namespace must be set here or on the Chart around it, got none$/,
    );
  }
  expect(() => synth(chartOf('jaeger'), { namespace: 'Tracing' }, {})).toThrow(
    /^chart\/\w+: namespace must be a DNS-1123 label/,
  );
});
