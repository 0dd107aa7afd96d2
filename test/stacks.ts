import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Examples with an app for each of several clusters, and the folders that these write. */
const environments: Readonly<Record<string, readonly string[]>> = {
  environments: ['dev', 'prod', 'staging'],
};

/** An app of the repository, for one cluster. */
interface StackScript {
  /** Path of the script that users run, from this folder. */
  readonly script: string;
  /** Folder that it writes to; empty for the output folder itself. */
  readonly folder: string;
}

/** Scripts of a folder, in the order of their names. */
function scripts(path: string): string[] {
  return readdirSync(folder(path))
    .filter((file) => file.endsWith('.ts'))
    .sort();
}

/**
 * Every cluster that the repository has an app for, by name: the default settings, what no example shows, and each of the
 * examples. `src/main.ts` is not among them, because users edit it.
 */
export const stacks: Readonly<Record<string, StackScript>> = {
  ...Object.fromEntries(
    scripts('./stacks').map((file) => [
      file.replace(/\.ts$/, ''),
      { script: `./stacks/${file}`, folder: '' },
    ]),
  ),
  ...Object.fromEntries(
    scripts('../examples').flatMap((file) => {
      const name = file.replace(/\.ts$/, '');
      const script = `../examples/${file}`;
      const folders = environments[name];
      if (folders === undefined) return [[name, { script, folder: '' }]];
      return folders.map((folder) => [`${name}/${folder}`, { script, folder }]);
    }),
  ),
};

let runs = 0;

/**
 * Runs the script of a stack, see `runScript`, and returns what it wrote for its cluster: text by file name.
 *
 * @throws if the script writes a folder that no stack stands for
 */
export async function synth(stack: string): Promise<ReadonlyMap<string, string>> {
  const { script, folder } = stacks[stack] ?? { script: stack, folder: '' };
  const known = Object.values(stacks).filter((one) => one.script === script);
  const files = [...(await runScript(script))].map(([path, text]) => {
    const place = dirname(path).replace(/^\.$/, '');
    if (!known.some((one) => one.folder === place)) {
      throw new Error(`folder of ${path} must be among the environments in test/stacks.ts`);
    }
    return { place, file: path.slice(place === '' ? 0 : place.length + 1), text };
  });
  return new Map(
    files.filter(({ place }) => place === folder).map(({ file, text }) => [file, text]),
  );
}

/**
 * Runs a script as `cdk8s synth` does, in a folder of its own, and returns what it wrote: text by path.
 *
 * @param script its path, from this folder
 */
export async function runScript(script: string): Promise<ReadonlyMap<string, string>> {
  const outdir = mkdtempSync(join(tmpdir(), 'cdk8s-tracing-'));
  process.env.CDK8S_OUTDIR = outdir;
  try {
    // the query makes it a module of its own, so that the script runs each time
    runs += 1;
    await import(/* @vite-ignore */ `${script}?run=${runs}`);
    const files = readdirSync(outdir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
    return new Map(
      files.map((file) => [file.slice(outdir.length + 1), readFileSync(file, 'utf8')]),
    );
  } finally {
    delete process.env.CDK8S_OUTDIR;
    rmSync(outdir, { recursive: true });
  }
}
