import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ApiServer, serveApi } from '../verify/api-server.ts';
import { type Stack, stackOf } from '../verify/stack.ts';
import { tracing } from './tracing.ts';

let stack: Stack;
let api: ApiServer;

beforeAll(async () => {
  stack = await stackOf();
  api = await serveApi(stack.cluster);
});
afterAll(() => api.close());

const lint = (args: readonly string[], input = '') =>
  tracing(['lint', '--cluster', '--kubeconfig', api.kubeconfig, ...args], input);

const instances = readFileSync('test/golden/default/3-instances.k8s.yaml', 'utf8');

test('a stack that runs has no error, and nothing in the cluster is changed or seen of Secrets', async () => {
  const { code, stdout, stderr } = await lint(['--format', 'json']);
  const errors = JSON.parse(stdout).filter(
    ({ severity }: { severity: string }) => severity === 'error',
  );
  expect(errors).toEqual([]);
  expect({ code, stderr }).toMatchObject({ code: 0 });
  expect(api.requests.filter((request) => !request.startsWith('GET '))).toEqual([]);
  expect(api.requests.filter((request) => request.includes('/secrets'))).toEqual([]);
});

test('a file is laid over what the cluster has, and finds it there', async () => {
  const right = await lint(['-'], instances);
  expect(right.stdout).not.toMatch(/error:/);
  expect(right.code).toBe(0);
  const wrong = await lint(['-'], instances.replaceAll('jaeger-collector', 'jaeger-colector'));
  expect(wrong.code).toBe(1);
  expect(wrong.stdout).toMatch(/^<stdin>:.* error: .*jaeger-colector/m);
});

test('what may not be read is told', async () => {
  stack.cluster.forbidden = ({ kind }) => kind === 'ClusterRole';
  const { code, stdout } = await lint([]);
  stack.cluster.forbidden = () => false;
  expect(code).toBe(0);
  expect(stdout).toContain(
    'ClusterRole of the cluster could not be read, and are taken to be absent',
  );
});

test('what tells the cluster is refused where none is asked', async () => {
  const outcome = await tracing(['lint', '--context', 'prod', 'test/golden/default']);
  expect(outcome).toEqual({
    code: 2,
    stdout: '',
    stderr: "error: option '--context <name>' is for --cluster alone\n",
  });
});
