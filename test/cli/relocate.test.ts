import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseYaml } from '../../src/yaml.ts';
import { tracing, tracingFile } from './tracing.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'relocate-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const manifest = `# the operator
apiVersion: v1
kind: Namespace
metadata: {name: old}
---
# its account
apiVersion: v1
kind: ServiceAccount
metadata:
  name: operator # not the namespace
  namespace: old
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: operator
  namespace: "old"
spec:
  template:
    spec:
      containers:
        - name: proxy
          image: gcr.io/kubebuilder/kube-rbac-proxy:v0.13.1
          args: ['--upstream=http://api.old.svc:80/', --v=0]
      volumes:
        - name: config
          configMap:
            defaultMode: 0644
`;

const moved = `---
# its account
apiVersion: v1
kind: ServiceAccount
metadata:
  name: operator # not the namespace
  namespace: tracing
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: operator
  namespace: "tracing"
spec:
  template:
    spec:
      containers:
        - name: proxy
          image: quay.io/brancz/kube-rbac-proxy:v0.13.1
          args: ['--upstream=http://api.tracing.svc:80/', --v=0]
      volumes:
        - name: config
          configMap:
            defaultMode: 0644
`.slice('---\n'.length);

const image = 'gcr.io/kubebuilder/kube-rbac-proxy=quay.io/brancz/kube-rbac-proxy';

test('the moved manifest is on standard output, the account on standard error', async () => {
  const input = file('operator.yaml', manifest);
  const outcome = await tracing([
    'relocate',
    input,
    '--to',
    'tracing',
    '--image',
    image,
    '--strict',
  ]);
  expect(outcome).toStrictEqual({
    code: 0,
    stdout: moved,
    stderr:
      'moved from old to tracing: 2 object namespaces, 1 image, 1 service host\ndropped Namespace old\n',
  });
});

test('standard input is read for -, and --out gets what standard output would', async () => {
  const out = join(folder, 'out.yaml');
  const args = ['relocate', '-', '--to', 'tracing', '--image', image, '--out', out];
  const outcome = await tracing(args, manifest);
  expect([outcome.code, outcome.stdout]).toStrictEqual([0, '']);
  expect(readFileSync(out, 'utf8')).toBe(moved);
  expect(readdirSync(folder)).toStrictEqual(['out.yaml']);
});

test.each([
  ['rename', 'metadata: {name: tracing}'],
  ['keep', 'metadata: {name: old}'],
])('the Namespace object stays with --namespace %s', async (namespace, line) => {
  const args = ['relocate', '-', '--to', 'tracing', '--namespace', namespace];
  const { code, stdout } = await tracing(args, manifest);
  expect(code).toBe(0);
  expect(stdout).toMatch(`# the operator\napiVersion: v1\nkind: Namespace\n${line}\n---\n`);
});

test('there and back is the same file', async () => {
  const there = await tracing(['relocate', '-', '--to', 'b', '--namespace', 'rename'], manifest);
  const args = ['relocate', '-', '--from', 'b', '--to', 'old', '--namespace', 'rename'];
  const back = await tracing(args, there.stdout);
  expect(back.stdout).toBe(manifest);
});

test('anchors, block scalars, long text and odd numbers keep their values', async () => {
  const long = 'word '.repeat(60).trim();
  const input = `kind: ConfigMap
metadata: &meta {name: a, namespace: old}
more: {<<: *meta, mode: 0644, count: 1_000, big: 9223372036854775807, flag: yes}
long: ${long}
data:
  literal: |
    url: http://a.old.svc
      indented

  folded: >-
    http://a.old.svc
    and more
  escaped: "http://a.old.svc\\ttab"
`;
  const { code, stdout } = await tracing(['relocate', '-', '--to', 'new'], input);
  const expected = input
    .replaceAll('namespace: old', 'namespace: new')
    .replaceAll('a.old', 'a.new');
  expect(code).toBe(0);
  expect(parseYaml(stdout, 'out')[0]?.value).toStrictEqual(parseYaml(expected, 'in')[0]?.value);
  expect(stdout).toContain(`long: ${long}\n`);
});

test('anchors and odd numbers keep their spelling where all aliases move', async () => {
  const input = `kind: Role
metadata: &meta {name: a, namespace: old}
more: {<<: *meta, mode: 0644, count: 1_000}
`;
  const { stdout } = await tracing(['relocate', '-', '--to', 'new'], input);
  expect(stdout).toBe(input.replace('namespace: old', 'namespace: new'));
});

