import { expect, test } from 'vitest';
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

test('a configuration that is put together from several files is not known', () => {
  const args = '[--config=/conf/config.yaml, --config=/conf/more.yaml]';
  expect(read('otel/opentelemetry-collector:0.150.0', '/conf', args)).toEqual([false]);
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
