import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Testing, Yaml } from 'cdk8s';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Endpoint } from '../../../src/constructs/edge/endpoint.ts';
import { oneIn } from '../../../src/constructs/sdk/sampling.ts';
import { ThanosTracing, type ThanosTracingProps } from '../../../src/constructs/thanos/tracing.ts';
import { at, replaceAt } from '../../../src/upstream/values/unknown.ts';
import { parseYaml, printYaml } from '../../../src/yaml.ts';
import { modelOfObjects } from '../../objects-model.ts';

const exportTo = new Endpoint('otlp-grpc', {
  host: 'otel-collector-collector',
  namespace: 'tracing',
});

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'thanos-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Writes a manifest and gives its path. */
const written = (...objects: readonly unknown[]) => {
  const file = join(folder, 'thanos.yaml');
  writeFileSync(file, printYaml(objects));
  return file;
};

const synth = (manifest: string, overrides: Partial<ThanosTracingProps> = {}) => {
  const chart = Testing.chart();
  const props = { manifest, exportTo, serviceName: 'thanos', ...overrides };
  const thanos = new ThanosTracing(chart, 'Thanos', props);
  return { thanos, objects: Testing.synth(chart) };
};

const containerPath = ['spec', 'template', 'spec', 'containers'] as const;
const thanosImage = 'quay.io/thanos/thanos:v0.42.4';
const container = (name: string, more: object = {}) => ({ name, image: thanosImage, ...more });
const workload = (kind: string, name: string, ...containers: object[]) => ({
  apiVersion: 'apps/v1',
  kind,
  metadata: { name, namespace: 'monitoring' },
  spec: { template: { spec: { containers } } },
});
const query = (more: object = {}) => workload('Deployment', 'query', container('thanos', more));

test.each([
  ['manifests/thanos-query.yaml', 'Deployment'],
  ['manifests/thanos-store.yaml', 'StatefulSet'],
])('%s gains one argument and nothing else', (manifest, kind) => {
  const given = parseYaml(readFileSync(manifest, 'utf8'), manifest).map(({ value }) => value);
  const { thanos, objects } = synth(manifest, { sampling: oneIn(16) });
  const expected = given.map((object) => {
    if (at(object, 'kind') !== kind) return object;
    const path = [...containerPath, 0, 'args'];
    return replaceAt(object, path, [...(at(object, ...path) as string[]), thanos.argument]);
  });
  expect(objects).toEqual(expected);
  expect(expected).toHaveLength(3);
  expect(thanos.argument).toContain('sampler_type: parentbasedtraceidratiobased');
});

test('the argument survives the YAML that cdk8s writes', () => {
  const { thanos, objects } = synth('manifests/thanos-query.yaml', {
    serviceName: 'yes: "no" # $x',
  });
  const [, , deployment] = parseYaml(Yaml.stringify(...objects), 'dist');
  const args = at(deployment?.value, ...containerPath, 0, 'args') as string[];
  expect(args[0]).toBe('--http-address=0.0.0.0:19192');
  expect(args.at(-1)).toBe(thanos.argument);
});

test('every prop is used', () => {
  const file = written(
    workload(
      'StatefulSet',
      'prometheus',
      { name: 'prometheus', image: 'quay.io/prometheus/prometheus:v3.5.0' },
      { name: 'sidecar', image: 'registry.example.com/monitoring:7', args: ['sidecar'] },
    ),
  );
  const all: Required<ThanosTracingProps> = {
    manifest: file,
    container: 'sidecar',
    version: '0.34.0',
    serviceName: 'thanos-sidecar',
    exportTo: new Endpoint('otlp-http', { host: 'otel', namespace: 'monitoring', tls: true }),
    sampling: oneIn(2),
    tls: { caFile: '/certs/ca.crt' },
    extraConfig: { compression: 'gzip' },
    labels: { team: 'a' },
    annotations: { 'example.com/owner': 'team-a' },
  };
  const [statefulSet] = synth(file, all).objects;
  expect(statefulSet.metadata).toEqual({
    name: 'prometheus',
    namespace: 'monitoring',
    labels: { team: 'a' },
    annotations: { 'example.com/owner': 'team-a' },
  });
  const [prometheus, sidecar] = at(statefulSet, ...containerPath) as Record<string, unknown>[];
  expect(prometheus).not.toHaveProperty('args');
  expect(sidecar?.args).toEqual([
    'sidecar',
    [
      '--tracing.config=type: OTLP',
      'config:',
      '  client_type: http',
      '  service_name: thanos-sidecar',
      '  compression: gzip',
      '  sampler_type: traceidratiobased',
      '  sampler_param: "0.5"',
      '  tls_config:',
      '    ca_file: /certs/ca.crt',
      '  endpoint: otel:4318',
      '',
    ].join('\n'),
  ]);
});

