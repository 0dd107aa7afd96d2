import { Testing } from 'cdk8s';
import { expect, test } from 'vitest';
import { OtelCollector } from '../../../src/constructs/collector/instance.ts';
import type { OtelCollectorProps } from '../../../src/constructs/collector/props.ts';
import { Endpoint } from '../../../src/constructs/edge/endpoint.ts';
import { lint } from '../../../src/lint/lint.ts';
import { at } from '../../../src/upstream/values/unknown.ts';
import { modelOfObjects } from '../../objects-model.ts';

const plain = new Endpoint('otlp-grpc', { host: 'jaeger-collector', namespace: 'tracing' });
const vendor = new Endpoint('otlp-http', {
  host: 'otlp.vendor.example.com',
  port: 443,
  tls: true,
  headers: {
    'x-api-key': { secretName: 'vendor', key: 'api-key' },
    'x-tenant': { secretName: 'vendor', key: 'tenant' },
  },
});
const hub = new Endpoint('otlp-grpc', {
  host: 'otlp.hub.example.com',
  tls: true,
  caSecretName: 'hub-ca',
  clientCertificateSecretName: 'hub-client',
});

function synth(props: Partial<OtelCollectorProps>) {
  const chart = Testing.chart();
  new OtelCollector(chart, 'Collector', { namespace: 'tracing', exportTo: [plain], ...props });
  return Testing.synth(chart);
}

const secretVariable = (name: string, key: string) => ({
  name,
  valueFrom: { secretKeyRef: { name: 'vendor', key } },
});

test('a collector is given what its backends want', () => {
  const [manifest] = synth({
    exportTo: [plain, vendor, hub],
    env: [{ name: 'GOGC', value: '80' }],
    volumes: [{ name: 'queue', emptyDir: {} }],
    volumeMounts: [{ name: 'queue', mountPath: '/queue' }],
  });
  const { config, env, volumes, volumeMounts } = manifest.spec;
  expect(config.exporters).toEqual({
    'otlp_grpc/jaeger-collector.tracing': {
      endpoint: 'jaeger-collector:4317',
      tls: { insecure: true },
    },
    otlp_http: {
      endpoint: 'https://otlp.vendor.example.com:443',
      headers: {
        'x-api-key': `\${env:BACKEND_1_HEADER_0}`,
        'x-tenant': `\${env:BACKEND_1_HEADER_1}`,
      },
    },
    'otlp_grpc/otlp.hub.example.com': {
      endpoint: 'otlp.hub.example.com:4317',
      tls: {
        ca_file: '/etc/otelcol/backend-2-ca/ca.crt',
        cert_file: '/etc/otelcol/backend-2-certificate/tls.crt',
        key_file: '/etc/otelcol/backend-2-certificate/tls.key',
        reload_interval: '1h',
      },
    },
  });
  expect(env).toEqual([
    secretVariable('BACKEND_1_HEADER_0', 'api-key'),
    secretVariable('BACKEND_1_HEADER_1', 'tenant'),
    { name: 'GOGC', value: '80' },
  ]);
  expect(volumes).toEqual([
    { name: 'backend-2-ca', secret: { secretName: 'hub-ca' } },
    { name: 'backend-2-certificate', secret: { secretName: 'hub-client' } },
    { name: 'queue', emptyDir: {} },
  ]);
  expect(volumeMounts).toEqual([
    { name: 'backend-2-ca', mountPath: '/etc/otelcol/backend-2-ca', readOnly: true },
    {
      name: 'backend-2-certificate',
      mountPath: '/etc/otelcol/backend-2-certificate',
      readOnly: true,
    },
    { name: 'queue', mountPath: '/queue' },
  ]);
});

test('what extraSpec adds comes on top', () => {
  const [manifest] = synth({
    exportTo: [hub],
    extraSpec: { volumes: [{ name: 'more', emptyDir: {} }] },
  });
  expect(manifest.spec.volumes.map((volume: unknown) => at(volume, 'name'))).toEqual([
    'backend-0-ca',
    'backend-0-certificate',
    'more',
  ]);
});

test.each(['v1beta1', 'v1alpha1'] as const)('the linter finds nothing in %s', (apiVersion) => {
  const manifests = synth({ apiVersion, exportTo: [vendor, hub] });
  const found = lint(modelOfObjects(manifests));
  expect(found.map(({ rule, message }) => `${rule.id}: ${message}`)).toEqual([]);
});

test('what is no secret of a header goes before it', () => {
  const secret = { secretName: 'vendor', key: 'token', prefix: 'Bearer ' };
  const [manifest] = synth({
    exportTo: [
      new Endpoint('otlp-http', {
        host: 'example.com',
        tls: true,
        headers: { authorization: secret },
      }),
    ],
  });
  expect(at(manifest, 'spec', 'config', 'exporters', 'otlp_http', 'headers')).toEqual({
    authorization: `Bearer \${env:BACKEND_0_HEADER_0}`,
  });
  const wrong = { ...secret, prefix: '$TOKEN' };
  expect(
    () => new Endpoint('otlp-http', { host: 'example.com', headers: { authorization: wrong } }),
  ).toThrow(
    "endpoint: headers.authorization.prefix must be a string such as 'Bearer ' without a dollar, got '$TOKEN'",
  );
});

test('without wishes there is nothing but the endpoint', () => {
  const [manifest] = synth({});
  expect(manifest.spec).not.toHaveProperty('env');
  expect(manifest.spec).not.toHaveProperty('volumes');
});

