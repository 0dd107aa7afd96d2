import { expect, test } from 'vitest';
import { tektonPath, tektonValue } from '../../../src/model/tekton/tracing.ts';
import { edgesOf, modelOf } from '../model-of.ts';

const controller = (image: string, extra = '') => `kind: Deployment
metadata: {name: tekton-pipelines-controller, namespace: tekton-pipelines, labels: {app.kubernetes.io/version: v0.50.0}}
spec: {template: {spec: {containers: [{image: "${image}"${extra}}]}}}`;

const config = (data: string, namespace = 'tekton-pipelines', name = 'config-tracing') =>
  `{apiVersion: v1, kind: ConfigMap, metadata: {name: ${name}, namespace: ${namespace}}, data: ${data}}`;

const ghcr =
  'ghcr.io/tektoncd/pipeline/controller-10a3e32792f33651396d02b6855a6e36:v1.3.0@sha256:abc';

test.each([
  [ghcr, '1.3.0'],
  ['gcr.io/tekton-releases/github.com/tektoncd/pipeline/cmd/controller:v0.65.3', '0.65.3'],
  ['registry.example.com/our-build:latest', '0.50.0'],
])('controller %s is release %s', (image, version) => {
  expect(modelOf(controller(image)).tektonControllers).toMatchObject([
    { version, configName: 'config-tracing' },
  ]);
});

test('settings belong to the controller of their namespace, and take its release anyway', () => {
  const data = '{enabled: "true", endpoint: "http://a:4318/v1/traces"}';
  const { tekton } = modelOf(controller(ghcr), config(data), config(data, 'tracing'));
  expect(tekton.map((tracing) => [tracing.controller !== undefined, tracing.version])).toEqual([
    [true, '1.3.0'],
    [false, '1.3.0'],
  ]);
});

test('another name of the ConfigMap counts', () => {
  const moved = controller(ghcr, ', env: [{name: CONFIG_TRACING_NAME, value: our-tracing}]');
  const { tekton } = modelOf(moved, config('{enabled: "true"}', 'tekton-pipelines', 'our-tracing'));
  expect(tekton).toMatchObject([
    { object: { name: 'our-tracing' }, controller: { configName: 'our-tracing' } },
  ]);
});

test('settings of the operator are read by their dotted keys, and as options', () => {
  const { tekton } = modelOf(
    '{apiVersion: operator.tekton.dev/v1alpha1, kind: TektonConfig, metadata: {name: config}, spec: {pipeline: {traces.enabled: true, traces.endpoint: "http://a:4318"}}}',
    '{apiVersion: operator.tekton.dev/v1alpha1, kind: TektonPipeline, metadata: {name: p}, spec: {options: {configMaps: {config-tracing: {data: {enabled: "true"}}}}}}',
  );
  const [typed, optional] = tekton;
  expect(typed && [tektonValue(typed, 'enabled'), tektonPath(typed, 'endpoint')]).toEqual([
    'true',
    ['spec', 'pipeline', 'traces.endpoint'],
  ]);
  expect(optional && tektonPath(optional, 'enabled')).toEqual([
    'spec',
    'options',
    'configMaps',
    'config-tracing',
    'data',
    'enabled',
  ]);
});

test('the protocol is that of the release, the endpoint its default when it is enabled without', () => {
  const edges = (image: string, data: string) => edgesOf(modelOf(controller(image), config(data)));
  const data = '{enabled: "true", endpoint: "http://a:14268/api/traces"}';
  expect(edges(ghcr, data)).toEqual(['pipelines http://a:14268/api/traces otlp-http -> external']);
  expect(edges('x/tektoncd/pipeline/cmd/controller:v0.57.0', data)).toEqual([
    'pipelines http://a:14268/api/traces jaeger-thrift-http -> external',
  ]);
  expect(edges(ghcr, '{enabled: "true"}')).toEqual([
    'pipelines http://jaeger-collector.jaeger.svc.cluster.local:14268/api/traces otlp-http -> external',
  ]);
  expect(edges(ghcr, '{_example: x}')).toEqual([]);
  expect(edgesOf(modelOf(config('{endpoint: "https://a"}')))).toEqual([
    'pipelines https://a unknown+tls -> external',
  ]);
});
