// leaves of the modules in lib/ and of their types what the entries of the package lead to
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

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
    if (module.endsWith(extension) && !kept.has(module)) rmSync(module);
  }
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
