// writes what the documents take from the code
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { readmeDocument, rulesDocument } from './documents.ts';

mkdirSync('docs', { recursive: true });
writeFileSync('docs/rules.md', rulesDocument());
writeFileSync('README.md', readmeDocument(readFileSync('README.md', 'utf8')));
