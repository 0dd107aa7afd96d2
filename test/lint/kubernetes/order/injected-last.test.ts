import { expect, test } from 'vitest';
import { injectedLast } from '../../../../src/lint/kubernetes/order/injected-last/rule.ts';
import { lintManifests } from '../../../../src/lint/manifests.ts';
import { builtFile } from '../../../../src/model/kubernetes/built-file.ts';

const annotations = 'annotations: {instrumentation.opentelemetry.io/inject-java: "true"}';
const app = `{apiVersion: apps/v1, kind: Deployment, metadata: {name: shop, namespace: shop}, spec: {template: {metadata: {${annotations}}, spec: {containers: [{name: shop, image: "shop.example.com/shop:1.0.0"}]}}}}`;
const instrumentation =
  '{apiVersion: opentelemetry.io/v1alpha1, kind: Instrumentation, metadata: {name: default, namespace: shop}, spec: {exporter: {endpoint: "https://traces.example.com:4318"}}}';
const sidecar =
  '{apiVersion: opentelemetry.io/v1beta1, kind: OpenTelemetryCollector, metadata: {name: side, namespace: shop}, spec: {mode: sidecar, config: {receivers: {otlp: {protocols: {grpc: {}}}}, exporters: {debug: {}}, service: {pipelines: {traces: {receivers: [otlp], exporters: [debug]}}}}}}';

const told = (...files: { file: string; text: string }[]) =>
  lintManifests(files)
    .findings.filter(({ rule }) => rule === injectedLast)
    .map(({ message }) => message);
const inOne = (documents: string[], file = 'a.yaml') =>
  told({ file, text: documents.join('\n---\n') });

test('a workload before what its pods ask for is told', () => {
  expect(inOne([app, instrumentation])).toEqual([
    expect.stringContaining(
      'Deployment shop/shop must be applied after Instrumentation shop/default, which comes later in the file; assuming a first kubectl apply, pods that are created before it get no injection',
    ),
  ]);
  const asking = app.replace(annotations, 'annotations: {sidecar.opentelemetry.io/inject: side}');
  expect(inOne([asking, sidecar])).toEqual([
    expect.stringContaining('must be applied after OpenTelemetryCollector shop/side'),
  ]);
});

test.each([
  ['the other order', [instrumentation, app]],
  ['no pods yet', [app.replace('spec: {', 'spec: {replicas: 0, '), instrumentation]],
  [
    'Helm, which sorts',
    [app, instrumentation].map((one) =>
      one.replace('metadata: {', 'metadata: {labels: {app.kubernetes.io/managed-by: Helm}, '),
    ),
  ],
])('%s is let be', (_, documents) => {
  expect(inOne(documents)).toEqual([]);
});

test('the order of files is not known, and kustomize sorts what it builds', () => {
  const files = [app, instrumentation].map((text, index) => ({ file: `${index}.yaml`, text }));
  expect(told(...files)).toEqual([]);
  expect(inOne([app, instrumentation], builtFile('kustomization.yaml'))).toEqual([]);
});
