import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { reportOn } from '../../src/cli/apply/report.ts';
import { plain } from '../../src/cli/colours.ts';
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

/** A saved plan of one object, a part of which is not as it was saved. */
function savedStep(part: object): string {
  const manifest = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' } };
  const object = { apiVersion: 'v1', kind: 'ConfigMap', namespace: '', name: 'settings' };
  const objects = [{ ...object, manifest, ...part }];
  const step = { id: 'foundations', title: 'files', why: 'pods need them', objects, waits: [] };
  return JSON.stringify({ version: 1, requirements: [], steps: [step] });
}

let cluster: MemoryCluster;
let api: ApiServer;

/** A kubectl that writes down how it is called, and what with, and that finds no set of before. */
function kubectl(script: string): void {
  const file = join(folder, 'kubectl');
  writeFileSync(
    file,
    `#!/bin/sh\necho "$@" >> ${log}\ncase "$*" in *version*) ;; *) cat >> ${log} ;; esac\ncase "$*" in *"get ConfigMap -A"*) echo '{"items":[]}' ; exit 0 ;; esac\n${script}\n`,
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
    'case "$*" in *version*) exit 0 ;; esac; echo "error: Apply failed with 1 conflict: conflict with helm" >&2; exit 1',
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
  expect((await run('apply', '-', '--plan', saved)).stderr).toContain(
    '--plan must be given without manifests',
  );
});

test.each([
  ['{"version": 2}', 'must be a plan of version 1'],
  ['{"version": 1, "steps": [{}]}', 'must be a plan as docs/plan.schema.json has it'],
  [savedStep({ name: 'kube-root-ca.crt' }), 'must be a plan as docs/plan.schema.json has it'],
  [savedStep({ shared: {} }), 'must be a plan as docs/plan.schema.json has it'],
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
  [['apply', '-', '--timeout', 'soon'], 'It must be a whole number of seconds above 0.'],
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
  expect(outcome.stderr).toContain('kubectl must be on the PATH');
});

test('a cluster that does not answer is told', async () => {
  kubectl('exit 0');
  await api.close();
  const outcome = await run('apply', '-');
  expect(outcome.code).toBe(2);
  expect(outcome.stderr).toContain('does not answer');
  api = await serveApi(cluster);
});

test('kubectl keeps to the context that was current at the start', async () => {
  kubectl('exit 0');
  expect(await run('apply', '-')).toMatchObject({ code: 0 });
  const calls = readFileSync(log, 'utf8').split('\n');
  const ofKubectl = calls.filter((line) => line.startsWith('--kubeconfig'));
  expect(ofKubectl.length).toBeGreaterThan(1);
  for (const call of ofKubectl) expect(call).toContain(`${api.kubeconfig} --context `);
});

test.each([
  ['echo "no such library" >&2; exit 127', 'cannot run kubectl: no such library'],
  ['kill -9 $$', 'cannot run kubectl: kubectl was killed by SIGKILL'],
])('a kubectl that does not run is told: %s', async (script, message) => {
  kubectl(script);
  const outcome = await run('delete', '-');
  expect(outcome).toMatchObject({ code: 2, stdout: '' });
  expect(outcome.stderr).toContain(message);
});

test('differences that kubectl was kept from showing are not none', async () => {
  kubectl('case "$*" in *version*) exit 0 ;; esac; kill -9 $$');
  const outcome = await run('apply', '-', '--diff');
  expect(outcome.code).toBe(1);
  expect(outcome.stdout).toContain('kubectl was killed by SIGKILL');
});

test.each([
  ['', 'there is no Kubernetes object in <stdin>'],
  [
    'apiVersion: batch/v1\nkind: Job\nmetadata: { generateName: once- }\n',
    'a Job of <stdin> must have a name, got none',
  ],
])('%j is not applied, pruned or deleted', async (manifests, message) => {
  kubectl('exit 0');
  for (const args of [
    ['apply', '-', '--prune'],
    ['delete', '-'],
  ]) {
    const outcome = await tracing([...args, '--kubeconfig', api.kubeconfig], manifests);
    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toContain(message);
  }
  expect(readFileSync(log, 'utf8')).toBe('');
});

test('a report has its own colours, and none of those in names', () => {
  const printed: string[] = [];
  const bold = (text: string) => `\u001b[1m${text}\u001b[22m`;
  const report = reportOn((text) => printed.push(text), { ...plain, bold });
  report.onStep?.({ id: 'tier-1', title: 'Jaeger \u001b[31mj' }, 1, 2);
  expect(printed).toEqual(['\u001b[1m1/2 Jaeger  [31mj\u001b[22m\n']);
});
