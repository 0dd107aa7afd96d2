import { expect, test } from 'vitest';
import { examplesOf } from '../../scripts/rule-examples.ts';
import { lintClusters } from '../../src/lint/clusters.ts';
import type { Findings, PlacedFinding } from '../../src/lint/manifests.ts';
import { repairs } from '../../src/lint/repair/certain.ts';
import { editsByFinding, repaired } from '../../src/lint/repair/write.ts';
import { rules } from '../../src/lint/rules.ts';

type Texts = Parameters<typeof repaired>[0];

const find = (texts: Texts): readonly PlacedFinding[] => lintClusters(texts).findings;
const repair = (texts: Texts) => repaired(texts, lintClusters);

function fixed(text: string): string {
  const { texts } = repair([{ file: 'a.yaml', text }]);
  return texts[0]?.text ?? '';
}

const examples = [...repairs.keys()].flatMap((id) => {
  const rule = rules.find((one) => one.id === id);
  if (!rule) throw new Error(`${id} is no rule`);
  return examplesOf(rule).map(({ name, wrong }) => ({ id, name, wrong }));
});

// what is written must be right: of all that the linter says of an example, the edit takes its finding away and brings none
test.each(examples)('the edit of $id, example "$name", leaves nothing behind', ({ id, wrong }) => {
  const texts = [{ file: 'a.yaml', text: wrong }];
  const before = find(texts);
  const edits = [...editsByFinding(before, texts)].filter(([{ rule }]) => rule.id === id);
  const after = find(repair(texts).texts);
  const left = after.filter(({ rule, fix }) => rule.id === id && fix !== undefined);
  const untouched = before.filter(
    (one) => one.rule.id === id && one.fix && !edits.some(([f]) => f === one),
  );
  expect(left.length).toBeLessThanOrEqual(untouched.length);
  expect(after.length).toBeLessThanOrEqual(before.length - (edits.length > 0 ? 1 : 0));
});

test('comments, quotes, line ends and all else stay as they are', () => {
  const text = [
    '# ours',
    'apiVersion: opentelemetry.io/v1beta1',
    'kind: OpenTelemetryCollector',
    'metadata: {name: otel, namespace: tracing} # here',
    'spec:',
    '  config:',
    '    receivers: {otlp: {protocols: {grpc: {endpoint: "http://0.0.0.0:4317"}}}} # all',
    '    exporters:',
    '      debug: {}   # to the log',
    '    service:',
    "      pipelines: {trace: {receivers: ['otlp'], exporters: [debgu]}}",
    '',
  ].join('\r\n');
  expect(fixed(text)).toBe(
    text
      .replace('"http://0.0.0.0:4317"', '"0.0.0.0:4317"')
      .replace('trace:', 'traces:')
      .replace('debgu', 'debug'),
  );
});

test('what stands beside a variable without braces stays', () => {
  const text = `apiVersion: opentelemetry.io/v1beta1
kind: OpenTelemetryCollector
metadata: {name: otel}
spec:
  image: otel/opentelemetry-collector:0.120.0
  env: [{name: HOST, value: a}, {name: PORT, value: "4317"}]
  config:
    receivers: {otlp: {protocols: {grpc: {endpoint: "0.0.0.0:4317"}}}}
    exporters: {otlp: {endpoint: "$HOST.tracing:$PORT"}}
    service: {pipelines: {traces: {receivers: [otlp], exporters: [otlp]}}}
`;
  expect(fixed(text)).toBe(
    text.replace('$HOST.tracing:$PORT', '$${env:HOST}.tracing:$${env:PORT}'),
  );
});

test('a configuration in a block of text is edited in its place', () => {
  const text = `apiVersion: opentelemetry.io/v1alpha1
kind: OpenTelemetryCollector
metadata: {name: otel}
spec:
  config: |
    receivers: {otlp: {protocols: {grpc: {endpoint: 0.0.0.0:4317}}}}
    exporters: {debug: {}} # the log
    service:
      pipelines: {traces: {receivers: [otlpp], exporters: [debug]}} # one
`;
  expect(fixed(text)).toBe(text.replace('otlpp', 'otlp'));
});

