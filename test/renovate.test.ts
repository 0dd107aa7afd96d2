import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { versionsFile, withNumber } from '../scripts/raise/versions-file.ts';
import { versions } from '../src/upstream/operator/versions.ts';

interface Manager {
  readonly managerFilePatterns: readonly string[];
  readonly matchStrings: readonly string[];
}

interface Rule {
  readonly matchDepNames?: readonly string[];
  readonly postUpgradeTasks?: { readonly commands: readonly string[] };
}

const config: { readonly customManagers: readonly Manager[]; readonly packageRules: Rule[] } =
  JSON.parse(readFileSync('examples/renovate.json', 'utf8'));

/** What Renovate finds in the file: name and number, in the order of the managers. */
function found(text: string): [name?: string, number?: string][] {
  return config.customManagers
    .flatMap(({ matchStrings }) => matchStrings)
    .flatMap((pattern) =>
      [...text.matchAll(new RegExp(pattern, 'g'))].map(({ groups }): [string?, string?] => [
        groups?.depName,
        groups?.currentValue,
      ]),
    );
}

test('Renovate finds each number of the file once, and nothing else', () => {
  expect(found(readFileSync(versionsFile, 'utf8')).sort()).toEqual(Object.entries(versions).sort());
});

test('Renovate looks into the file of the numbers, and no other', () => {
  for (const { managerFilePatterns } of config.customManagers) {
    const [pattern = '', ...more] = managerFilePatterns;
    expect(more).toEqual([]);
    const matches = (file: string) => new RegExp(pattern.slice(1, -1)).test(file);
    expect(
      [versionsFile, 'src/model/operator/versions.ts', 'test/versions.test.ts'].map(matches),
    ).toEqual([true, false, false]);
  }
});

test('what Renovate runs are scripts of the package', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
  const commands = config.packageRules.flatMap((rule) => rule.postUpgradeTasks?.commands ?? []);
  const named = commands.flatMap((command) => /^npm run (\S+)/.exec(command)?.[1] ?? []);
  expect(named).toEqual(['raise', 'import:kubernetes']);
  expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
});

test('rules of Renovate name numbers that there are', () => {
  const names = config.packageRules.flatMap(({ matchDepNames = [] }) => matchDepNames);
  expect(names.filter((name) => !Object.hasOwn(versions, name))).toEqual([]);
});

test.each(Object.keys(versions) as (keyof typeof versions)[])(
  'raising %s changes its line alone',
  (name) => {
    const text = readFileSync(versionsFile, 'utf8');
    const raised = withNumber(text, name, '9.8.7');
    const lines = text.split('\n');
    const changed = raised.split('\n').filter((line, index) => line !== lines[index]);
    expect(changed).toEqual([`  ${name}: '9.8.7',`]);
  },
);
