import { expect, test } from 'vitest';
import { refusedValue } from '../../../src/lint/collector/refused-value/rule.ts';
import { conditionSamples } from '../../cluster/fixtures/component-conditions.ts';
import { refusesValues } from '../../cluster/parts/component-settings.ts';
import { check } from '../check.ts';
import { collectorExample } from './example.ts';

const told = (parts: Parameters<typeof collectorExample>[0], release = '0.158.0') =>
  check(
    collectorExample({ spec: `image: otel/opentelemetry-collector-contrib:${release}`, ...parts }),
    refusedValue,
  ).map((line) => line.replace(/^.*?spec\.config\./, ''));

// the cluster suite asks the collector the same
test.each(conditionSamples)('%j', (sample) => {
  expect(refusesValues(sample)).toBe(sample.refused);
});

const extension = (text: string) => ({ extensions: text });

test.each([
  [
    extension('headers_setter: {headers: [{key: a, value: b, from_context: c}]}'),
    'extensions.headers_setter.headers[0]: headers_setter: one of from_context, from_attribute, value, value_file must be set, got from_context and value',
  ],
  [
    extension('oauth2client: {token_url: "https://a", client_secret: b}'),
    'extensions.oauth2client: oauth2client: client_id or client_id_file must be set, got none',
  ],
  [
    extension('file_storage: {create_directory: true, directory_permissions: "0999"}'),
    "extensions.file_storage.directory_permissions: file_storage: directory_permissions must be octal digits from 0000 to 0777, got '0999'",
  ],
  [
    extension(
      'file_storage: {max_size: 1048576, compaction: {on_rebound: true, rebound_trigger_threshold_mib: 1}}',
    ),
    'extensions.file_storage.max_size: file_storage: max_size must be at least rebound_needed_threshold_mib, got 1048576',
  ],
  [
    { processors: 'span: {}' },
    'processors.span: span: name.from_attributes, name.to_attributes or status must be set, got none',
  ],
  [
    { processors: 'groupbytrace: {store_on_disk: true}' },
    'processors.groupbytrace.store_on_disk: groupbytrace: store_on_disk is not supported, got true',
  ],
])('%j', (parts, line) => {
  expect(told(parts)).toEqual([line]);
});

// no build here has it, so no collector is asked
test('an oidc extension needs an audience and an issuer of each provider', () => {
  const oidc = (settings: string) => told(extension(`oidc: {${settings}}`), '0.139.0');
  expect(oidc('audience: a')).toEqual(['extensions.oidc: oidc: issuer_url must be set, got none']);
  expect(oidc('providers: [{issuer_url: "https://a"}]')).toEqual([
    'extensions.oidc.providers[0]: oidc: audience must be set, got none',
  ]);
  expect(oidc('issuer_url: "https://a", audience: a')).toEqual([]);
  expect(oidc('providers: [{issuer_url: "https://a", ignore_audience: true}]')).toEqual([]);
});

test.each([
  extension(`headers_setter: {headers: "\${env:HEADERS}"}`),
  extension(`headers_setter: {headers: [{key: a, value: "\${env:A}", from_context: b}]}`),
  extension(`headers_setter: {headers: [{key: a, action: "\${env:ACTION}"}]}`),
  extension(`bearertokenauth: {token: "\${env:TOKEN}"}`),
  extension(`bearertokenauth: {token: "\${env:TOKEN}", tokens: [a]}`),
  extension(
    `oauth2client: {client_id: "\${env:ID}", token_url: "https://a", grant_type: "\${env:GRANT}"}`,
  ),
  extension(`file_storage: {create_directory: true, directory_permissions: "\${env:MODE}"}`),
  extension(`file_storage: {max_size: "\${env:SIZE}", compaction: {on_rebound: true}}`),
  { processors: `span: {name: {from_attributes: "\${env:NAMES}"}}` },
  { processors: `span: {status: {code: "\${env:CODE}", description: a}}` },
])('%j hangs on a variable', (parts) => {
  expect(told(parts)).toEqual([]);
});

test('a processor that no pipeline has is never made', () => {
  const service = 'pipelines: {traces: {receivers: [otlp], exporters: [debug]}}';
  expect(told({ processors: 'span: {}\ngroupbytrace: {store_on_disk: true}', service })).toEqual(
    [],
  );
});

// opentelemetry-collector-contrib: releases whose Validate was not read
test.each([
  extension('bearertokenauth: {token: a, tokens: [b]}'),
  extension('file_storage: {create_directory: true, directory_permissions: "0999"}'),
])('%j is not judged of older releases', (parts) => {
  expect(told(parts)).not.toEqual([]);
  expect(told(parts, '0.139.0')).toEqual([]);
});