// user, password, path and query of an address stay, and the edit does not repeat them
test('an address with a login is edited beside it', () => {
  const text = `apiVersion: apps/v1
kind: Deployment
metadata: { name: cart, namespace: shop }
spec:
  template:
    spec:
      containers:
        - name: cart
          image: cart:1
          env:
            - { name: OTEL_EXPORTER_OTLP_PROTOCOL, value: http/protobuf }
            - { name: OTEL_EXPORTER_OTLP_ENDPOINT, value: "https://me:s3cr3t@gatewy.tracing:4318/base?a=b" }
---
apiVersion: v1
kind: Service
metadata: { name: gateway, namespace: tracing }
spec: { selector: { app: gateway }, ports: [{ port: 4318 }] }
`;
  const texts = [{ file: 'a.yaml', text }];
  const edits = [...editsByFinding(find(texts), texts)];
  expect(edits.map(([{ rule, fix }, edit]) => [rule.id, fix, edit.text])).toEqual([
    ['edge/misspelt-service', 'https://…@gateway.tracing:4318/base?a=b', 'a'],
  ]);
  expect(fixed(text)).toBe(text.replace('gatewy', 'gateway'));
});

test.each([
  ['there is another finding then', (line: string) => (line.includes('a: 2') ? ['x', 'y'] : ['x'])],
  ['the finding stays', () => ['x']],
])('an edit after which %s is taken back', (_, ids) => {
  const texts = [{ file: 'a.yaml', text: 'kind: A\nspec: {a: 1}\n' }];
  const [object] = lintClusters(texts).clusters[0]?.model.objects.all ?? [];
  const [id] = [...repairs].find(([, place]) => place === 'value') ?? [];
  const rule = rules.find((one) => one.id === id);
  if (!object || !rule) throw new Error('no object, or no rule');
  const faked = (some: Texts): Findings => ({
    unreadable: [],
    findings: ids(some[0]?.text ?? '').map((message) => ({
      rule,
      object,
      message,
      severity: 'error',
      fix: '2',
      path: ['spec', 'a'],
      file: 'a.yaml',
      line: 2,
      column: 8,
    })),
  });
  const { texts: after, edits } = repaired(texts, faked);
  expect(edits).toEqual([]);
  expect(after).toEqual(texts);
});

test('what does not stand in one line as it is read, or is a fix in words, has no edit', () => {
  const yaml = (endpoint: string) => `apiVersion: opentelemetry.io/v1beta1
kind: OpenTelemetryCollector
metadata: {name: otel}
spec:
  config:
    receivers: {otlp: {protocols: {grpc: {endpoint: 0.0.0.0:4317}}}}
    exporters: {debug: {}}
    service:
      pipelines: {traces: {receivers: [${endpoint}], exporters: [debug]}}
`;
  for (const written of ['"\\x6ftlpp"', '!!str otlpp', '&a otlpp']) {
    const texts = [{ file: 'a.yaml', text: yaml(written) }];
    const findings = find(texts).filter(({ rule }) => rule.id === 'collector/undefined-component');
    expect(findings.map(({ fix }) => fix)).toEqual(['otlp']);
    expect([...editsByFinding(findings, texts)]).toEqual([]);
  }
});

test('what a fix brings to light is fixed, too, and a key that is there already is not written again', () => {
  const text = `apiVersion: opentelemetry.io/v1beta1
kind: OpenTelemetryCollector
metadata: {name: otel, namespace: tracing}
spec:
  image: otel/opentelemetry-collector-contrib:0.158.0
  config:
    receivers: {otlp: {protocols: {grpc: {endpoint: "http://0.0.0.0:4317"}}}}
    exporters: {otlp: {endpoint: 'a:4317', endpont: 'b:4317'}}
    service: {pipelines: {traces: {receivers: [otpl], exporters: [otlp]}}}
`;
  expect(fixed(text)).toBe(
    text.replace('otpl', 'otlp').replace('http://0.0.0.0:4317', '0.0.0.0:4317'),
  );
});
