// writes what `import` loads: a module for each entry, and chunks of what they share. A file for each source would take twice the
// disk, since files are kept in whole blocks, and longer to load
import { build } from 'esbuild';
import { entries } from './package-entries.ts';

await build({
  entryPoints: entries.map((entry) => ({ in: `${entry}.ts`, out: entry })),
  bundle: true,
  splitting: true,
  packages: 'external',
  platform: 'node',
  target: 'node20',
  // names stay for whoever reads a stack trace; what is said of symbols is in the types beside them
  keepNames: true,
  minifyWhitespace: true,
  legalComments: 'none',
  charset: 'utf8',
  format: 'esm',
  logLevel: 'warning',
  outdir: 'lib',
  chunkNames: 'chunks/[name]-[hash]',
});