test.each<[string, object, unknown, unknown]>([
  ['=', { args: ['query', '--tracing.config=type: JAEGER', '--x'] }, undefined, ['query', '--x']],
  [
    'two arguments',
    { args: ['query', '--tracing.config', 'a', '--x'] },
    undefined,
    ['query', '--x'],
  ],
  ['a file', { args: ['query', '--tracing.config-file=/a'] }, undefined, ['query']],
  [
    'the command',
    { command: ['thanos', 'query', '--tracing.config-file', '/a'] },
    ['thanos', 'query'],
    [],
  ],
  ['nothing', {}, undefined, []],
])('a tracing flag given by %s is replaced', (_, more, command, args) => {
  const { thanos, objects } = synth(written(query(more)));
  const changed = at(objects[0], ...containerPath, 0) as Record<string, unknown>;
  expect(changed.command).toEqual(command);
  expect(changed.args).toEqual([...(args as string[]), thanos.argument]);
});

test('a second run over its own output changes nothing', () => {
  const once = synth(written(query({ args: ['query'] }))).objects;
  expect(synth(written(...once)).objects).toEqual(once);
});

test('what else the file says arrives as kubectl would read it', () => {
  const file = join(folder, 'odd.yaml');
  writeFileSync(
    file,
    `apiVersion: v1
kind: List
items:
  - apiVersion: v1
    kind: ConfigMap
    metadata: {name: odd, labels: {on: "yes"}}
    data: {mode: "0644", base60: "1:30", time: 2001-01-01, lines: "a\\n b\\n"}
  - apiVersion: apps/v1
    kind: Deployment
    metadata: {name: query, namespace: monitoring}
    spec:
      template:
        spec:
          containers:
            - name: thanos
              image: ${thanosImage}
              env: [{name: POD_NAME, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]
          volumes:
            - {name: certs, secret: {secretName: certs, defaultMode: 0440, optional: on}}
`,
  );
  const serviceName = 'query-$(POD_NAME)';
  const [configMap, deployment] = synth(file, { serviceName }).objects;
  expect(configMap).toEqual({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'odd', labels: { true: 'yes' } },
    data: {
      mode: '0644',
      base60: '1:30',
      time: '2001-01-01',
      lines: 'a\n b\n',
    },
  });
  expect(at(deployment, 'spec', 'template', 'spec', 'volumes')).toEqual([
    { name: 'certs', secret: { secretName: 'certs', defaultMode: 288, optional: true } },
  ]);
});

test.each([
  ['a byte order mark', (text: string) => `\uFEFF${text}`],
  ['Windows line ends', (text: string) => text.replaceAll('\n', '\r\n')],
  ['an end of document', (text: string) => `---\n${text}...\n---\n`],
])('a file with %s reads the same', (_, change) => {
  const file = 'manifests/thanos-query.yaml';
  const changed = join(folder, 'changed.yaml');
  writeFileSync(changed, change(readFileSync(file, 'utf8')));
  expect(synth(changed).objects).toEqual(synth(file).objects);
});

