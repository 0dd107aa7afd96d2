import { expect, test } from 'vitest';
import { sidecarDollar } from '../../../src/lint/collector/sidecar-dollar/rule.ts';
import { storageDirectory } from '../../../src/lint/collector/storage-directory/rule.ts';
import { undefinedVariable } from '../../../src/lint/collector/undefined-variable/rule.ts';
import { lint } from '../../../src/lint/lint.ts';
import { modelOf } from '../../model/model-of.ts';
import { check } from '../check.ts';
import { config } from './at.ts';
import { collectorExample } from './example.ts';

const running =
  'extensions: [file_storage]\npipelines: {traces: {receivers: [otlp], exporters: [debug]}}';
const storage = (settings: string, spec = '') =>
  collectorExample({
    spec: `image: otel/opentelemetry-collector-contrib:0.158.0\n${spec}`,
    extensions: `file_storage: ${settings}`,
    service: running,
  });
const mounted = (path: string, volume: string, more = '') =>
  `volumeMounts: [{name: v, mountPath: ${path}}]\nvolumes: [{name: v, ${volume}}]\n${more}`;

test.each([
  [
    '{directory: /queue}',
    '',
    '.directory: file_storage needs the directory /queue: no volume is mounted there',
  ],
  ['{}', '', ': file_storage needs the directory /var/lib/otelcol/file_storage: no volume'],
  [
    '{directory: /queue}',
    mounted('/queues', 'emptyDir: {}'),
    '.directory: file_storage needs the directory /queue: no',
  ],
  [
    '{directory: /data/queue}',
    mounted('/data', 'emptyDir: {}'),
    '.directory: file_storage needs the directory /data/queue: the volume mounted above it is empty',
  ],
  [
    '{directory: /queue, compaction: {on_start: true, directory: /small}}',
    mounted('/queue', 'emptyDir: {}'),
    '.compaction.directory: file_storage needs the directory /small',
  ],
])('a folder that is not there is told: %s %s', (settings, spec, message) => {
  const [found, ...more] = check(storage(settings, spec), storageDirectory);
  expect(found).toContain(`${config}extensions.file_storage${message}`);
  expect(more).toEqual([]);
});

test.each([
  ['{directory: /queue}', mounted('/queue/', 'emptyDir: {}')],
  ['{directory: /queue, create_directory: true}', ''],
  ['{directory: /data/queue}', mounted('/data', 'persistentVolumeClaim: {claimName: c}')],
  [
    '{directory: /data/queue}',
    mounted('/data', 'emptyDir: {}', 'initContainers: [{name: i, image: "x:1"}]'),
  ],
  [
    '{directory: /data/queue}',
    mounted('/data', 'emptyDir: {}', 'additionalContainers: [{name: i, image: "x:1"}]'),
  ],
  [`{directory: /queue, create_directory: "\${env:MAKE:-true}"}`, ''],
  ['{directory: /data/./a/../queue/}', mounted('/data/queue', 'emptyDir: {}')],
  [
    '{directory: /data/queue}',
    mounted('/data', 'emptyDir: {}').replace('mountPath', 'subPathExpr: $(POD_NAME), mountPath'),
  ],
  ['{directory: /dev/shm}', ''],
  ['{directory: /tmp}', ''],
  [`{directory: "\${env:QUEUE}"}`, ''],
])('nothing is said of %s %s', (settings, spec) => {
  expect(check(storage(settings, spec), storageDirectory)).toEqual([]);
});

test('an image of somebody may have the folder', () => {
  const own = storage('{directory: /queue}').replace(
    'otel/opentelemetry-collector-contrib',
    'ours/otel',
  );
  expect(check(own, storageDirectory)).toEqual([]);
});

test('an operator may be told an image that has the folder', () => {
  const unnamed = storage('{directory: /queue}').replace(/image: \S+/, '');
  expect(check(unnamed, storageDirectory)).toEqual([]);
});

const route = (dollars: string, mode = 'sidecar') =>
  collectorExample({
    spec: `mode: ${mode}`,
    processors: `transform: {trace_statements: ['replace_pattern(name, "(a)", "${dollars}{1}")']}`,
  });

test.each([
  ['$$', 1],
  ['$$$$$$', 1],
  ['$$$$', 0],
])('of two dollars in a sidecar, one is left: %s', (dollars, count) => {
  expect(check(route(dollars), sidecarDollar)).toHaveLength(count);
  expect(check(route(dollars, 'deployment'), sidecarDollar)).toEqual([]);
});

const labelled = (text: string, release: string) =>
  collectorExample({
    spec: `mode: sidecar\nimage: otel/opentelemetry-collector-contrib:${release}`,
    exporters: `otlp: {endpoint: "a:4317", headers: {team: '${text}'}}`,
  });

test.each([
  ['$$NAME', '0.88.0'],
  ['a-$$1', '0.106.1'],
  ['$$$$NAME and $$1', '0.103.0'],
  ['$$$$$$NAME', '0.103.0'],
])('%s needs no braces to be a variable in a sidecar of %s', (text, release) => {
  expect(check(labelled(text, release), sidecarDollar)).toHaveLength(1);
  expect(check(labelled(text, '0.107.0'), sidecarDollar)).toEqual([]);
});

test.each(['$$$$NAME', '$$$$1', 'a$$', '$$-', '$NAME'])(
  '%s is what it is meant to be, in an old sidecar, too',
  (text) => {
    expect(check(labelled(text, '0.88.0'), sidecarDollar)).toEqual([]);
  },
);

test('braces are found behind what is escaped well', () => {
  expect(check(labelled(`$$$\${a} $\${b}`, '0.158.0'), sidecarDollar)).toEqual([
    expect.stringContaining(`: Kubernetes turns $\${b} into \${b} before`),
  ]);
});

const agent = (release: string, env: string, more = '') =>
  collectorExample({
    spec: `image: otel/opentelemetry-collector-contrib:${release}\nenv: [${env}]`,
    receivers: `otlp: {protocols: {grpc: {endpoint: 0.0.0.0:4317}}}\n${more}`,
    processors: 'k8s_attributes: {filter: {node_from_env_var: K8S_NODE_NAME}}',
  });
const node = (name: string) => `{name: ${name}, valueFrom: {fieldRef: {fieldPath: spec.nodeName}}}`;

test.each([
  ['0.158.0', 'error'],
  ['0.120.0', 'warning'],
])('of %s, the variable with the name of the node must be there', (release, severity) => {
  const found = lint(modelOf(agent(release, node('OTEL_NODE'))), [undefinedVariable]);
  expect(found.map((one) => one.severity)).toEqual([severity]);
  expect(found[0]?.message).toBe(
    "k8s_attributes reads its node's name from variable K8S_NODE_NAME, which is not set in the collector's container",
  );
  expect(check(agent(release, node('K8S_NODE_NAME')), undefinedVariable)).toEqual([]);
});

test('the operator sets it for kubelet_stats', () => {
  const given = agent('0.158.0', '', 'kubelet_stats: {auth_type: serviceAccount}');
  expect(check(given, undefinedVariable)).toEqual([]);
});

test.each(['HOSTNAME', `"\${env:NODE:-K8S_NODE_NAME}"`])(
  'nothing is said of variable %s',
  (name) => {
    const asked = agent('0.158.0', '{name: NODE, value: A}').replace(/K8S_NODE_NAME/, name);
    expect(check(asked, undefinedVariable)).toEqual([]);
  },
);
