import { expect, test } from 'vitest';
import { fileNotMounted } from '../../../src/lint/collector/file-not-mounted/rule.ts';
import { check } from '../check.ts';
import { config, workload } from './at.ts';
import { collectorExample } from './example.ts';

const pipeline = 'pipelines: {traces: {receivers: [otlp], exporters: [otlp]}}';
const mount = (path: string) => `volumes: [{name: v, secret: {secretName: s}}]
volumeMounts: [{name: v, mountPath: ${path}}]`;
const exporter = (tls: string) => `otlp: {endpoint: "traces.example.com:4317", tls: {${tls}}}`;

function found(tls: string, spec = mount('/etc/tls'), service = pipeline): string[] {
  return check(collectorExample({ spec, exporters: exporter(tls), service }), fileNotMounted);
}

test('files of exporters and receivers that no volume holds are told', () => {
  expect(found('ca_file: /etc/ca/ca.crt, cert_file: /etc/tls/tls.crt')).toEqual([
    `${config}exporters.otlp.tls.ca_file: otlp cannot read '/etc/ca/ca.crt': no volume is mounted there`,
  ]);
  const receivers =
    'otlp: {protocols: {grpc: {endpoint: "0.0.0.0:4317", tls: {key_file: /k, client_ca_file: /c}}}}';
  expect(check(collectorExample({ receivers }), fileNotMounted)).toHaveLength(2);
});

test('a collector of a workload has the mounts of its container', () => {
  const configuration = `receivers: {otlp: {protocols: {grpc: {endpoint: "0.0.0.0:4317"}}}}
exporters: {${exporter('ca_file: /etc/ca/ca.crt')}}
service: {${pipeline}}`;
  expect(check(workload(configuration), fileNotMounted)).toHaveLength(1);
  const mounted = workload(configuration.replace('/etc/ca', '/etc/otel'));
  expect(check(mounted, fileNotMounted)).toEqual([]);
});

test.each([
  ['a mounted file', 'ca_file: /etc/tls/ca.crt', mount('/etc/tls')],
  ['a file that is mounted itself', 'ca_file: /etc/tls/ca.crt', mount('/etc/tls/ca.crt')],
  ['the CAs of the image', 'ca_file: /etc/ssl/certs/ca-certificates.crt', 'replicas: 1'],
  ['the CA of the cluster', 'ca_file: /var/run/secrets/kubernetes.io/serviceaccount/ca.crt', ''],
  ['a file of an injector', 'ca_file: /vault/secrets/ca.crt', 'replicas: 1'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the collector
  ['a file that a variable names', "ca_file: '/etc/${env:CA}'", 'replicas: 1'],
  ['a file of an image of their own', 'ca_file: /ca.crt', 'image: registry.example.com/otel:1'],
  ['a file of the pod beside a sidecar', 'ca_file: /ca.crt', 'mode: sidecar'],
])('%s is fine', (_, tls, spec) => {
  expect(found(tls, spec || 'replicas: 1')).toEqual([]);
});

test('a component that is not in use reads nothing', () => {
  const service = 'pipelines: {traces: {receivers: [otlp], exporters: [debug]}}';
  expect(found('ca_file: /ca.crt', 'replicas: 1', service)).toEqual([]);
});
