import { expect, test } from 'vitest';
import { thanosLocation } from '../../../src/model/thanos/tracing.ts';
import { edgesOf, modelOf, placeOf } from '../model-of.ts';

const workload = (container: string, volumes = '[]') => `kind: Deployment
metadata: {name: q, namespace: mon}
spec:
  template:
    spec:
      volumes: ${volumes}
      containers:
      - name: query
        image: quay.io/thanos/thanos:v0.35.0
${container.replace(/^/gm, '        ')}`;

const settings = 'type: OTLP\nconfig: {client_type: grpc, endpoint: "otel:4317", insecure: true}';

function read(...yaml: string[]) {
  const [tracing] = modelOf(...yaml).thanos;
  if (!tracing) throw new Error('the settings must be read');
  return tracing;
}

test.each([
  [
    'a block after the flag',
    `args:\n- query\n- |\n  --tracing.config=${settings.replace('\n', '\n  ')}`,
  ],
  ['two arguments', `args:\n- --tracing.config\n- |\n  ${settings.replace('\n', '\n  ')}`],
  [
    'JSON',
    `args: ['--tracing.config={"type":"OTLP","config":{"client_type":"grpc","endpoint":"otel:4317","insecure":true}}']`,
  ],
  [
    'a variable',
    `args: ["--tracing.config=$(T)"]\nenv: [{name: T, value: ${JSON.stringify(settings)}}]`,
  ],
])('settings are read from %s', (_, container) => {
  const tracing = read(workload(container));
  expect(tracing).toMatchObject({ version: '0.35.0', label: 'query', value: { type: 'OTLP' } });
  expect(tracing.config).toEqual({ client_type: 'grpc', endpoint: 'otel:4317', insecure: true });
  expect(edgesOf(modelOf(workload(container)))).toEqual(['query otel:4317 otlp-grpc -> external']);
});

test('settings are placed inside the argument', () => {
  const tracing = read(
    workload(`args:\n- |\n  --tracing.config=type: OTLP\n  config:\n    endpoint: otel:4317`),
  );
  expect(placeOf(thanosLocation(tracing, 'config', 'endpoint'))).toBe(
    'Deployment/mon/q spec.template.spec.containers[0].args[0].config.endpoint 14:13',
  );
});

test('settings are read from a mounted file and placed there', () => {
  const secret = `apiVersion: v1
kind: Secret
metadata: {name: t, namespace: mon}
stringData:
  tracing.yaml: |
    type: OTLP
    config:
      client_type: http
      endpoint: otel:4318`;
  const container =
    'args: ["--tracing.config-file=/etc/t/tracing.yaml"]\nvolumeMounts: [{name: t, mountPath: /etc/t}]';
  const tracing = read(workload(container, '[{name: t, secret: {secretName: t}}]'), secret);
  expect(placeOf(thanosLocation(tracing, 'config', 'endpoint'))).toBe(
    'Secret/mon/t stringData["tracing.yaml"].config.endpoint 21:7',
  );
  const missing = read(
    workload(
      container.replace('tracing.yaml', 'other.yaml'),
      '[{name: t, secret: {secretName: t}}]',
    ),
    secret,
  );
  expect(missing.missingFile).toMatchObject({ file: '/etc/t/other.yaml', reason: 'missing-key' });
  expect(read(workload(container, '[]')).missingFile).toBeUndefined();
  expect(read(workload('args: ["--tracing.config-file=/x"]')).missingFile?.reason).toBe(
    'not-mounted',
  );
});

test('repeated flags, empty settings and broken YAML are kept', () => {
  expect(
    read(workload('args: ["--tracing.config=a: 1", "--tracing.config=b: 1"]')).flags,
  ).toHaveLength(2);
  expect(read(workload('args: ["--tracing.config= "]')).value).toBeUndefined();
  expect(read(workload(`args: ['--tracing.config={"a": [']`)).problem).toMatchObject({ line: 1 });
  expect(read(workload('args: ["query"]')).source).toBeUndefined();
});

test('other providers and other images send no OTLP', () => {
  expect(
    edgesOf(modelOf(workload('args: ["--tracing.config={type: JAEGER, config: {endpoint: x}}"]'))),
  ).toEqual([]);
  expect(
    modelOf(workload('args: []').replace('thanos/thanos', 'prometheus/prometheus')).thanos,
  ).toEqual([]);
});

test('settings of Prometheus and ThanosRuler come from a Secret', () => {
  const secret = `{apiVersion: v1, kind: Secret, metadata: {name: s, namespace: mon}, stringData: {k: "${settings.replace('\n', '\\n').replaceAll('"', '\\"')}"}}`;
  const prometheus =
    '{apiVersion: monitoring.coreos.com/v1, kind: Prometheus, metadata: {name: p, namespace: mon}, spec: {thanos: {image: "x/thanos:v0.36.1", tracingConfig: {name: s, key: k}}}}';
  const ruler =
    '{apiVersion: monitoring.coreos.com/v1, kind: ThanosRuler, metadata: {name: r, namespace: mon}, spec: {version: v0.31.0, tracingConfig: {name: s, key: nope}}}';
  const { thanos } = modelOf(secret, prometheus, ruler);
  expect(thanos.map(({ label, version }) => [label, version])).toEqual([
    ['Prometheus', '0.36.1'],
    ['ThanosRuler', '0.31.0'],
  ]);
  expect(thanos[0]?.config.endpoint).toBe('otel:4317');
  expect(thanos[1]?.missingFile?.reason).toBe('missing-key');
});
