import { expect, test } from 'vitest';
import { rules } from '../../src/lint/rules.ts';
import { tracing } from './tracing.ts';

test('all rules are listed by id, with their severity and reason', async () => {
  const { code, stdout } = await tracing(['rules']);
  expect(code).toBe(0);
  const lines = stdout.trimEnd().split('\n');
  expect(lines.map((line) => line.split(/ +/)[0])).toEqual(rules.map(({ id }) => id).sort());
  expect(lines[0]).toMatch(/^collector\/ambiguous-id +error +pipelines list connectors /);
});

test('a word picks rules, and JSON has what their pages say', async () => {
  const { stdout } = await tracing(['rules', 'Index-Prefix', '--format', 'json']);
  const found = JSON.parse(stdout);
  expect(found.length).toBeGreaterThan(1);
  for (const rule of found) {
    expect(`${rule.id} ${rule.rationale}`).toMatch(/index-prefix/i);
    expect(Object.keys(rule)).toEqual(expect.arrayContaining(['severity', 'ignoreWhen', 'source']));
  }
});

test('a word that no rule has is told, with exit code 1', async () => {
  expect(await tracing(['rules', 'zzz'])).toEqual({
    code: 1,
    stdout: '',
    stderr: "tracing: no rule has 'zzz' in its id or reason\n",
  });
});

test.each([
  ['collector/undefined-componet', 'did you mean collector/undefined-component?'],
  ['undefined-component', 'did you mean collector/undefined-component?'],
  ['collector/undefined', 'did you mean collector/undefined-component or '],
  ['thanos', 'tracing rules thanos lists '],
  ['zzz', 'tracing rules lists them'],
  ['x/y', 'tracing rules lists them'],
])('of %s, which is no rule, the explanation is what is near', async (id, hint) => {
  const { code, stderr } = await tracing(['lint', '--explain', id]);
  expect(code).toBe(2);
  expect(stderr).toContain(`no rule ${id}; ${hint}`);
});
