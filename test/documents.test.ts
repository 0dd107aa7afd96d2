import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readmeDocument, rulesDocument } from '../scripts/documents.ts';

test('docs/rules.md lists the rules as they are; `npm run docs` writes it', () => {
  expect(readFileSync('docs/rules.md', 'utf8')).toBe(rulesDocument());
});

test("the README's picture shows the default stack as it is; `npm run docs` draws it", () => {
  const readme = readFileSync('README.md', 'utf8');
  expect(readme).toBe(readmeDocument(readme));
});
