import { Testing } from 'cdk8s';
import { expect, test } from 'vitest';
import { OtelCollector } from '../../../src/constructs/collector/instance.ts';
import { elasticsearch } from '../../../src/constructs/elasticsearch/storage.ts';
import type { ReceiverTls } from '../../../src/constructs/jaeger/receiver-tls.ts';
import { Jaeger } from '../../../src/constructs/jaeger/v1/instance.ts';
import { JaegerV2 } from '../../../src/constructs/jaeger/v2/instance.ts';
import { modelOfObjects } from '../../objects-model.ts';
import { findings } from '../collector/synth.ts';

const namespace = 'tracing';
const storage = elasticsearch({ serverUrls: ['https://es.example.com:9200'], retentionDays: 7 });
const issued: ReceiverTls = { issuer: { name: 'tracing-ca' } };
const given: ReceiverTls = { serverSecretName: 'server', clientSecretName: 'client' };
const folder = '/etc/jaeger/receiver';

/** A Jaeger, and a collector that sends to it. */
function synth(version: 'v1' | 'v2', receiverTls: ReceiverTls) {
  const chart = Testing.chart();
  const props = { namespace, storage, receiverTls };
  const jaeger =
    version === 'v1' ? new Jaeger(chart, 'Jaeger', props) : new JaegerV2(chart, 'Jaeger', props);
  new OtelCollector(chart, 'Collector', { namespace, exportTo: [jaeger.otlpGrpc] });
  const objects = Testing.synth(chart);
  const named = (kind: string, name: string) =>
    objects.find((object) => object.kind === kind && object.metadata.name === name);
  return { jaeger, objects, named };
}

test.each(['v1', 'v2'] as const)(
  'a collector shows Jaeger %s a certificate by one prop',
  (version) => {
    const { objects, named } = synth(version, issued);
    expect(findings(objects)).toEqual([]);
    const { spec } = named('OpenTelemetryCollector', 'otel-collector');
    expect(spec.config.exporters.otlp_grpc).toEqual({
      endpoint: 'jaeger-collector:4317',
      tls: {
        ca_file: '/etc/otelcol/backend-0-ca/ca.crt',
        cert_file: '/etc/otelcol/backend-0-certificate/tls.crt',
        key_file: '/etc/otelcol/backend-0-certificate/tls.key',
        reload_interval: '1h',
      },
    });
    expect(spec.volumes.map(({ secret }: { secret: object }) => secret)).toEqual([
      { secretName: 'jaeger-sender-tls' },
      { secretName: 'jaeger-sender-tls' },
    ]);
    const { edges } = modelOfObjects(objects);
    const edge = edges.find(({ sender }) => sender.label === 'otlp_grpc');
    expect(edge?.target).toMatchObject({ kind: 'service', port: { tls: true } });
  },
);

test('cert-manager makes and renews both certificates', () => {
  const { named } = synth('v2', { issuer: { name: 'ca', kind: 'ClusterIssuer' } });
  expect(named('Certificate', 'jaeger-receiver-tls').spec).toEqual({
    secretName: 'jaeger-receiver-tls',
    issuerRef: { name: 'ca', kind: 'ClusterIssuer', group: 'cert-manager.io' },
    dnsNames: [
      'jaeger-collector',
      'jaeger-collector.tracing',
      'jaeger-collector.tracing.svc',
      'jaeger-collector.tracing.svc.cluster.local',
    ],
    usages: ['server auth'],
  });
  expect(named('Certificate', 'jaeger-sender-tls').spec).toMatchObject({
    secretName: 'jaeger-sender-tls',
    commonName: 'jaeger-sender',
    usages: ['client auth'],
  });
});

test('Jaeger v2 asks for a certificate over both forms of OTLP, and reads renewed ones', () => {
  const { spec } = synth('v2', given).named('OpenTelemetryCollector', 'jaeger');
  const tls = {
    cert_file: `${folder}/tls.crt`,
    key_file: `${folder}/tls.key`,
    client_ca_file: `${folder}/ca.crt`,
    client_ca_file_reload: true,
    reload_interval: '1h',
  };
  expect(spec.config.receivers.otlp.protocols).toEqual({
    grpc: { endpoint: '0.0.0.0:4317', tls },
    http: { endpoint: '0.0.0.0:4318', tls },
  });
  expect(spec.volumes).toContainEqual({ name: 'receiver-tls', secret: { secretName: 'server' } });
});

test('Jaeger v1 is told so by options of its collector', () => {
  const { named } = synth('v1', given);
  const { collector } = named('Jaeger', 'jaeger').spec;
  expect(collector.options).toMatchObject({
    'collector.otlp.grpc.tls.enabled': true,
    'collector.otlp.grpc.tls.client-ca': `${folder}/ca.crt`,
    'collector.otlp.http.tls.cert': `${folder}/tls.crt`,
    'collector.otlp.http.tls.reload-interval': '1h',
  });
  expect(collector.volumes).toEqual([{ name: 'receiver-tls', secret: { secretName: 'server' } }]);
});

test.each<[ReceiverTls, string]>([
  [
    {},
    'receiverTls must have issuer alone, or both of serverSecretName and clientSecretName, got none',
  ],
  [
    { serverSecretName: 'a' },
    'receiverTls must have issuer alone, or both of serverSecretName and clientSecretName, got serverSecretName',
  ],
  [{ issuer: { name: 'A b' } }, 'receiverTls.issuer.name must be a DNS-1123 subdomain'],
  [
    { issuer: { name: 'a', kind: 'Other' as 'Issuer' } },
    "receiverTls.issuer.kind must be one of Issuer, ClusterIssuer, got 'Other'",
  ],
])('%j is refused', (tls, message) => {
  for (const version of ['v1', 'v2'] as const) {
    expect(() => synth(version, tls)).toThrow(`test/Jaeger: ${message}`);
  }
});

test('a Jaeger v2 that takes no OTLP has nobody to show a certificate to', () => {
  const add = () =>
    new JaegerV2(Testing.chart(), 'Jaeger', {
      namespace,
      storage,
      receiverTls: given,
      protocols: ['jaeger-grpc', 'zipkin'],
    });
  expect(add).toThrow(
    'test/Jaeger: receiverTls needs otlp-grpc or otlp-http among protocols, of which others show no certificates, got jaeger-grpc, zipkin',
  );
});

test('an option of Jaeger v1 does not say the same', () => {
  const add = () =>
    new Jaeger(Testing.chart(), 'Jaeger', {
      namespace,
      storage,
      receiverTls: given,
      collectorOptions: { 'collector.otlp.grpc.tls.enabled': false },
    });
  expect(add).toThrow(
    'test/Jaeger: collectorOptions must not set collector.otlp.grpc.tls.enabled; use the prop receiverTls',
  );
});
