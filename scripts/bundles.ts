import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';

/** Commands, each with a folder in `src/cli`, by the file that they are in: what needs all of the linter shares it. */
const commands: Readonly<Record<string, readonly string[]>> = {
  init: ['init'],
  lint: ['diff', 'graph', 'lint', 'plan', 'rules'],
  relocate: ['relocate'],
  size: ['size'],
  verify: ['apply', 'delete', 'live', 'migrate', 'verify'],
};

/** The command whose modules need cdk8s: they are loaded when it runs, so that those in the same file do without. */
const synthesizing = 'migrate';

const checks: Readonly<Record<string, string>> = {
  lint: 'src/lint/manifests',
  validation: 'src/validation',
};

/** What is loaded when it is met, each in a file that has the name of its module. */
const met: Readonly<Record<string, string>> = {
  elk: 'elkjs/lib/elk.bundled.js',
  'git-history': 'src/cli/git-history.ts',
  html: 'src/graph/page/html.ts',
  picocolors: 'picocolors',
  'supports-hyperlinks': 'supports-hyperlinks',
};

/**
 * Writes the command line and the validation plugin as CommonJS, which Node starts faster than modules: `tracing.cjs`, files of
 * commands, which `tracing.cjs` loads when they are asked for, files of what commands load when they meet it, and `checks.cjs`. Each holds what it needs, save tinyglobby.
 *
 * @returns what went into them
 */
export async function writeBundles(folder: string): Promise<Metafile> {
  const started = { tracing: 'src/cli/main.ts', ...met };
  const run = Object.fromEntries(
    Object.keys(commands).map((name) => [`run-${name}`, `commands:${name}`]),
  );
  // names of functions and classes stay in what apps load, for whoever reads a stack trace
  const metafiles = [
    await bundled(folder, { ...started, ...run }, false),
    await bundled(folder, { checks: 'checks:' }, true),
  ];
  for (const name of Object.keys(checks)) {
    writeFileSync(`${folder}/${name}.cjs`, `module.exports = require('./checks.cjs').${name};\n`);
  }
  return {
    inputs: Object.assign({}, ...metafiles.map(({ inputs }) => inputs)),
    outputs: Object.assign({}, ...metafiles.map(({ outputs }) => outputs)),
  };
}

async function bundled(
  folder: string,
  entryPoints: Readonly<Record<string, string>>,
  keepNames: boolean,
): Promise<Metafile> {
  const { metafile } = await build({
    entryPoints,
    bundle: true,
    metafile: true,
    // peers, which an app brings: one of its own would be another one
    external: ['tinyglobby', 'cdk8s', 'constructs'],
    plugins: [commandsApart, commandsTogether, checksTogether, metApart, noPrograms],
    // what is imported when it is needed is required then
    supported: { 'dynamic-import': false },
    define: { 'import.meta.url': '__filename' },
    platform: 'node',
    // of packages that have both, modules, of which only what is used goes in
    mainFields: ['module', 'main'],
    target: 'node20',
    minify: true,
    keepNames,
    format: 'cjs',
    logLevel: 'warning',
    outdir: folder,
    outExtension: { '.js': '.cjs' },
  });
  return metafile;
}

/** What apps and cdk8s require for checks shares one linter: `lint.cjs` and `validation.cjs` are its parts. */
const checksTogether: Plugin = {
  name: 'checks together',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^checks:/ }, () => ({ path: 'checks', namespace: 'checks' }));
    onLoad({ filter: /.*/, namespace: 'checks' }, () => ({
      contents: Object.entries(checks)
        .map(([name, source]) => `export * as ${name} from './${source}.ts';`)
        .join('\n'),
      resolveDir: path.resolve('.'),
    }));
  },
};

const commandsApart: Plugin = {
  name: 'commands apart',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/run\.ts$/ }, ({ kind, resolveDir }) =>
      kind === 'dynamic-import'
        ? { path: `./run-${fileOf(path.basename(resolveDir))}.cjs`, external: true }
        : undefined,
    );
  },
};

function fileOf(command: string): string {
  const [file] = Object.entries(commands).find(([, names]) => names.includes(command)) ?? [];
  if (file === undefined) throw new Error(`command ${command} must be in a file, got none`);
  return file;
}

/** What a file of commands exports: what those of its commands do. */
const commandsTogether: Plugin = {
  name: 'commands together',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^commands:/ }, ({ path: entry }) => ({
      path: entry.slice('commands:'.length),
      namespace: 'commands',
    }));
    onLoad({ filter: /.*/, namespace: 'commands' }, ({ path: file }) => ({
      contents: (commands[file] ?? [])
        .map((name) =>
          name === synthesizing
            ? `export const runMigrate = async (run) => (await import('./${name}/run.ts')).runMigrate(run);`
            : `export * from './${name}/run.ts';`,
        )
        .join('\n'),
      resolveDir: path.resolve('src/cli'),
    }));
  },
};

/**
 * Inside of a file of commands esbuild would have to put off what is met, and with it all that the file shares with it, such as the reader
 * of YAML: it wraps each module into a function of its own, which V8 reads twice and which every command calls.
 */
const metApart: Plugin = {
  name: 'what is met apart',
  setup({ onResolve }) {
    onResolve({ filter: new RegExp(Object.keys(met).join('|')) }, ({ kind, path: module }) => {
      const [name = ''] = path.basename(module).split('.');
      return kind === 'dynamic-import' && Object.hasOwn(met, name)
        ? { path: `./${name}.cjs`, external: true }
        : undefined;
    });
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
