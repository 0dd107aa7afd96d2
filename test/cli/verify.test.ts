import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type ApiServer, serveApi } from '../verify/api-server.ts';
import { manifestsOf, type Stack, stackOf } from '../verify/stack.ts';
import { tracing } from './tracing.ts';

const folder = mkdtempSync(join(tmpdir(), 'cdk8s-tracing-verify-'));
const dist = join(folder, 'dist');
mkdirSync(dist);
for (const { file, text } of manifestsOf()) writeFileSync(join(dist, file), text);
const servers: ApiServer[] = [];

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await Promise.all(servers.map((server) => server.close()));
});

async function served(): Promise<Stack & ApiServer> {
  const stack = await stackOf();
  const server = await serveApi(stack.cluster);
  servers.push(server);
  return { ...stack, ...server };
}

test('a stack that works is green, over a real connection to an API server', async () => {
  const { kubeconfig, stored } = await served();
  const { code, stdout, stderr } = await tracing(['verify', dist, '--kubeconfig', kubeconfig]);
  expect(stdout).toMatch(/^cluster main \(https:\/\/localhost:\d+\)\n✓ cluster/);
  expect(stdout).toContain('the stack works');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stored.size).toBe(4);
});

test('one that does not is red, and told as JSON or JUnit', async () => {
  const { kubeconfig, behaviour, cluster } = await served();
  behaviour.collector = 'fails';
  cluster.close('jaeger-query-0', 16686);
  const args = ['verify', dist, '--kubeconfig', kubeconfig, '--timeout', '1'];
  const json = await tracing([...args, '--format', 'json']);
  expect(json.code).toBe(1);
  const { checks } = JSON.parse(json.stdout);
  const reach = checks.find(({ title }: { title: string }) => title.startsWith('jaeger-query.'));
  expect(reach).toMatchObject({
    status: 'failed',
    evidence: ['pod jaeger-query-0: connection refused at port 16686'],
  });
  const junit = await tracing([...args, '--format', 'junit']);
  expect(junit.code).toBe(1);
  expect(junit.stdout).toMatch(
    /^<\?xml version="1.0" encoding="UTF-8"\?>\n<testsuites name="tracing verify main/,
  );
});

test('a log whose container the kubelet has just removed is asked for again', async () => {
  const { kubeconfig, cluster } = await served();
  cluster.change('Deployment tracing/jaeger-query', ['status', 'readyReplicas'], 0);
  cluster.change('Pod tracing/jaeger-query-0', ['status'], {
    conditions: [{ type: 'Ready', status: 'False' }],
    containerStatuses: [{ name: 'jaeger-query', restartCount: 1, state: { running: {} } }],
  });
  const answers = ['unable to retrieve container logs for containerd://67ded10c0f57'];
  cluster.logs = async () => answers.shift() ?? 'Error: unknown flag: --no-such-option';
  const { stdout } = await tracing(['verify', dist, '--kubeconfig', kubeconfig, '--timeout', '1']);
  expect(answers).toEqual([]);
  expect(stdout).toContain('log of jaeger-query-0: Error: unknown flag: --no-such-option');
  expect(stdout).not.toContain('unable to retrieve');
});

test('nothing is asked for but to be read, what one may do, and connections to pods', async () => {
  const { kubeconfig, requests } = await served();
  await tracing(['verify', dist, '--kubeconfig', kubeconfig]);
  const posts = requests.filter((request) => !request.startsWith('GET '));
  expect(new Set(posts)).toEqual(
    new Set(['POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews']),
  );
});

test('a right that is missing is told, and is no failure', async () => {
  const { kubeconfig, cluster } = await served();
  cluster.forbidden = ({ subresource }) => subresource === 'portforward';
  const { code, stdout } = await tracing(['verify', dist, '--kubeconfig', kubeconfig]);
  expect(stdout).toContain('not allowed: create and get pods/portforward in namespace tracing');
  expect(stdout).toMatch(/^nothing failed, \d+ not tested$/m);
  expect(code).toBe(0);
});