test.each<[Partial<OtelCollectorProps>, string]>([
  [
    { exportTo: [vendor], mode: 'sidecar' },
    'exportTo must be an endpoint without headers and certificates for mode sidecar, whose pods are in other namespaces, got https://otlp.vendor.example.com:443; send to another collector',
  ],
  [
    { exportTo: [hub], volumes: [{ name: 'backend-0-ca', emptyDir: {} }] },
    'volumes must have one called backend-0-ca, got two',
  ],
])('refuses %j', (props, message) => {
  expect(() => synth(props)).toThrow(new Error(`test/Collector: ${message}`));
});

test.each<[OtelCollectorProps['retryOnFailure'], object]>([
  [{ enabled: false }, { enabled: false }],
  [
    { initialInterval: '1s', maxInterval: '2m', maxElapsedTime: '0s' },
    { initial_interval: '1s', max_interval: '2m', max_elapsed_time: '0s' },
  ],
  [
    { enabled: true, maxElapsedTime: '1h' },
    { enabled: true, max_elapsed_time: '1h' },
  ],
  // the usual five minutes are enough for it
  [{ maxInterval: '5m' }, { max_interval: '5m' }],
])('tries again by %j, which the linter takes', (retryOnFailure, expected) => {
  const manifests = synth({ exportTo: [plain, vendor], timeout: '0s', retryOnFailure });
  const { otlp_grpc, otlp_http } = manifests[0].spec.config.exporters;
  for (const exporter of [otlp_grpc, otlp_http]) {
    expect(exporter).toMatchObject({ timeout: '0s', retry_on_failure: expected });
  }
  const found = lint(modelOfObjects(manifests));
  expect(found.map(({ message }) => message)).toEqual([]);
});

test('what is stored is tried until it is taken, unless it is said for how long', () => {
  const retries = (retryOnFailure: OtelCollectorProps['retryOnFailure']) =>
    synth({ persistentQueue: { size: '1Gi' }, retryOnFailure }).find(
      ({ kind }) => kind === 'OpenTelemetryCollector',
    ).spec.config.exporters.otlp_grpc.retry_on_failure;
  expect(retries(undefined)).toEqual({ max_elapsed_time: '0s' });
  expect(retries({ maxInterval: '10m' })).toEqual({ max_elapsed_time: '0s', max_interval: '10m' });
  expect(retries({ maxElapsedTime: '24h' })).toEqual({ max_elapsed_time: '24h' });
});

test.each<[Partial<OtelCollectorProps>, string]>([
  [{ timeout: '10' }, "timeout must be a Go duration such as 30s, 5m or 72h, got '10'"],
  [{ timeout: '-1s' }, "timeout must be at least 0ms, got '-1s'"],
  [
    { retryOnFailure: { maxElapsedTime: '1d' } },
    "retryOnFailure.maxElapsedTime must be a Go duration such as 30s, 5m or 72h, got '1d', did you mean 24h?",
  ],
  [
    { retryOnFailure: { initialInterval: '0s' } },
    "retryOnFailure.initialInterval must be at least 1ms, got '0s'",
  ],
  [
    { retryOnFailure: { initialInterval: '1m' } },
    'retryOnFailure.maxInterval must be at least initialInterval, 1m, got none, which is 30s',
  ],
  [
    { retryOnFailure: { maxInterval: '10m' } },
    'retryOnFailure.maxElapsedTime must be 0s or at least maxInterval, 10m, got none, which is 5m',
  ],
  [
    { retryOnFailure: { maxElapsedTime: '10s' } },
    "retryOnFailure.maxElapsedTime must be 0s or at least maxInterval, 30s, got '10s'",
  ],
  [
    { retryOnFailure: { enabled: false, maxInterval: '1m' } },
    'retryOnFailure.maxInterval must not be set with enabled: false, which tries once',
  ],
  [
    { retryOnFailure: { enabled: false }, persistentQueue: { size: '1Gi' } },
    'retryOnFailure.enabled must not be false with persistentQueue: what is stored would be thrown away when a backend is away',
  ],
  [
    { retryOnFailure: { maxElapsedTme: '1h' } as never },
    'retryOnFailure.maxElapsedTme must be a prop that is known; did you mean maxElapsedTime?',
  ],
])('refuses to send by %j', (props, message) => {
  expect(() => synth(props)).toThrow(new Error(`test/Collector: ${message}`));
});

const tenant = (name: string, basePath = '/') =>
  new Endpoint('otlp-http', {
    host: 'otlp.vendor.example.com',
    port: 443,
    tls: true,
    basePath,
    headers: { 'x-scope-orgid': { secretName: 'tenants', key: name } },
  });

const ids = (exportTo: OtelCollectorProps['exportTo']) =>
  Object.keys(synth({ exportTo })[0].spec.config.exporters);

test('backends of one host and port have an exporter each, of a name that does not hang on their order', () => {
  const host = 'otlp_http/otlp.vendor.example.com-443';
  const paths = [tenant('a', '/a'), tenant('a', '/b')];
  expect(ids(paths)).toEqual([`${host}-a`, `${host}-b`]);
  const tenants = [tenant('a'), tenant('b')];
  const expected = [`${host}-tls-x-scope-orgid-tenants-a`, `${host}-tls-x-scope-orgid-tenants-b`];
  expect(ids(tenants)).toEqual(expected);
  expect(ids([plain, ...tenants.toReversed()])).toEqual(['otlp_grpc', ...expected]);
});

test('one that wants the same twice is named twice', () => {
  expect(() => ids([tenant('a'), tenant('a')])).toThrow(
    'exportTo must name each backend once, got otlp-http https://otlp.vendor.example.com:443 more than once',
  );
});
