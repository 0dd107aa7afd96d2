import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { applyDocument, pictureDocument, ruleDocuments } from '../scripts/documents.ts';
import { measuredDocuments } from '../scripts/measured.ts';

test('docs/rules/ has a page for each rule as it is; `npm run docs` writes them', {
  timeout: 600_000,
}, () => {
  const written = readdirSync('docs/rules', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file): [string, string] => [file, readFileSync(join('docs/rules', file), 'utf8')]);
  expect(new Map(written)).toEqual(ruleDocuments());
});

test.each([...measuredDocuments()])(
  '%s has what was measured as its file has it; `npm run docs` writes it',
  (file, text) => {
    expect(readFileSync(file, 'utf8')).toBe(text);
  },
);

test('docs/apply.md has the commands of the default stack as it is; `npm run docs` writes them', () => {
  const page = readFileSync('docs/apply.md', 'utf8');
  expect(page).toBe(applyDocument(page));
});

test("the README's picture shows the default stack as it is; `npm run docs` draws it", async () => {
  const [file, text] = await pictureDocument();
  expect(readFileSync('README.md', 'utf8')).toContain(`](${file})`);
  expect(readFileSync(file, 'utf8')).toBe(text);
});
