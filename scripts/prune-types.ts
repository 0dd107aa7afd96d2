// leaves of the types in lib/ what the entries of the package lead to
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { entries } from './package-entries.ts';

const kept = reached(entries.map((entry) => `lib/${entry}.d.ts`));
for (const file of readdirSync('lib', { recursive: true, encoding: 'utf8' })) {
  const types = path.posix.join('lib', file.split(path.sep).join('/'));
  if (types.endsWith('.d.ts') && !kept.has(types)) rmSync(types);
}

/** Files that some lead to by what they import. */
function reached(from: readonly string[]): Set<string> {
  const found = new Set(from);
  // a set goes on with what is added to it; declarations keep the names of the sources
  for (const file of found) {
    const text = readFileSync(file, 'utf8');
    for (const [, specifier = ''] of text.matchAll(
      /\b(?:from|import)\s*\(?\s*['"](\.[^'"]+)\.[jt]s['"]/g,
    )) {
      found.add(`${path.posix.join(path.posix.dirname(file), specifier)}.d.ts`);
    }
  }
  return found;
}
