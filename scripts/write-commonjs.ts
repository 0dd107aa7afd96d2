// writes what `require` loads where it takes no ES modules: in jest, and in Node before 20.19
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { generated } from './package-entries.ts';

/** Tables of the linter, which stands in `checks.cjs` with what it needs: no app requires them. */
const tables = ['kubernetes-schemas', 'ottl', 'schemas'];

/** Sources by what they become in `lib/`, without extensions. */
const entries: Readonly<Record<string, string>> = {
  index: 'src/index',
  ...Object.fromEntries(
    generated
      .filter((name) => !tables.includes(name))
      .map((name) => [`imports/${name}`, `imports/${name}`]),
  ),
};

await build({
  entryPoints: Object.entries(entries).map(([out, source]) => ({ in: `${source}.ts`, out })),
  bundle: true,
  packages: 'external',
  platform: 'node',
  target: 'node20',
  // names of classes and functions stay, for whoever reads a stack trace
  keepNames: true,
  minify: true,
  format: 'cjs',
  define: { 'import.meta.url': '__filename' },
  logLevel: 'warning',
  outdir: 'lib',
  outExtension: { '.js': '.cjs' },
});

// types are those of the modules, which nothing but a compiler for CommonJS alone minds
for (const [out, source] of Object.entries({
  ...entries,
  lint: 'src/lint/manifests',
  validation: 'src/validation',
})) {
  const module = path.posix.relative(path.posix.dirname(out), `${source}.js`);
  const specifier = module.startsWith('.') ? module : `./${module}`;
  writeFileSync(`lib/${out}.d.cts`, `// @ts-ignore\nexport * from '${specifier}';\n`);
}