test('anchors and merge keys are resolved, and other containers are left alone', () => {
  const file = join(folder, 'anchors.yaml');
  writeFileSync(
    file,
    `apiVersion: apps/v1
kind: Deployment
metadata: {name: query, namespace: monitoring}
spec:
  template:
    spec:
      initContainers:
        - {name: wait, image: &image "${thanosImage}", args: [tools, bucket, ls]}
      containers:
        - {name: proxy, image: example.com/thanos-proxy:1.0.0, args: [--http-address=0.0.0.0:8080]}
        - &thanos
          name: thanos
          image: *image
          args: [query]
        - <<: *thanos
          name: reloader
          image: example.com/reloader:1.0.0
          args: []
`,
  );
  const { thanos, objects } = synth(file);
  const pod = at(objects[0], 'spec', 'template', 'spec');
  expect(pod).toEqual({
    initContainers: [{ name: 'wait', image: thanosImage, args: ['tools', 'bucket', 'ls'] }],
    containers: [
      {
        name: 'proxy',
        image: 'example.com/thanos-proxy:1.0.0',
        args: ['--http-address=0.0.0.0:8080'],
      },
      { name: 'thanos', image: thanosImage, args: ['query', thanos.argument] },
      { name: 'reloader', image: 'example.com/reloader:1.0.0', args: [] },
    ],
  });
});

test('an endpoint that is not OTLP does not compile', () => {
  const thrift = new Endpoint('jaeger-thrift-http', { host: 'jaeger-collector' });
  // @ts-expect-error Thanos sends no thrift
  expect(() => synth('manifests/thanos-query.yaml', { exportTo: thrift })).toThrow(
    new Error(
      'test/Thanos: exportTo must be an otlp-grpc or otlp-http endpoint, got jaeger-thrift-http',
    ),
  );
});

test.each<[string, readonly unknown[], Partial<ThanosTracingProps>, string]>([
  [
    'no Thanos container',
    [workload('Deployment', 'shop', { name: 'web', image: 'example.com/shop:1' }, { name: 'x' })],
    {},
    'must hold a container that runs Thanos, got containers web (example.com/shop:1), x (no image); name it with container',
  ],
  [
    'no container at all',
    [{ apiVersion: 'v1', kind: 'Service', metadata: { name: 'query' } }],
    {},
    'must hold a container that runs Thanos, got no containers; name it with container',
  ],
  [
    'no container of that name',
    [query()],
    { container: 'query' },
    "must hold the container 'query', got containers thanos (quay.io/thanos/thanos:v0.42.4)",
  ],
  [
    'two Thanos containers',
    [workload('Deployment', 'query', container('a'), container('b'))],
    {},
    'must hold one Thanos container, got a of Deployment query, b of Deployment query; name one with container',
  ],
  [
    'two Thanos containers of one name',
    [query(), workload('StatefulSet', 'store', container('thanos'))],
    { container: 'thanos' },
    'must hold one Thanos container, got thanos of Deployment query, thanos of StatefulSet store; give each workload a file of its own',
  ],
  [
    'a workload of another kind',
    [workload('DaemonSet', 'query', container('thanos'))],
    {},
    ': the Thanos container must run in a Deployment or StatefulSet, got DaemonSet query',
  ],
  [
    'a CronJob',
    [
      {
        apiVersion: 'batch/v1',
        kind: 'CronJob',
        metadata: { name: 'compact' },
        spec: { jobTemplate: { spec: { template: { spec: { containers: [container('c')] } } } } },
      },
    ],
    {},
    ': the Thanos container must run in a Deployment or StatefulSet, got CronJob compact',
  ],
  [
    'no namespace',
    [{ ...query(), metadata: { name: 'query' } }],
    {},
    ': Deployment query must have a metadata.namespace, from which the address of the endpoint follows, got none',
  ],
  [
    'no kind',
    [{ apiVersion: 'v1', metadata: { name: 'query' } }],
    {},
    ':1: document must be a Kubernetes object, got one without kind',
  ],
  [
    'a live object',
    [{ ...query(), metadata: { name: 'query', namespace: 'monitoring', resourceVersion: '7' } }],
    {},
    ':1: Deployment query must be as it is written for kubectl apply, got metadata.resourceVersion of a live object',
  ],
  [
    'no name',
    [query(), { apiVersion: 'v1', kind: 'Service', metadata: { generateName: 'query-' } }],
    {},
    ':13: document must be a Kubernetes object, got one without name',
  ],
  [
    'an image without a release',
    [query({ image: `quay.io/thanos/thanos@sha256:${'0'.repeat(64)}` })],
    {},
    `: container thanos has the image 'quay.io/thanos/thanos@sha256:${'0'.repeat(64)}', which names no release; set version`,
  ],
  [
    'args that are no list',
    [query({ args: 'query' })],
    {},
    ': container thanos must have a list of args, got "query"',
  ],
  [
    'a shell',
    [query({ command: ['sh', '-c', 'exec thanos query'] })],
    {},
    ': container thanos must run Thanos itself, got a shell with -c, which hands on no further argument',
  ],
  [
    'a variable that the container has not',
    [query({ env: [{ name: 'POD_IP', value: '1.2.3.4' }] })],
    { serviceName: 'query-$(POD_NAME)' },
    ': container thanos must have the variable of $(POD_NAME) in its env, got none of that name',
  ],
])('%s is refused', (_, objects, overrides, message) => {
  const file = written(...objects);
  const space = message.startsWith(':') ? '' : ' ';
  expect(() => synth(file, overrides)).toThrow(
    new Error(`test/Thanos: manifest ${file}${space}${message}`),
  );
});

