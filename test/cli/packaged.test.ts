import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { exampleOf } from '../../scripts/rule-examples.ts';
import { jsonReport } from '../../src/cli/lint/json.ts';
import { lintClusters } from '../../src/lint/clusters.ts';
import { rules } from '../../src/lint/rules.ts';
import { at, list, record, text } from '../../src/upstream/values/unknown.ts';
import { parseYaml } from '../../src/yaml.ts';
import { tracingFile } from './tracing.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'packaged-'));
afterAll(() => rmSync(folder, { recursive: true }));

function read(file: string): unknown {
  return parseYaml(readFileSync(file, 'utf8'), file)[0]?.value;
}

test('what is printed as JSON is of the schema, which allows nothing else', () => {
  const validate = new Ajv2020({ strict: true }).compile(read('docs/lint.schema.json') as object);
  const texts = [
    { file: 'broken.yaml', text: 'a: [' },
    ...rules.map((rule) => ({ file: `${rule.id}.yaml`, text: exampleOf(rule).wrong })),
  ];
  const printed: unknown[] = texts.flatMap((one) =>
    JSON.parse(jsonReport(lintClusters([one]), [one])),
  );
  expect(printed.length).toBeGreaterThan(20);
  expect(printed.filter((one) => 'edit' in record(one)).length).toBeGreaterThan(0);
  validate(printed);
  expect(validate.errors).toBeNull();
  for (const wrong of [
    [{}],
    [{ ...record(printed[0]), ruleId: 5 }],
    [{ ...record(printed[1]), more: 1 }],
  ]) {
    expect(validate(wrong)).toBe(false);
  }
});

/** Runs the step of the action that lints, as a runner would. */
async function action(inputs: Readonly<Record<string, string>>) {
  const steps = list(at(read('action.yml'), 'runs', 'steps'));
  const step = steps.find((one) => at(one, 'name') === 'lint');
  const home = mkdtempSync(path.join(folder, 'action-'));
  symlinkSync(path.dirname(await tracingFile()), path.join(home, 'lib'));
  const env = Object.fromEntries(
    Object.entries(record(at(step, 'env'))).map(([name, value]) => {
      const [, input = ''] = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(text(value) ?? '') ?? [];
      const usual = text(at(read('action.yml'), 'inputs', input, 'default'));
      return [name, input === '' ? home : (inputs[input] ?? usual ?? '')];
    }),
  );
  // what GitHub runs for `shell: bash`
  return spawnSync(
    'bash',
    ['--noprofile', '--norc', '-eo', 'pipefail', '-c', text(at(step, 'run')) ?? ''],
    {
      cwd: folder,
      env: { ...process.env, ...env },
      encoding: 'utf8',
    },
  );
}

test('the action annotates what it finds, and writes SARIF, whatever the paths are called', async () => {
  const wrong = readFileSync('src/lint/collector/unknown-signal/wrong.yaml', 'utf8');
  writeFileSync(path.join(folder, 'my $(stack).yaml'), wrong);
  const { status, stdout } = await action({
    paths: 'my $(stack).yaml\n',
    'sarif-file': 'lint.sarif',
  });
  expect(status).toBe(1);
  expect(stdout).toMatch(
    /^::error file=my \$\(stack\)\.yaml,line=\d+,col=\d+,title=collector\/unknown-signal::/m,
  );
  const sarif = read(path.join(folder, 'lint.sarif'));
  expect(list(at(sarif, 'runs', 0, 'results')).length).toBeGreaterThan(0);
});

test('the action leaves out what it is told to, and fails above as many warnings as it is told', async () => {
  const example = 'src/lint/collector/blocked-udp/wrong.yaml';
  writeFileSync(path.join(folder, 'udp.yaml'), readFileSync(example, 'utf8'));
  const warned = await action({ paths: 'udp.yaml', 'max-warnings': '0' });
  expect([warned.status, warned.stdout]).toEqual([1, expect.stringContaining('::warning ')]);
  const ids = [...warned.stdout.matchAll(/title=([\w/-]+)/g)].map(([, id]) => id);
  const ignored = await action({
    paths: 'udp.yaml',
    'max-warnings': '0',
    ignore: ids.join('\n'),
  });
  expect([ignored.status, ignored.stdout]).toEqual([0, '']);
});

test('hooks of pre-commit run a program that the package has', () => {
  const hooks = list(read('.pre-commit-hooks.yaml'));
  expect(hooks.map((hook) => at(hook, 'id'))).toEqual(['tracing-lint', 'tracing-lint-fix']);
  for (const hook of hooks) {
    const [program = ''] = text(at(hook, 'entry'))?.split(' ') ?? [];
    expect(Object.keys(packageJson.bin)).toContain(program);
    expect(at(hook, 'pass_filenames')).toBe(false);
  }
});

test('what starts every command is small: the rest is loaded when it is asked for', async () => {
  expect(statSync(await tracingFile()).size).toBeLessThan(150_000);
});
