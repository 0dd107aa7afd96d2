import { type ChildProcess, spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { sentenceOf } from '../scripts/synth/sentence.ts';
import { recover, swap } from '../scripts/synth/swap.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'cdk8s-tracing-'));
const output = join(folder, 'dist');
afterAll(() => rmSync(folder, { recursive: true }));

beforeEach(() => {
  rmSync(output, { recursive: true, force: true });
  mkdirSync(output);
  writeFileSync(join(output, 'earlier.k8s.yaml'), 'earlier');
});

let apps = 0;

/** Starts `npm run synth` of an app with the given code; it has a namespace. */
function start(code: string, ...options: readonly string[]): ChildProcess {
  apps += 1;
  const script = join(folder, `main${apps}.ts`);
  writeFileSync(
    script,
    `import { App, Chart } from ${JSON.stringify(fileURLToPath(import.meta.resolve('cdk8s')))};
import * as tracing from ${JSON.stringify(join(root, 'src/index.ts'))};
const app = new App();
new tracing.TracingNamespace(new Chart(app, 'first'), 'Namespace', { name: 'tracing' });
${code}
app.synth();
`,
  );
  return spawn(
    process.execPath,
    [
      '--import',
      'tsx',
      'scripts/synth.ts',
      '--app',
      `node_modules/.bin/tsx ${script}`,
      '-o',
      output,
      ...options,
    ],
    { cwd: root },
  );
}

async function ended(
  child: ChildProcess,
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  let [stdout, stderr] = ['', ''];
  child.stdout?.on('data', (text) => {
    stdout += text;
  });
  child.stderr?.on('data', (text) => {
    stderr += text;
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, stdout, stderr };
}

const untouched = () => {
  expect(readdirSync(folder).filter((file) => !file.endsWith('.ts'))).toEqual(['dist']);
  expect(readdirSync(output)).toEqual(['earlier.k8s.yaml']);
};

test('an app that fails says why in one sentence, and leaves the output as it was', async () => {
  const { code, stderr } = await ended(
    start(`new tracing.TracingNamespace(new Chart(app, 'second'), 'Namespace', { name: 'B' });`),
  );
  expect(stderr).toMatch(
    /^[^\n]*name must be a DNS-1123 label [^\n]*got 'B'; did you mean 'b'\?\n$/,
  );
  expect(code).toBe(1);
  untouched();
}, 120_000);

test('an app that writes nothing is told so, and leaves the output as it was', async () => {
  const { code, stderr } = await ended(start('process.exit(0);'));
  expect(stderr).toMatch(/ wrote no manifest; does it end with app\.synth\(\)\? /);
  expect(code).toBe(1);
  untouched();
}, 120_000);

test('a run that is interrupted leaves the output as it was', async () => {
  const started = join(folder, 'started');
  const child = start(
    `import { writeFileSync } from 'node:fs';
writeFileSync(${JSON.stringify(started)}, '');
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100_000);`,
  );
  const end = ended(child);
  while (!existsSync(started)) await setTimeout(50);
  rmSync(started);
  child.kill('SIGTERM');
  expect((await end).code).toBe(143);
  untouched();
}, 120_000);

test('two runs at once do not disturb each other, and one of them is the last', async () => {
  const ends = await Promise.all(
    ['second', 'third'].map((id) =>
      ended(
        start(`new tracing.TracingNamespace(new Chart(app, '${id}'), 'Namespace', { name: 'b' });`),
      ),
    ),
  );
  const stdout = expect.stringMatching(
    /^Synthesizing application\n {2}- .*first\.k8s\.yaml\n {2}- .*(?:second|third)\.k8s\.yaml\n$/,
  );
  expect(ends).toEqual([
    { code: 0, stdout, stderr: '' },
    { code: 0, stdout, stderr: '' },
  ]);
  expect([
    ['first.k8s.yaml', 'second.k8s.yaml'],
    ['first.k8s.yaml', 'third.k8s.yaml'],
  ]).toContainEqual(readdirSync(output));
  expect(readFileSync(join(output, 'first.k8s.yaml'), 'utf8')).toContain('kind: Namespace');
  expect(readdirSync(folder).filter((file) => !file.endsWith('.ts'))).toEqual(['dist']);
}, 120_000);

test('options of cdk8s synth are its own: -p prints the manifests, and the output stays', async () => {
  const { code, stdout } = await ended(start('', '-p'));
  expect(stdout).toContain('kind: Namespace');
  expect(code).toBe(0);
  untouched();
}, 120_000);

test('an output that was moved away by a run that was killed is put back by the next', () => {
  renameSync(output, `${output}-abc123-before`);
  mkdirSync(`${output}-article-abc123-before`);
  recover(output);
  rmdirSync(`${output}-article-abc123-before`);
  untouched();
  recover(output);
  untouched();
});

test('a fresh output takes the place of one, and of none', () => {
  for (const name of ['first', 'second']) {
    const fresh = `${output}-abc123`;
    mkdirSync(fresh);
    writeFileSync(join(fresh, name), '');
    swap(fresh, output);
    expect(readdirSync(output)).toEqual([name]);
    expect(readdirSync(folder).filter((file) => !file.endsWith('.ts'))).toEqual(['dist']);
    if (name === 'first') rmSync(output, { recursive: true });
  }
});

test('whoever may read a folder beside it may read the output', () => {
  const usual = join(folder, 'usual');
  mkdirSync(usual);
  const fresh = mkdtempSync(`${output}-`);
  swap(fresh, output);
  expect(statSync(output).mode).toBe(statSync(usual).mode);
  rmdirSync(usual);
});

test('an error that is no refusal keeps its stack trace, without that of cdk8s-cli', () => {
  const stderr = `warning: first
/app/main.ts:3
  x.y();
    ^

TypeError: x.y is not a function
    at <anonymous> (/app/main.ts:3:5)

Node.js v20.20.2
Error: command "tsx main.ts" returned a non-zero exit code 1
    at ChildProcess.<anonymous> (/app/util.js:77:27)
`;
  expect(sentenceOf(stderr)).toBe(stderr.slice(0, stderr.indexOf('Error: command')));
});
