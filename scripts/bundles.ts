import path from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';

/** Commands, each with a folder in `src/cli`. */
const commands = ['graph', 'init', 'lint', 'migrate', 'relocate', 'rules', 'verify'];

/**
 * Writes the command line and the validation plugin as CommonJS, which Node starts faster than modules: `tracing.cjs`, a file for each
 * command, which `tracing.cjs` loads when it is asked for, and `validation.cjs`. Each holds what it needs, save tinyglobby.
 *
 * @returns what went into them
 */
export async function writeBundles(folder: string): Promise<Metafile> {
  const { metafile } = await build({
    entryPoints: {
      tracing: 'src/cli/main.ts',
      validation: 'src/validation.ts',
      ...Object.fromEntries(commands.map((name) => [`run-${name}`, `src/cli/${name}/run.ts`])),
    },
    bundle: true,
    metafile: true,
    // peers, which an app brings: one of its own would be another one
    external: ['tinyglobby', 'cdk8s', 'constructs'],
    plugins: [commandsApart, noPrograms],
    // what is imported when it is needed is required then
    supported: { 'dynamic-import': false },
    define: { 'import.meta.url': '__filename' },
    platform: 'node',
    // of packages that have both, modules, of which only what is used goes in
    mainFields: ['module', 'main'],
    target: 'node20',
    // names stay, for whoever reads a stack trace
    minifyWhitespace: true,
    minifySyntax: true,
    format: 'cjs',
    logLevel: 'warning',
    outdir: folder,
    outExtension: { '.js': '.cjs' },
  });
  return metafile;
}

const commandsApart: Plugin = {
  name: 'commands apart',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/run\.ts$/ }, ({ kind, resolveDir }) =>
      kind === 'dynamic-import'
        ? { path: `./run-${path.basename(resolveDir)}.cjs`, external: true }
        : undefined,
    );
  },
};

/** Commander can start programs as its commands, for which it loads streams and sockets. All our commands are functions. */
const noPrograms: Plugin = {
  name: 'no programs',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:child_process$/ }, ({ importer, path: module }) =>
      importer.includes('/commander/') ? { path: module, namespace: 'no-programs' } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'no-programs' }, () => ({ contents: 'module.exports = {}' }));
  },
};