test.each([
  [
    'manifests/none.yaml',
    "manifest must be a file, got 'manifests/none.yaml', which does not exist",
  ],
  ['manifests', "manifest must be a file, got 'manifests', which is a directory"],
])('the manifest %s is refused', (file, message) => {
  expect(() => synth(file)).toThrow(new Error(`test/Thanos: ${message}`));
});

test('a manifest that is no path is refused', () => {
  // @ts-expect-error a file is needed
  expect(() => synth(undefined)).toThrow(
    new Error('test/Thanos: manifest must be set, got nothing'),
  );
});

test('broken YAML is refused with its line', () => {
  const file = join(folder, 'broken.yaml');
  writeFileSync(file, 'kind: Deployment\nmetadata:\n  name: "query\n');
  const message = `manifest ${file}:4:1: unexpected end of the stream within a double quoted scalar`;
  expect(() => synth(file)).toThrow(new Error(`test/Thanos: ${message}`));
});

test('an old release and a version that is none are refused', () => {
  const old = written(query({ image: 'quay.io/thanos/thanos:v0.31.0' }));
  expect(() => synth(old)).toThrow(
    new Error(
      'test/Thanos: version must be 0.32.0 or newer, the first Thanos whose OTLP exporter has a service name and a sampler, got 0.31.0',
    ),
  );
  expect(() => synth(old, { version: 'latest' })).toThrow(
    new Error("test/Thanos: version must be a release of Thanos such as 0.42.4, got 'latest'"),
  );
});

// shapes as kube-thanos and Bitnami's chart have them
test.each([
  ['StatefulSet', 'sidecar'],
  ['StatefulSet', 'receive'],
  ['StatefulSet', 'rule'],
  ['StatefulSet', 'compact'],
  ['StatefulSet', 'store'],
  ['Deployment', 'query'],
  ['Deployment', 'query-frontend'],
])('in a %s, %s is told as every component', (kind, component) => {
  const args = [component, '--log.level=info', '--http-address=0.0.0.0:10902'];
  const file = written(
    workload(kind, `thanos-${component}`, container(`thanos-${component}`, { args })),
  );
  const { thanos, objects } = synth(file, { serviceName: `thanos-${component}` });
  expect(at(objects[0], ...containerPath, 0, 'args')).toEqual([...args, thanos.argument]);
  const { edges } = modelOfObjects(objects);
  expect(edges.map(({ sender }) => [sender.kind, sender.label, sender.address])).toEqual([
    ['thanos', `thanos-${component}`, 'otel-collector-collector.tracing:4317'],
  ]);
});
