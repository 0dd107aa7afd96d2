import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const copy = mkdtempSync(join(tmpdir(), 'cdk8s-tracing-edits-'));
const notCopied = ['.git', 'node_modules', 'dist', 'build', 'lib'];
const settings = join(copy, 'src/main.ts');
/** The tests that read the settings and their goldens; the whole suite takes too long to run for each edit. `-u` goes behind, or it takes the file for its value. */
const readers = ['test/golden.test.ts', '-t', '(main stack|every golden)'];
let shipped = '';
let before: ReadonlyMap<string, string>;

beforeAll(() => {
  const skipped = notCopied.map((name) => join(root, name));
  cpSync(root, copy, { recursive: true, filter: (file) => !skipped.includes(file) });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  // from the fixture, because the settings of this repository may be edited already
  shipped = readFileSync(join(copy, 'test/stacks/default.ts'), 'utf8').replace(
    '../../src/index.ts',
    './index.ts',
  );
  writeFileSync(settings, shipped);
  run('npx', 'vitest', 'run', ...readers, '-u');
  before = contents();
});

afterAll(() => rmSync(copy, { recursive: true }));

function run(command: string, ...args: string[]): void {
  // the test runner's own variables would be taken for those of the one in the copy
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(VITEST|TEST$|NODE_ENV$)/.test(name)),
  );
  try {
    execFileSync(command, args, { cwd: copy, env, stdio: 'pipe', encoding: 'utf8' });
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    throw new Error(`${command} ${args.join(' ')} fails\n${stdout}${stderr}`, { cause: error });
  }
}

/** All files of the copy, save what is built. */
function contents(folder = copy): Map<string, string> {
  return new Map(
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const file = join(folder, entry.name);
      if (notCopied.includes(entry.name) && folder === copy) return [];
      if (entry.isDirectory()) return [...contents(file)];
      return [[relative(copy, file), readFileSync(file, 'latin1')] as const];
    }),
  );
}

function changed(): string[] {
  const after = contents();
  return [...new Set([...before.keys(), ...after.keys()])].filter(
    (file) => before.get(file) !== after.get(file),
  );
}

type Edit = readonly [from: RegExp, to: string];

const url: Edit = [/http:\/\/elastic\.centre\.com:9201/, 'http://es.example.org:9200'];
const namespace: Edit = [/namespace: 'tracing'/, "namespace: 'observability'"];
const leftOut: Readonly<Record<string, Edit>> = {
  thanos: [/^ {2}thanos: \[[\s\S]*?^ {2}\],\n/m, ''],
  tekton: [/^ {2}tekton: .*\n/m, ''],
  grafana: [/^ {2}grafana: .*\n/m, ''],
  instrumentation: [/^ {2}instrumentation: .*\n/m, ''],
};

function edited(...edits: readonly Edit[]): string {
  return edits.reduce((text, [from, to]) => {
    expect(text).toMatch(from);
    return text.replace(from, to);
  }, shipped);
}

function expectOnlyGoldens(): void {
  const files = changed();
  const goldens = files.filter((file) => file.startsWith('test/golden/main/'));
  expect(files).toEqual(['src/main.ts', ...goldens]);
  expect(goldens).not.toEqual([]);
}

const edits: [what: string, edit: Edit][] = [
  ['another URL', url],
  ['another namespace', namespace],
  ...Object.entries(leftOut).map(([name, edit]): [string, Edit] => [`no ${name}`, edit]),
];

test.each(edits)(
  '%s is synthesized, and changes nothing but the goldens of the settings',
  (_, edit) => {
    writeFileSync(settings, edited(edit));
    run('npm', 'run', '-s', 'synth');
    run('npx', 'vitest', 'run', ...readers, '-u');
    run('npx', 'vitest', 'run', ...readers);
    // so that no test but these can tell the difference
    expectOnlyGoldens();
  },
);

test('all of these edits at once leave the whole suite green', () => {
  writeFileSync(settings, edited(url, namespace, ...Object.values(leftOut)));
  run('npm', 'run', '-s', 'synth');
  run('npx', 'vitest', 'run', ...readers, '-u');
  // green without `-u`, so there is nothing else that it would have changed
  run('npm', 'test');
  expectOnlyGoldens();
});
