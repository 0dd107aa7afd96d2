import { expect, test } from 'vitest';
import { volumeGroup } from '../../../src/lint/collector/volume-group/rule.ts';
import { check } from '../check.ts';
import { config, workload } from './at.ts';
import { collectorExample } from './example.ts';

const image = 'image: otel/opentelemetry-collector-contrib:0.126.0';
const service =
  'extensions: [file_storage]\npipelines: {traces: {receivers: [otlp], exporters: [debug]}}';
const keeping = (spec: string, extensions = 'file_storage: {directory: /data/queue}') =>
  collectorExample({ spec: `${image}\n${spec}`, extensions, service });
const mounted = 'volumeMounts: [{name: q, mountPath: /data}]';
const claimed = `${mounted}\nvolumes: [{name: q, persistentVolumeClaim: {claimName: q}}]`;
const templated = `mode: statefulset\n${mounted}\nvolumeClaimTemplates: [{metadata: {name: q}, spec: {}}]`;

test.each([claimed, templated])('a claimed volume belongs to root: %s', (spec) => {
  expect(check(keeping(spec), volumeGroup)).toEqual([
    `${config}extensions.file_storage.directory: file_storage needs pods with fsGroup 10001 in their security context to write to '/data/queue', which is in a volume of a PersistentVolumeClaim`,
  ]);
});

test('the folder may be that which it has unless told', () => {
  const spec = claimed.replace('/data', '/var/lib/otelcol');
  expect(check(keeping(spec, 'file_storage: {}'), volumeGroup)).toEqual([
    expect.stringContaining("to write to '/var/lib/otelcol/file_storage'"),
  ]);
});

test('a workload has the security context of its pods', () => {
  const yaml = workload(
    `extensions: {file_storage: {directory: /etc/otel/q}}
receivers: {otlp: {protocols: {grpc: {}}}}
exporters: {debug: {}}
service: {extensions: [file_storage], pipelines: {traces: {receivers: [otlp], exporters: [debug]}}}`,
    'volumeMounts: [{name: config, mountPath: /etc/otel}, {name: q, mountPath: /etc/otel/q}]',
  ).replace(/ {10}volumeMounts:\n(?: {12}.*\n){2}/, '');
  const claim = yaml.replace(
    '      volumes:\n',
    '      volumes:\n        - {name: q, persistentVolumeClaim: {claimName: q}}\n',
  );
  expect(check(claim, volumeGroup)).toHaveLength(1);
  const granted = claim.replace(
    '      containers:',
    '      securityContext: {fsGroup: 10001}\n      containers:',
  );
  expect(check(granted, volumeGroup)).toEqual([]);
});

test.each([
  ['a group', `${claimed}\npodSecurityContext: {fsGroup: 10001}`],
  ['root', `${claimed}\nsecurityContext: {runAsUser: 0}`],
  ['what runs first', `${claimed}\ninitContainers: [{name: chown, image: busybox}]`],
  ['an empty folder', claimed.replace('persistentVolumeClaim: {claimName: q}', 'emptyDir: {}')],
  ['another folder', claimed.replace('/data', '/other')],
])('%s is fine', (_, spec) => {
  expect(check(keeping(spec), volumeGroup)).toEqual([]);
});

test('of an image of somebody the user is not known', () => {
  const own = keeping(claimed).replace('otel/opentelemetry-collector-contrib', 'example.com/otel');
  expect(check(own, volumeGroup)).toEqual([]);
});
