import { readdirSync } from 'node:fs';
import path from 'node:path';
import { build, type Plugin } from 'esbuild';

/**
 * Writes the command line and the validation plugin as CommonJS, which Node starts faster than modules: `tracing.cjs`, a file for each
 * command, which `tracing.cjs` loads when it is asked for, and `validation.cjs`. Each holds what it needs, save tinyglobby.
 */
export async function writeBundles(folder: string): Promise<void> {
  const commands = readdirSync('src/cli').filter((file) => file.startsWith('run-'));
  await build({
    entryPoints: {
      tracing: 'src/cli/main.ts',
      validation: 'src/validation.ts',
      ...Object.fromEntries(commands.map((file) => [path.parse(file).name, `src/cli/${file}`])),
    },
    bundle: true,
    external: ['tinyglobby'],
    plugins: [commandsApart],
    // what is imported when it is needed is required then
    supported: { 'dynamic-import': false },
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    logLevel: 'warning',
    outdir: folder,
    outExtension: { '.js': '.cjs' },
  });
}

const commandsApart: Plugin = {
  name: 'commands apart',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/run-.*\.ts$/ }, (imported) =>
      imported.kind === 'dynamic-import'
        ? { path: imported.path.replace(/\.ts$/, '.cjs'), external: true }
        : undefined,
    );
  },
};