test('where nothing of the stack may be looked at, that is no success', async () => {
  const { kubeconfig, cluster } = await served();
  cluster.forbidden = () => true;
  const { code, stdout } = await tracing(['verify', dist, '--kubeconfig', kubeconfig]);
  expect(stdout).toMatch(/^nothing of the stack could be checked: not allowed: .+$/m);
  expect(stdout).not.toMatch(/works|nothing failed/);
  expect(code).toBe(2);
});

test('--pre asks no pod, and sees of a Secret no more than that it is there', async () => {
  const { kubeconfig, cluster, accepted, requests } = await served();
  const file = join(folder, 'secret.yaml');
  const annotations = '{ cdk8s-tracing/requires: secret/es }';
  writeFileSync(
    file,
    `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, annotations: ${annotations} }\n`,
  );
  const args = ['verify', '--pre', file, '--kubeconfig', kubeconfig];
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'es', namespace: 'team-a' },
  };
  cluster.put(secret);
  expect(await tracing(args)).toMatchObject({ code: 0 });
  expect(accepted).toEqual(['application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1']);
  expect(requests.some((request) => request.includes('portforward'))).toBe(false);
  // the namespace of the other context, and one that is named
  const other = await tracing([...args, '--context', 'other']);
  expect(other).toMatchObject({ code: 1, stdout: expect.stringContaining('default/es') });
  const named = await tracing([...args, '-n', 'team-b']);
  expect(named).toMatchObject({ code: 1, stdout: expect.stringContaining('team-b/es') });
});

test('KUBECONFIG is read', async () => {
  const { kubeconfig } = await served();
  process.env.KUBECONFIG = kubeconfig;
  try {
    expect(await tracing(['verify', '--pre', dist])).toMatchObject({ code: 0 });
  } finally {
    delete process.env.KUBECONFIG;
  }
});

test.each([
  ['no such context', ['--context', 'nope'], /has no context 'nope', only main, other/],
  ['no number', ['--timeout', 'x'], /It must be a whole number of seconds above 0/],
  ['no such format', ['--format', 'sarif'], /Allowed choices are text, json, junit/],
])('%s is bad usage', async (_, args, message) => {
  const { kubeconfig } = await served();
  const { code, stderr } = await tracing(['verify', dist, '--kubeconfig', kubeconfig, ...args]);
  expect(stderr).toMatch(message);
  expect(code).toBe(2);
});

test('what cannot be looked at is neither green nor red', async () => {
  const missing = await tracing(['verify', dist, '--kubeconfig', join(folder, 'none')]);
  expect(missing).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/^tracing: cannot read kubeconfig .*: there is no such file\n$/),
  });
  const { kubeconfig, close } = await served();
  servers.pop();
  await close();
  const down = await tracing(['verify', dist, '--kubeconfig', kubeconfig]);
  expect(down).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(
      /^tracing: the API server https:.* does not answer: .*ECONNREFUSED/,
    ),
  });
  const broken = join(folder, 'broken.yaml');
  writeFileSync(broken, 'a: [');
  expect(await tracing(['verify', broken, '--kubeconfig', kubeconfig])).toMatchObject({ code: 2 });
});

test('several clusters are refused, one at a time is verified', async () => {
  for (const name of ['dev', 'prod']) {
    mkdirSync(join(folder, 'envs', name), { recursive: true });
    for (const { file, text } of manifestsOf()) {
      writeFileSync(join(folder, 'envs', name, file), text);
    }
  }
  const { kubeconfig } = await served();
  const { code, stderr } = await tracing([
    'verify',
    join(folder, 'envs'),
    '--kubeconfig',
    kubeconfig,
  ]);
  expect(stderr).toMatch(/these are several clusters; give one at a time: .*dev, .*prod/);
  expect(code).toBe(2);
});
