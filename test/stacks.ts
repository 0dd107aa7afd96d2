import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const examples = fileURLToPath(new URL('../examples', import.meta.url));

/** Every app of the repository by name: the default one and each of the examples, as the scripts that users run. */
export const stacks: Readonly<Record<string, string>> = {
  default: '../src/main.ts',
  ...Object.fromEntries(
    readdirSync(examples)
      .filter((file) => file.endsWith('.ts'))
      .sort()
      .map((file) => [file.replace(/\.ts$/, ''), `../examples/${file}`]),
  ),
};

let runs = 0;

/** Runs one of the apps, see `runScript`. */
export function synth(stack: string): Promise<ReadonlyMap<string, string>> {
  return runScript(stacks[stack] ?? stack);
}

/**
 * Runs a script as `cdk8s synth` does, in a folder of its own, and returns what it wrote: text by file name.
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
    const files = readdirSync(outdir).sort();
    return new Map(files.map((file) => [file, readFileSync(join(outdir, file), 'utf8')]));
  } finally {
    delete process.env.CDK8S_OUTDIR;
    rmSync(outdir, { recursive: true });
  }
}
