import { Testing } from 'cdk8s';
import { expect, test } from 'vitest';
import { Endpoint } from '../../../src/constructs/edge/endpoint.ts';
import {
  PrometheusTracing,
  type PrometheusTracingProps,
} from '../../../src/constructs/prometheus/tracing.ts';
import { oneIn } from '../../../src/constructs/sdk/sampling.ts';
import { ThanosRulerTracing } from '../../../src/constructs/thanos/ruler.ts';
import {
  ThanosTracingSecret,
  type ThanosTracingSecretProps,
} from '../../../src/constructs/thanos/secret.ts';
import { lint } from '../../../src/lint/lint.ts';
import { readModel } from '../../../src/model/model.ts';

const exportTo = new Endpoint('otlp-grpc', { host: 'otel', namespace: 'tracing' });
const namespace = 'monitoring';
const settings: ThanosTracingSecretProps = {
  namespace,
  exportTo,
  serviceName: 'thanos-sidecar',
  version: '0.42.4',
};

const synth = (props: Partial<PrometheusTracingProps>): unknown[] => {
  const chart = Testing.chart();
  new PrometheusTracing(chart, 'Prometheus', { name: 'k8s', namespace, ...props });
  return Testing.synth(chart);
};

test('a Prometheus that is there already is told where to send its spans', () => {
  expect(synth({ exportTo })).toEqual([
    {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'Prometheus',
      metadata: {
        name: 'k8s',
        namespace,
        annotations: { 'cdk8s-tracing/requires': 'prometheus-operator' },
      },
      spec: {
        tracingConfig: {
          clientType: 'grpc',
          endpoint: 'otel.tracing:4317',
          insecure: true,
          samplingFraction: '1',
        },
      },
    },
  ]);
});

test('every prop is rendered', () => {
  const secure = new Endpoint('otlp-http', {
    host: 'otlp.example.com',
    tls: true,
    caSecretName: 'ca',
    clientCertificateSecretName: 'client',
  });
  const props: Required<PrometheusTracingProps> = {
    name: 'k8s',
    namespace,
    exportTo: secure,
    sampling: oneIn(4),
    thanos: { namespace, tracingConfig: { name: 'thanos', key: 'tracing.yaml' }, checksum: 'a1' },
    labels: { team: 'a' },
    annotations: { 'example.com/owner': 'b' },
  };
  expect(synth(props)).toEqual([
    {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'Prometheus',
      metadata: {
        name: 'k8s',
        namespace,
        labels: { team: 'a' },
        annotations: {
          'example.com/owner': 'b',
          'cdk8s-tracing/requires': 'prometheus-operator',
        },
      },
      spec: {
        podMetadata: { annotations: { 'cdk8s-tracing/settings': 'a1' } },
        thanos: { tracingConfig: { name: 'thanos', key: 'tracing.yaml' } },
        tracingConfig: {
          clientType: 'http',
          endpoint: 'otlp.example.com:4318',
          samplingFraction: '0.25',
          tlsConfig: {
            ca: { secret: { name: 'ca', key: 'ca.crt' } },
            cert: { secret: { name: 'client', key: 'tls.crt' } },
            keySecret: { name: 'client', key: 'tls.key' },
          },
        },
      },
    },
  ]);
});

test('Prometheus, its sidecar and a ruler are senders whose edges the model draws, without findings', () => {
  const chart = Testing.chart();
  const thanos = new ThanosTracingSecret(chart, 'Settings', settings);
  new PrometheusTracing(chart, 'Prometheus', { name: 'k8s', namespace, exportTo, thanos });
  new ThanosRulerTracing(chart, 'Ruler', { name: 'rules', thanos });
  const manifests = Testing.synth(chart).map((value: unknown) => ({ value }));
  const model = readModel(manifests);
  const { edges, objects } = model;
  expect(edges.map(({ sender }) => [sender.kind, sender.client.kind, sender.address])).toEqual([
    ['thanos', 'Prometheus', 'otel.tracing:4317'],
    ['thanos', 'ThanosRuler', 'otel.tracing:4317'],
    ['workload', 'Prometheus', 'otel.tracing:4317'],
  ]);
  expect(objects.all.map(({ kind }) => kind)).toEqual(['Secret', 'Prometheus', 'ThanosRuler']);
  expect(lint(model).map(({ rule, message }) => `${rule.id}: ${message}`)).toEqual([]);
});

test('a change of the settings is a change of the pods', () => {
  const checksum = (serviceName: string) =>
    new ThanosTracingSecret(Testing.chart(), 'Settings', { ...settings, serviceName }).checksum;
  expect(checksum('a')).not.toBe(checksum('b'));
  expect(checksum('a')).toBe(checksum('a'));
});

const vendor = new Endpoint('otlp-http', {
  host: 'otlp.example.com',
  tls: true,
  headers: { 'x-api-key': { secretName: 'vendor', key: 'key' } },
});
const other = { namespace: 'tracing', tracingConfig: { name: 'thanos', key: 'tracing.yaml' } };

test.each<[string, Partial<PrometheusTracingProps>]>([
  ['test/Prometheus: exportTo or thanos must be set, or nothing is sent, got neither', {}],
  [
    'test/Prometheus: exportTo must be an endpoint that needs no headers, whose values Prometheus reads from no Secret; send to a collector that has it in exportTo',
    { exportTo: vendor },
  ],
  [
    "test/Prometheus: exportTo must be an endpoint without a base path, which Prometheus has no setting for, got '/otlp'",
    { exportTo: new Endpoint('otlp-http', { host: 'otlp.example.com', basePath: '/otlp' }) },
  ],
  [
    'test/Prometheus: sampling needs exportTo; that of the sidecar is in its settings',
    { thanos: { ...other, namespace }, sampling: oneIn(4) },
  ],
  [
    'test/Prometheus: sampling.ratio must be a number from 0.000001 to 1, got 4; did you mean oneIn(4)?',
    { exportTo, sampling: { ratio: 4 } },
  ],
  [
    'test/Prometheus: thanos must be settings in namespace monitoring, where the Prometheus reads them, got tracing',
    { thanos: other },
  ],
])('fails with "%s"', (message, props) => {
  expect(() => synth(props)).toThrow(message);
});

test('settings with a variable are refused, which the operator gives no container', () => {
  const make = () =>
    new ThanosTracingSecret(Testing.chart(), 'Settings', {
      ...settings,
      serviceName: 'thanos-$(POD_NAME)',
    });
  expect(make).toThrow(
    'test/Settings: serviceName and extraConfig must hold no variables, on which Thanos exits under the Prometheus operator, got $(POD_NAME)',
  );
});
