// leaves of the modules in lib/ and of their types what the entries of the package lead to, and comments in the types alone
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { transformSync } from 'esbuild';

const entries = ['lib/src/index', 'lib/src/lint/manifests', 'lib/src/validation'];
const generated = readdirSync('lib/imports')
  .filter((file) => file.endsWith('.js'))
  .map((file) => `lib/imports/${path.basename(file, '.js')}`);

for (const extension of ['.js', '.d.ts']) {
  const kept = reached(
    [...entries, ...generated].map((entry) => entry + extension),
    extension,
  );
  for (const file of readdirSync('lib', { recursive: true, encoding: 'utf8' })) {
    const module = path.posix.join('lib', file.split(path.sep).join('/'));
    if (!module.endsWith(extension)) continue;
    if (!kept.has(module)) rmSync(module);
    else if (extension === '.js') writeFileSync(module, withoutComments(module));
  }
}

/** A module as it runs: what is said of its symbols is in its types. */
function withoutComments(module: string): string {
  return transformSync(readFileSync(module, 'utf8'), {
    format: 'esm',
    target: 'node20',
    charset: 'utf8',
    legalComments: 'none',
    sourcefile: module,
  }).code;
}

/** Files that some lead to by what they import. */
function reached(from: readonly string[], extension: string): Set<string> {
  const found = new Set(from);
  // a set goes on with what is added to it; declarations keep the names of the sources
  for (const file of found) {
    const text = readFileSync(file, 'utf8');
    for (const [, specifier = ''] of text.matchAll(
      /\b(?:from|import)\s*\(?\s*['"](\.[^'"]+)\.[jt]s['"]/g,
    )) {
      found.add(path.posix.join(path.posix.dirname(file), specifier) + extension);
    }
  }
  return found;
}
