// takes comments and white space out of the modules in lib/: what is said of their symbols is in the types beside them
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { transformSync } from 'esbuild';

for (const file of readdirSync('lib', { recursive: true, encoding: 'utf8' })) {
  if (!file.endsWith('.js')) continue;
  const module = path.join('lib', file);
  const { code } = transformSync(readFileSync(module, 'utf8'), {
    format: 'esm',
    target: 'node20',
    charset: 'utf8',
    legalComments: 'none',
    minifyWhitespace: true,
    sourcefile: module,
  });
  writeFileSync(module, code);
}
