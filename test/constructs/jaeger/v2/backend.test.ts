import { App, Chart, Testing } from 'cdk8s';
import { expect, test } from 'vitest';
import type { Backend } from '../../../../src/constructs/edge/backend.ts';
import { elasticsearch } from '../../../../src/constructs/elasticsearch/storage.ts';
import { jaeger } from '../../../../src/constructs/jaeger/v1/backend.ts';
import { jaegerV2 } from '../../../../src/constructs/jaeger/v2/backend.ts';
import { synth } from '../../../stacks.ts';

const storage = elasticsearch({ serverUrls: ['http://es.example.com:9200'] });

function bind(backend: Backend) {
  const app = new App();
  const [crds, operators, instances] = ['crds', 'operators', 'instances'].map(
    (id) => new Chart(app, id),
  ) as [Chart, Chart, Chart];
  const endpoints = backend.bind({ crds, operators, instances, namespace: 'tracing' });
  const kinds = (chart: Chart) => Testing.synth(chart).map(({ kind }) => kind);
  return { endpoints, crds: kinds(crds), operators: kinds(operators), instances: kinds(instances) };
}

test('installs no operator and no CRD', () => {
  const { crds, operators, instances } = bind(jaegerV2({ storage }));
  expect([crds, operators]).toEqual([[], []]);
  expect(instances).toEqual(['OpenTelemetryCollector', 'OpenTelemetryCollector', 'Service']);
});

test('senders and Grafana find it where they find a Jaeger v1', () => {
  const v1 = bind(jaeger({ storage })).endpoints;
  const v2 = bind(
    jaegerV2({ storage, protocols: ['otlp-grpc', 'otlp-http', 'jaeger-thrift-http'] }),
  ).endpoints;
  // what is watched are other pods
  expect({ ...v2, metrics: undefined }).toEqual({ ...v1, metrics: undefined });
});

test('speaks thrift where it is told to', () => {
  expect(bind(jaegerV2({ storage })).endpoints.thriftHttp).toBeUndefined();
});

test('takes what it takes of OTLP from the collector', () => {
  const only = (protocol: 'otlp-http' | 'jaeger-thrift-http') =>
    bind(jaegerV2({ storage, protocols: [protocol] })).endpoints;
  expect(only('otlp-http').otlp.map((endpoint) => endpoint.url('tracing'))).toEqual([
    'http://jaeger-collector:4318',
  ]);
  expect(() => only('jaeger-thrift-http')).toThrow(
    /\/Jaeger: protocols must hold otlp-grpc or otlp-http for the collector of the stack, got neither$/,
  );
});

test('one word moves the default stack: what sends and shows stays as it is', async () => {
  const [v1, v2] = [await synth('default'), await synth('jaeger-v2')];
  expect([...v2.keys()]).toEqual([...v1.keys()]);
  const changed = [...v2].filter(([file, text]) => v1.get(file) !== text).map(([file]) => file);
  expect(changed).toEqual(['1-crds.k8s.yaml', '2-operators.k8s.yaml', '3-instances.k8s.yaml']);
  expect([...v2.values()].join('')).not.toContain('jaegertracing.io');
});
