import { expect, test } from 'vitest';
import { environmentValue, readEnvironment } from '../../../src/model/kubernetes/environment.ts';
import { objectName, pathText } from '../../../src/model/kubernetes/objects.ts';
import { modelOf } from '../model-of.ts';

const settings = `apiVersion: v1
kind: ConfigMap
metadata: {name: otel, namespace: shop}
data: {ENDPOINT: "http://otel:4317", PROTOCOL: grpc}`;

const secret = `apiVersion: v1
kind: Secret
metadata: {name: otel, namespace: shop}
data: {HEADERS: ${Buffer.from('a=b').toString('base64')}}`;

function environment(container: string) {
  const { objects, workloads } = modelOf(
    settings,
    secret,
    `{kind: Deployment, metadata: {name: app, namespace: shop}, spec: {template: {spec: {containers: [${container}]}}}}`,
  );
  const [workload] = workloads;
  const [first] = workload?.containers ?? [];
  return workload && first ? readEnvironment(objects, workload.object, first) : [];
}

const texts = (container: string) =>
  environment(container).map(
    ({ name, value, object, path }) => `${name}=${value} ${objectName(object)} ${pathText(path)}`,
  );

test('values are found in env, ConfigMaps and Secrets, each with its place', () => {
  expect(
    texts(`{name: app, envFrom: [{prefix: OTEL_, configMapRef: {name: otel}}, {secretRef: {name: otel}}], env: [
      {name: A, value: "1"}, {name: B, valueFrom: {configMapKeyRef: {name: otel, key: PROTOCOL}}}]}`),
  ).toEqual([
    'OTEL_ENDPOINT=http://otel:4317 ConfigMap/shop/otel data.ENDPOINT',
    'OTEL_PROTOCOL=grpc ConfigMap/shop/otel data.PROTOCOL',
    'HEADERS=a=b Secret/shop/otel data.HEADERS',
    'A=1 Deployment/shop/app spec.template.spec.containers[0].env[0].value',
    'B=grpc ConfigMap/shop/otel data.PROTOCOL',
  ]);
});

test('the last value of a name counts, and one that is not known hides those before', () => {
  const found = environment(`{name: app, envFrom: [{configMapRef: {name: otel}}], env: [
    {name: ENDPOINT, value: x}, {name: PROTOCOL, valueFrom: {fieldRef: {fieldPath: status.hostIP}}}]}`);
  expect(environmentValue(found, 'ENDPOINT')?.value).toBe('x');
  expect(environmentValue(found, 'PROTOCOL')).toBe(undefined);
});

test('variables in values are replaced where an entry before tells them', () => {
  const found = environment(`{name: app, env: [
    {name: HOST, value: otel}, {name: URL, value: "http://$(HOST):$(PORT)/$$(HOST)"}, {name: PORT, value: "4317"}]}`);
  expect(environmentValue(found, 'URL')?.value).toBe('http://otel:$(PORT)/$$(HOST)');
});

test('the first of several names that has a value is taken', () => {
  const found = environment('{name: app, env: [{name: A, value: ""}, {name: B, value: b}]}');
  expect(environmentValue(found, 'A', 'B')?.value).toBe('b');
});
