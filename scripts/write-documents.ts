// writes what the documents take from the code
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { applyDocument, pictureDocument, ruleDocuments } from './documents.ts';
import { measuredDocuments } from './measured.ts';

// pages of rules that are gone go too
rmSync('docs/rules', { recursive: true, force: true });
for (const [file, text] of ruleDocuments()) {
  const page = path.join('docs/rules', file);
  mkdirSync(path.dirname(page), { recursive: true });
  writeFileSync(page, text);
}
for (const [file, text] of measuredDocuments()) writeFileSync(file, text);
writeFileSync('docs/apply.md', applyDocument(readFileSync('docs/apply.md', 'utf8')));
writeFileSync(...(await pictureDocument()));
