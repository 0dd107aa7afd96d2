import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TracingValidation } from '../../src/validation.ts';
import { runScript } from '../stacks.ts';
import { tracing } from './tracing.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'cdk8s-tracing-environments-'));
const dist = path.join(folder, 'dist');
const broken = path.join(folder, 'broken');
const files: string[] = [];

beforeAll(async () => {
  const written = await runScript('../examples/environments.ts');
  for (const [file, text] of written) {
    files.push(write(dist, file, text));
    write(broken, file, text);
  }
  // what dev and prod get wrong, staging does not
  for (const name of ['dev', 'prod']) {
    const file = path.join(broken, name, '3-instances.k8s.yaml');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace('type: elasticsearch', 'type: memory'));
  }
});

afterAll(() => rmSync(folder, { recursive: true }));

function write(root: string, file: string, text: string): string {
  const whole = path.join(root, file);
  mkdirSync(path.dirname(whole), { recursive: true });
  writeFileSync(whole, text);
  return whole;
}

test('lint takes each environment for a cluster, and says so', async () => {
  const { code, stdout } = await tracing(['lint', dist]);
  expect(stdout).toMatch(/^no findings in 3 clusters, 15 files, \d+ objects\n/);
  for (const name of ['dev', 'prod', 'staging']) {
    expect(stdout).toContain(`needs in the cluster of ${path.join(dist, name)}: cert-manager`);
  }
  expect(code).toBe(0);
});

test.each(['text', 'json', 'sarif', 'github'])(
  'lint prints the findings of all clusters as %s, and fails over all',
  async (format) => {
    const { code, stdout } = await tracing(['lint', '--format', format, broken]);
    for (const [name, wrong] of [
      ['dev', true],
      ['prod', true],
      ['staging', false],
    ] as const) {
      const file = path.join(broken, name, '3-instances.k8s.yaml');
      expect([name, stdout.includes(`${file}`)]).toEqual([name, wrong]);
    }
    expect(code).toBe(1);
  },
);

test('--max-warnings counts the warnings of all clusters', async () => {
  const ignored = ["ignore: 'no/rule'", "ignore: 'no/other'"];
  ignored.forEach((annotation, index) => {
    const object = `{ name: a, namespace: t, annotations: { cdk8s-tracing/${annotation} } }`;
    write(
      path.join(folder, 'warned'),
      `${index}/a.yaml`,
      `apiVersion: v1\nkind: ConfigMap\nmetadata: ${object}\n`,
    );
  });
  const warned = path.join(folder, 'warned');
  expect(await tracing(['lint', '--max-warnings', '2', warned])).toMatchObject({ code: 0 });
  expect(await tracing(['lint', '--max-warnings', '1', warned])).toMatchObject({ code: 1 });
});

test.each([
  ['mermaid', /subgraph ns\d+\["(.*): tracing"\]/g],
  ['dot', /label="(.*): tracing";/g],
] as const)('graph draws each environment by itself as %s', async (format, titles) => {
  const { code, stdout } = await tracing(['graph', '--format', format, dist]);
  expect([...stdout.matchAll(titles)].map(([, title]) => title)).toEqual(
    ['dev', 'prod', 'staging'].map((name) => path.join(dist, name)),
  );
  expect(code).toBe(0);
});

test('graph tells programs which cluster a node is in, and draws an address outside of all once', async () => {
  const { stdout } = await tracing(['graph', '--format', 'json', dist]);
  const { nodes, edges } = JSON.parse(stdout);
  const ids = nodes.map(({ id }: { id: string }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { from, to } of edges) expect(ids).toEqual(expect.arrayContaining([from, to]));
  const clusters = nodes
    .filter(({ name }: { name: string }) => name === 'jaeger')
    .map(({ cluster }: { cluster: string }) => path.basename(cluster));
  expect(clusters).toEqual(['dev', 'prod', 'staging']);
  const storage = nodes.filter(({ kind }: { kind: string }) => kind === 'storage');
  expect(storage.map(({ id, cluster }: { id: string; cluster?: string }) => [id, cluster])).toEqual(
    [
      ['es.dev.example.com:9200', undefined],
      ['es.prod.example.com:9200', undefined],
      ['es.staging.example.com:9200', undefined],
    ],
  );
});

test('the validation of cdk8s synth takes each environment for a cluster', async () => {
  const found: string[] = [];
  const validate = async (manifests: readonly string[]) => {
    const submitted: string[] = [];
    await new TracingValidation().validate({
      manifests,
      report: {
        addViolation: ({ violatingResources }) =>
          found.push(...violatingResources.map(({ manifestPath }) => manifestPath)),
        submit: (status) => submitted.push(status),
      },
    });
    return submitted;
  };
  expect([await validate(files), found]).toEqual([['success'], []]);
  const wrong = files.map((file) => file.replace(dist, broken));
  expect(await validate(wrong)).toEqual(['failure']);
  expect([...new Set(found.map((file) => path.relative(broken, path.dirname(file))))]).toEqual([
    'dev',
    'prod',
  ]);
});
