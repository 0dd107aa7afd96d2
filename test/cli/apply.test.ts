import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { type ApiServer, serveApi } from '../verify/api-server.ts';
import { MemoryCluster } from '../verify/memory-cluster.ts';
import { tracing } from './tracing.ts';

const folder = mkdtempSync(join(tmpdir(), 'cdk8s-tracing-apply-'));
const path = process.env.PATH;
const log = join(folder, 'log');

const settings = `apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: default }
data: { key: value }
`;

let cluster: MemoryCluster;
let api: ApiServer;

/** A kubectl that writes down how it is called, and what with. */
function kubectl(script: string): void {
  const file = join(folder, 'kubectl');
  writeFileSync(
    file,
    `#!/bin/sh\necho "$@" >> ${log}\n[ "$1" = version ] || cat >> ${log}\n${script}\n`,
  );
  chmodSync(file, 0o755);
}

beforeEach(async () => {
  cluster = new MemoryCluster();
  cluster.apply('apiVersion: v1\nkind: Namespace\nmetadata: { name: default }\n');
  api = await serveApi(cluster);
  writeFileSync(log, '');
  process.env.PATH = `${folder}${delimiter}${path}`;
});
afterEach(async () => {
  process.env.PATH = path;
  await api.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

const run = (...args: string[]) => tracing([...args, '--kubeconfig', api.kubeconfig], settings);

test('kubectl is told the cluster, the manager of the fields, and whole objects with their set', async () => {
  kubectl('exit 0');
  const outcome = await run('apply', '-', '--context', 'other');
  expect(outcome).toMatchObject({ code: 0, stderr: '' });
  expect(outcome.stdout).toContain('1/1 accounts, rights, Services and files\n');
  expect(outcome.stdout).toMatch(/1 created, in \d+ s\n$/);
  const calls = readFileSync(log, 'utf8');
  expect(calls).toContain(
    `--kubeconfig ${api.kubeconfig} --context other apply --server-side --field-manager=cdk8s-tracing`,
  );
  expect(calls).toMatch(/applyset\.kubernetes\.io\/part-of: applyset-[\w-]+-v1\n/);
});

test('what the API server refuses is told as it says it, and ends the run', async () => {
  kubectl(
    '[ "$3" = version ] && exit 0; echo "error: Apply failed with 1 conflict: conflict with helm" >&2; exit 1',
  );
  const outcome = await run('apply', '-');
  expect(outcome.code).toBe(1);
  expect(outcome.stdout).toContain(
    '      | error: Apply failed with 1 conflict: conflict with helm\n',
  );
});

test('a saved plan is applied as it stands there, and needs no manifests', async () => {
  kubectl('exit 0');
  const saved = join(folder, 'plan.json');
  const { stdout } = await tracing(['plan', '--format', 'json', '-'], settings);
  writeFileSync(saved, stdout.replace('"key": "value"', '"key": "reviewed"'));
  expect(await run('apply', '--plan', saved)).toMatchObject({ code: 0 });
  expect(readFileSync(log, 'utf8')).toContain('key: reviewed');
  expect((await run('apply', '-', '--plan', saved)).stderr).toContain('name no others');
});

test.each([
  ['{"version": 2}', 'must be a plan of version 1'],
  ['{"version": 1, "steps": [{}]}', 'must be a plan as docs/plan.schema.json has it'],
  ['no json', 'must be JSON: '],
])('%j is no plan', async (text, message) => {
  kubectl('exit 0');
  const saved = join(folder, 'plan.json');
  writeFileSync(saved, text);
  const outcome = await run('apply', '--plan', saved);
  expect(outcome.code).toBe(2);
  expect(outcome.stderr).toContain(message);
});

test.each([
  [['apply'], 'name manifests, or a saved plan with --plan'],
  [['apply', '-', '--timeout', 'soon'], 'It must be a number of seconds.'],
  [['apply', '-', '--dry-run', 'client'], 'Allowed choices are server.'],
  [['delete'], "error: missing required argument 'path'"],
])('%j is bad usage', async (args, message) => {
  const outcome = await run(...args);
  expect(outcome.code).toBe(2);
  expect(outcome.stderr).toContain(message);
});

test('without kubectl, it says so', async () => {
  process.env.PATH = '/nowhere';
  const outcome = await run('delete', '-');
  expect(outcome.code).toBe(2);
  expect(outcome.stderr).toContain('there is no kubectl on the path');
});

test('a cluster that does not answer is told', async () => {
  kubectl('exit 0');
  await api.close();
  const outcome = await run('apply', '-');
  expect(outcome.code).toBe(2);
  expect(outcome.stderr).toContain('does not answer');
  api = await serveApi(cluster);
});
