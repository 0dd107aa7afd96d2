import { expect, test } from 'vitest';
import { lintManifests } from '../../src/lint/manifests.ts';
import type { Assumed } from '../../src/model/releases.ts';

const config = (exporters: string) => `
    receivers: {otlp: {protocols: {grpc: {endpoint: "0.0.0.0:4317"}}}}
    exporters: {${exporters}}
    service: {pipelines: {traces: {receivers: [otlp], exporters: [${exporters.split(':')[0]}]}}}
`;

function collector(image: string, exporters = 'logging: {}'): string {
  return `apiVersion: opentelemetry.io/v1beta1
kind: OpenTelemetryCollector
metadata: {name: otel, namespace: shop}
spec:
${image && `  image: ${image}\n`}  config:${config(exporters)}`;
}

function found(text: string, assume?: Assumed): string[] {
  return lintManifests([{ file: 'a.yaml', text }], { assume }).findings.map(
    ({ severity, rule, message }) => `${severity} ${rule.id}: ${message}`,
  );
}

// logging is gone since 0.111.0 (opentelemetry-collector CHANGELOG)
test('an image of a release is judged by it, for certain', () => {
  expect(found(collector('otel/opentelemetry-collector-contrib:0.150.0'))).toEqual([
    expect.stringMatching(/^error collector\/removed-component: .*0\.111\.0/),
  ]);
  expect(found(collector('otel/opentelemetry-collector-contrib:0.100.0'))).toEqual([]);
});

test.each([
  'otel/opentelemetry-collector-contrib',
  'otel/opentelemetry-collector-contrib:latest',
  'otel/opentelemetry-collector-contrib:3f2a91c',
  `otel/opentelemetry-collector-contrib@sha256:${'0'.repeat(64)}`,
])('%s has no release, so the newest one that is known is assumed aloud', (image) => {
  expect(found(collector(image))).toContainEqual(
    expect.stringMatching(
      /^warning collector\/removed-component: .* \(assuming collector 0\.159\.0\)$/,
    ),
  );
  // what does not hang on the release stays an error
  expect(found(collector(image, 'debug: {}').replace('[debug]', '[debugs]'))).toContainEqual(
    expect.stringMatching(/^error collector\/undefined-component: [^(]*$/),
  );
});

test('what is told to be assumed counts before the newest', () => {
  const latest = collector('otel/opentelemetry-collector-contrib:latest');
  const removed = (assume: Assumed) =>
    found(latest, assume).filter((one) => one.includes('removed-component'));
  expect(removed({ collector: '0.100.0' })).toEqual([]);
  expect(removed({ collector: '0.120.0' })).toEqual([
    expect.stringMatching(/ \(assuming collector 0\.120\.0\)$/),
  ]);
  // a release that is written stands over what is assumed
  expect(
    found(collector('otel/opentelemetry-collector-contrib:0.100.0'), { collector: '0.150.0' }),
  ).toEqual([]);
});

test("the tag of somebody's own build is no release, but a likely one where it may be that of a collector", () => {
  const address = (image: string) =>
    collector(image, 'otlp: {endpoint: "tempo.example.com:4317"}').replace(
      'service: {',
      'service: {telemetry: {metrics: {address: "0.0.0.0:8888"}}, ',
    );
  // the address of telemetry is gone since 0.123.0 (opentelemetry-collector CHANGELOG)
  const told = (image: string) =>
    found(address(image)).filter((one) => one.includes('telemetry-metrics'));
  expect(told('registry.example.com/our-collector:0.3.1')).toEqual([
    expect.stringMatching(/^warning .*\(assuming collector 0\.159\.0\)$/),
  ]);
  expect(told('registry.example.com/our-collector:0.150.0')).toEqual([
    expect.stringMatching(/^warning .*\(assuming collector 0\.150\.0\)$/),
  ]);
  expect(told('registry.example.com/our-collector:0.100.0')).toEqual([]);
});

test('a collector without an image is taken for new where its apiVersion is', () => {
  expect(found(collector(''))).toEqual([
    expect.stringMatching(/^warning collector\/removed-component: .*\(assuming collector 0\.1/),
  ]);
  const older = collector('').replace('v1beta1', 'v1alpha1').replace('config:', 'config: |');
  expect(found(older)).toEqual([]);
});

test('what is assumed is reported once each, and nothing where all releases are told', () => {
  const report = (text: string) => lintManifests([{ file: 'a.yaml', text }]).assumptions;
  const two = `${collector('otel/opentelemetry-collector-contrib')}---\n${collector('otel/opentelemetry-collector').replace('name: otel', 'name: two')}`;
  expect(report(two)).toEqual([{ program: 'collector', release: '0.159.0' }]);
  expect(report(collector('otel/opentelemetry-collector:0.150.0'))).toEqual([]);
});

test('an operator that is assumed is one for all', () => {
  const text = collector('', 'otlp: {endpoint: "tempo.example.com:4317"}');
  expect(
    lintManifests([{ file: 'a.yaml', text }], { assume: { 'otel-operator': '0.148.0' } })
      .assumptions,
  ).toEqual([{ program: 'otel-operator', release: '0.148.0' }]);
});
