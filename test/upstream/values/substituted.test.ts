import { expect, test } from 'vitest';
import { isSubstituted } from '../../../src/upstream/values/substituted.ts';

test.each([
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable that somebody substitutes
  '${OTEL}:4317',
  'http://{{inputs.parameters.host}}:4318',
  'got <path:kv/data/otel#headers>',
  "got 'ref+vault://secret/otel/headers'",
  'vault:secret/data/otel#HEADERS',
  'op://vault/otel/headers',
  'ENC[AES256_GCM,data:abc,type:str]',
  '@@MEMORY@@',
  '%%MEMORY%%',
  '__OTEL_HOST__:4317',
  '#{Otel.Host}#',
])('what %s will be nobody knows', (text) => {
  expect(isSubstituted(text)).toBe(true);
});

test.each([
  'http://otel-collector.tracing:4318/v1/traces#x',
  '$(NODE_IP):4317',
  '__address__',
  'vault.example.com:8200',
  'must be a path:line, got 100%',
  'http://vault:8200/v1',
])('%s is what it is', (text) => {
  expect(isSubstituted(text)).toBe(false);
});
