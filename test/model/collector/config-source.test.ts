import { expect, test } from 'vitest';
import { unreadableConfig } from '../../../src/lint/collector/unreadable-config/rule.ts';
import { check } from '../../lint/check.ts';
import { modelOf } from '../model-of.ts';

const config = `apiVersion: v1
kind: ConfigMap
metadata: {name: c, namespace: t}
data:
  config.yaml: |
    receivers: {otlp: {protocols: {grpc: {}}}}
    exporters: {debug: {}}
    service: {pipelines: {traces: {receivers: [otlp], exporters: [debug]}}}
`;
const workload = (image: string, mountPath: string, args = '[]') => `apiVersion: apps/v1
kind: Deployment
metadata: {name: w, namespace: t}
spec:
  template:
    spec:
      containers: [{name: c, image: '${image}', args: ${args}, volumeMounts: [{name: v, mountPath: ${mountPath}}]}]
      volumes: [{name: v, configMap: {name: c}}]
`;

function read(image: string, mountPath: string, args?: string): boolean[] {
  const { collectors } = modelOf(`${config}---\n${workload(image, mountPath, args)}`);
  return collectors.map((one) => one.config !== undefined);
}

// CMD of opentelemetry-collector-releases distributions/*/Dockerfile
test.each([
  ['otel/opentelemetry-collector:0.150.0', '/etc/otelcol'],
  ['otel/opentelemetry-collector-contrib:0.150.0', '/etc/otelcol-contrib'],
  ['otel/opentelemetry-collector-k8s:0.150.0', '/etc/otelcol-k8s'],
])('%s reads its file in %s when it has no arguments', (image, folder) => {
  expect(read(image, folder)).toEqual([true]);
  expect(read(image, '/conf')).toEqual([false]);
  // arguments take the place of those of the image
  expect(read(image, folder, '[--feature-gates=a]')).toEqual([false]);
});

test('an image that nobody knows is a collector when it is told the configuration of one', () => {
  expect(read('registry.example.com/ours:3', '/conf', '[--config=/conf/config.yaml]')).toEqual([
    true,
  ]);
  expect(read('registry.example.com/ours:3', '/conf')).toEqual([]);
});

const several = (args: string, files: Record<string, string>) => {
  const data = JSON.stringify(files);
  return `{apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: t}, data: ${data}}
---
${workload('otel/opentelemetry-collector:0.150.0', '/conf', args)}`;
};

const base = `receivers: {otlp: {protocols: {grpc: {endpoint: "0.0.0.0:4317"}}}}
exporters: {otlp: {endpoint: "a:4317", tls: {insecure: true}}}
service: {pipelines: {traces: {receivers: [otlp, zipkin], exporters: [otlp]}}}
`;
const more = `receivers: {zipkin: null}
exporters: {otlp: {endpoint: "b:4317"}, debug: {}}
service: {pipelines: {traces: {exporters: [debug]}}}
`;
const both = '[--config=/conf/base.yaml, --config=/conf/more.yaml';

test('of several files each goes over those before it: mappings are joined, lists are not', () => {
  const [collector] = modelOf(
    several(`${both}]`, { 'base.yaml': base, 'more.yaml': more }),
  ).collectors;
  expect(collector?.config?.value).toEqual({
    receivers: { otlp: { protocols: { grpc: { endpoint: '0.0.0.0:4317' } } }, zipkin: null },
    exporters: { otlp: { endpoint: 'b:4317', tls: { insecure: true } }, debug: {} },
    service: { pipelines: { traces: { receivers: ['otlp', 'zipkin'], exporters: ['debug'] } } },
  });
});

test('a place is in the last file that has it', () => {
  const [collector] = modelOf(
    several(`${both}]`, { 'base.yaml': base, 'more.yaml': more }),
  ).collectors;
  const file = (...path: string[]) => collector?.config?.location(...path).path[1];
  expect(file('receivers', 'otlp')).toBe('base.yaml');
  expect(file('receivers', 'zipkin')).toBe('more.yaml');
  expect(file('exporters', 'otlp', 'endpoint')).toBe('more.yaml');
  expect(file('exporters', 'otlp', 'tls', 'insecure')).toBe('base.yaml');
  expect(file('service', 'pipelines', 'traces', 'receivers')).toBe('base.yaml');
  expect(file('service', 'pipelines', 'traces', 'exporters')).toBe('more.yaml');
  expect(collector?.config?.component('exporters', 'debug')?.path).toEqual([
    'data',
    'more.yaml',
    'exporters',
    'debug',
  ]);
});

test('arguments go over files, in the order in which they stand', () => {
  const endpoint = (args: string) =>
    modelOf(
      several(args, { 'base.yaml': base, 'more.yaml': more }),
    ).collectors[0]?.config?.component('exporters', 'otlp')?.settings.endpoint;
  const inline = '"--config=yaml:exporters::otlp::endpoint: c:4317"';
  expect(endpoint(`${both}, ${inline}]`)).toBe('c:4317');
  expect(endpoint(`[--config=/conf/base.yaml, ${inline}, --config=/conf/more.yaml]`)).toBe(
    'b:4317',
  );
  expect(endpoint(`${both}, "--set=exporters.otlp.endpoint=d:4317"]`)).toBe('d:4317');
});

test.each([
  [`${both}, --config=/conf/missing.yaml]`, more, false],
  [`${both}, --feature-gates=confmap.enableMergeAppendOption]`, more, false],
  [`${both}]`, 'a: [', false],
  [`${both}]`, 'text', false],
  [`${both}]`, '# nothing yet', true],
])('whether %s with %j is known: %s', (args, second, known) => {
  const { collectors } = modelOf(several(args, { 'base.yaml': base, 'more.yaml': second }));
  expect(collectors.map(({ config }) => config !== undefined)).toEqual([known]);
});

test('what cannot be read of several files is told where it is', () => {
  expect(
    check(several(`${both}]`, { 'base.yaml': base, 'more.yaml': 'text' }), unreadableConfig),
  ).toEqual([expect.stringMatching(/^ConfigMap\/t\/c data\["more.yaml"\]: /)]);
});

test('objects of an OpenShift Template are objects of the cluster', () => {
  const template = `apiVersion: template.openshift.io/v1
kind: Template
metadata: {name: t}
objects:
  - {apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: t}}
  - {apiVersion: v1, kind: ConfigMap, metadata: {name: b, namespace: '\${NAMESPACE}'}}
parameters: [{name: NAMESPACE}]
`;
  const objects = modelOf(template).objects.all;
  expect(objects.map(({ name, namespace, root }) => [name, namespace, root])).toEqual([
    ['a', 't', ['objects', 0]],
    // what the namespace will be, nobody knows
    ['b', '', ['objects', 1]],
  ]);
});