test('a manifest with brackets and quotes that go on at the column of their key is edited in place', async () => {
  const input = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: instrumentations.opentelemetry.io
spec:
  conversion:
    webhook:
      clientConfig: {
        service: {
          name: webhook,
          namespace: old
        }
      }
  versions:
  - schema:
      openAPIV3Schema:
        description: 'what is injected, and
        where it sends to' # two lines
        type: object
---
apiVersion: v1
kind: ServiceAccount
metadata: {
  name: operator,
  namespace: old
}
`;
  const { code, stdout } = await tracing(['relocate', '-', '--to', 'tracing'], input);
  expect(code).toBe(0);
  expect(stdout).toBe(input.replaceAll('namespace: old', 'namespace: tracing'));
});

test('of equal keys the last one moves, which is the one that kubectl takes', async () => {
  const input = `kind: ConfigMap
metadata: {name: a, namespace: old}
data:
  url: http://b.old.svc # kept
  url: http://a.old.svc
`;
  const { code, stdout, stderr } = await tracing(['relocate', '-', '--to', 'new'], input);
  expect([code, stderr]).toStrictEqual([
    0,
    `moved from old to new: 1 object namespace, 1 service host
<stdin>:5:3: data.url is written more than once, and the last one counts
`,
  ]);
  expect(stdout).toBe(input.replace('namespace: old', 'namespace: new').replace('a.old', 'a.new'));
});

test('objects in a List lose the Namespace object', async () => {
  const input =
    '{"kind":"List","items":[{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"old"}}]}';
  const { code, stdout } = await tracing(['relocate', '-', '--to', 'new'], input);
  expect([code, stdout]).toStrictEqual([0, 'kind: List\nitems: []\n']);
});

const unclear = `kind: ConfigMap
metadata: {name: a, namespace: old}
data:
  note: the old way
  "my/key": |
    first line
    the old line
`;

test('left-overs are reported with their place, and the rest is done', async () => {
  const input = file('a.yaml', unclear);
  const outcome = await tracing(['relocate', input, '--to', 'new']);
  expect(outcome).toStrictEqual({
    code: 0,
    stdout: unclear.replace('namespace: old', 'namespace: new'),
    stderr: `moved from old to new: 1 object namespace
${input}:4:9: left as it is, ConfigMap a data.note: the old way
${input}:7:5: left as it is, ConfigMap a data["my/key"]: the old line
`,
  });
});

test('left-overs under --strict are an error, and nothing is written', async () => {
  const out = file('out.yaml', 'before\n');
  const args = ['relocate', '-', '--to', 'new', '--strict'];
  const printed = await tracing(args, unclear);
  expect([printed.code, printed.stdout]).toStrictEqual([1, '']);
  expect(printed.stderr).toContain(
    '<stdin>:4:9: left as it is, ConfigMap a data.note: the old way\n',
  );
  const written = await tracing([...args, '--out', out], unclear);
  expect([written.code, written.stdout]).toStrictEqual([1, '']);
  expect(readFileSync(out, 'utf8')).toBe('before\n');
});

test('an image that is nowhere is reported, and an error under --strict', async () => {
  const args = ['relocate', '-', '--to', 'new', '--image', 'a=b'];
  const outcome = await tracing(args, manifest);
  expect(outcome.code).toBe(0);
  expect(outcome.stderr).toContain('image a is not in the manifest\n');
  expect((await tracing([...args, '--strict'], manifest)).code).toBe(1);
});

test('a namespace that nothing names is an error, since somebody meant another', async () => {
  const outcome = await tracing(['relocate', '-', '--from', 'b', '--to', 'c'], manifest);
  expect(outcome).toStrictEqual({
    code: 2,
    stdout: '',
    stderr: 'tracing: <stdin> has nothing in namespace b, and nothing that names it\n',
  });
});

test('names of Services that are expressions move nothing but themselves', async () => {
  const input = ['a(b', '.*', 'a'].map(
    (name) =>
      `{apiVersion: v1, kind: Service, metadata: {name: '${name}', namespace: old, annotations: {a: to x.old, b: to a.old}}}\n`,
  );
  const outcome = await tracing(['relocate', '-', '--to', 'new'], input.join('---\n'));
  expect(outcome.code).toBe(0);
  expect(outcome.stdout.match(/to [xa]\.\w+/g)).toEqual(
    Array(3).fill(['to x.old', 'to a.new']).flat(),
  );
});

test.each<[string, string[], string, string]>([
  ['no target', ['-'], manifest, "error: required option '--to <namespace>' not specified\n"],
  ['no file', ['--to', 'new'], manifest, "error: missing required argument 'file'\n"],
  [
    'an unknown option',
    ['-', '--to', 'new', '--nope'],
    manifest,
    "error: unknown option '--nope'\n",
  ],
  [
    'an unknown choice',
    ['-', '--to', 'new', '--namespace', 'no'],
    manifest,
    "error: option '--namespace <what>' argument 'no' is invalid. Allowed choices are drop, rename, keep.\n",
  ],
  [
    'half an image',
    ['-', '--to', 'new', '--image', 'a'],
    manifest,
    "error: option '--image <old=new>' argument 'a' is invalid. It must be old=new, such as example.com/proxy=quay.io/proxy.\n",
  ],
  [
    'a bad namespace',
    ['-', '--to', 'New_One'],
    manifest,
    "tracing: to must be a DNS-1123 label (lower-case letters, digits and '-', a letter or digit at both ends, at most 63 characters), got 'New_One'; did you mean 'new-one'?\n",
  ],
  [
    'a missing file',
    ['/nowhere/a.yaml', '--to', 'new'],
    '',
    'tracing: cannot read /nowhere/a.yaml: there is no such file\n',
  ],
  ['a folder', ['/', '--to', 'new'], '', 'tracing: cannot read /: it is a folder\n'],
  [
    'broken YAML',
    ['-', '--to', 'new'],
    'a: 1\nb: [',
    'tracing: <stdin>:2:5: unexpected end of the stream within a flow collection\n',
  ],
  ['empty input', ['-', '--to', 'new'], '# nothing\n', 'tracing: <stdin> holds no objects\n'],
  [
    'something else',
    ['-', '--to', 'new'],
    '---\n404: Not Found\n',
    'tracing: <stdin>:2:1: a Kubernetes object must be a map with a kind\n',
  ],
  [
    'no namespace',
    ['-', '--to', 'new'],
    'kind: ClusterRole\n',
    'tracing: <stdin>: the manifest has no namespace of its own; name the one to move out of with --from\n',
  ],
  [
    'several namespaces',
    ['-', '--to', 'new'],
    'kind: Role\nmetadata: {namespace: a}\n---\nkind: Role\nmetadata: {namespace: b}\n',
    'tracing: <stdin>: the manifest has several namespaces, a, b; name the one to move out of with --from\n',
  ],
])('%s is exit code 2, and nothing is written', async (_, args, input, stderr) => {
  const out = file('out.yaml', 'before\n');
  const outcome = await tracing(['relocate', ...args, '--out', out], input);
  expect(outcome).toStrictEqual({ code: 2, stdout: '', stderr });
  expect(readFileSync(out, 'utf8')).toBe('before\n');
  expect(readdirSync(folder)).toStrictEqual(['out.yaml']);
});

test('a place that cannot be written to is exit code 2', async () => {
  const out = join(folder, 'nowhere', 'out.yaml');
  const outcome = await tracing(['relocate', '-', '--to', 'new', '--out', out], manifest);
  expect([outcome.code, outcome.stdout]).toStrictEqual([2, '']);
  expect(outcome.stderr).toContain(`tracing: cannot write ${out}: there is no such folder\n`);
  expect(outcome.stderr).not.toMatch(/^\s+at /m);
});

function shell(command: string): string {
  return execFileSync('sh', ['-c', command], { cwd: folder, encoding: 'utf8', timeout: 20_000 });
}

test('a pipe is written to, not replaced', async () => {
  const input = file('in.yaml', manifest);
  const command = `"${process.execPath}" "${await tracingFile()}" relocate "${input}" --to new --out pipe`;
  expect(shell(`mkfifo pipe && { cat pipe & ${command} 2> err; wait; }`)).toBe(
    moved.replaceAll('tracing', 'new').replace('quay.io/brancz', 'gcr.io/kubebuilder'),
  );
  expect(shell('test -p pipe && echo still a pipe')).toBe('still a pipe\n');
});

test('a reader that stops early is no error', async () => {
  const lines = Array.from({ length: 20_000 }, (_, at) => `k${at}: v\n`).join('');
  const input = file('big.yaml', `${manifest}---\n${lines}kind: A\n`);
  const command = `"${process.execPath}" "${await tracingFile()}" relocate "${input}" --to new`;
  expect(shell(`{ ${command} 2> err; echo $? > code; } | head -n 1`)).toBe('# its account\n');
  expect(shell('cat err code')).toBe(
    'moved from old to new: 2 object namespaces, 1 service host\ndropped Namespace old\n0\n',
  );
});

test('the help says what each option does', async () => {
  const { code, stdout } = await tracing(['relocate', '--help']);
  expect(code).toBe(0);
  for (const option of ['--to', '--from', '--image', '--namespace', '--strict', '--out']) {
    expect(stdout).toContain(option);
  }
});
