import { expect } from 'vitest';
import { type LintReport, lintManifests } from '../../src/lint/manifests.ts';

/** What linting a text comes to: its findings, or the message that refuses it. */
export function outcome(text: string): LintReport | string {
  const report = lintManifests([{ file: 'fuzz.yaml', text }]);
  const [refused] = report.unreadable;
  return refused ? `${refused.file}:${refused.line}:${refused.column}: ${refused.message}` : report;
}

/** Lints a text and checks that the answer is one: readable findings, or a refusal that names file and line. */
export function check(text: string): void {
  const result = outcome(text);
  if (typeof result === 'string') {
    expect(result).toMatch(/^fuzz\.yaml:\d+:\d+: \S/);
    return;
  }
  for (const { rule, message, fix = '', line, column } of result.findings) {
    expect(line, rule.id).toBeGreaterThan(0);
    expect(column, rule.id).toBeGreaterThan(0);
    for (const words of [message, fix]) {
      // what printing a value by mistake looks like
      expect(words, rule.id).not.toMatch(/\[object |\bundefined\b|\bNaN\b|function \(/);
    }
  }
}
