import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { lintManifests } from '../../src/lint/manifests.ts';

const folder = fileURLToPath(new URL('controls', import.meta.url));
const controls = readdirSync(folder).map((file) => ({
  file,
  text: readFileSync(`${folder}/${file}`, 'utf8'),
}));

test.each(controls)('$file says why it is right, and no rule finds fault with it', (control) => {
  expect(control.text).toMatch(/^# [A-Za-z].*[^.\s]\n/);
  const { findings, unreadable } = lintManifests([control]);
  expect(unreadable).toEqual([]);
  expect(findings.map(({ rule, line, message }) => `${rule.id} ${line}: ${message}`)).toEqual([]);
});
