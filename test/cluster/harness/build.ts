import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type CollectorProgram, collectorBuilder, type GoProgram } from './programs.ts';
import { step } from './progress.ts';
import { ProgramFailed, run } from './run-program.ts';

const toolsFolder = resolve('test/cluster/tools');

/** A module that a program is built from cannot be fetched on this machine. */
export class ModuleUnavailable extends Error {}

/** Folder that built programs are kept in, outside the repository: `$XDG_CACHE_HOME/cdk8s-tracing/cluster`. */
export function cacheFolder(): string {
  const base = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  return join(base, 'cdk8s-tracing', 'cluster');
}

/**
 * Path of a program, built now unless an earlier run has built it from the same inputs.
 *
 * @throws {ModuleUnavailable} when Go cannot fetch the module, and an Error when Go is missing or the build fails
 */
export async function goProgram(program: GoProgram): Promise<string> {
  const folder = join(toolsFolder, program.tool);
  const key = keyOf(folder, [program.mainPackage, JSON.stringify(program.linkedValues)]);
  return cached(program, key, async (workFolder) => {
    cpSync(folder, workFolder, { recursive: true });
    const values = Object.entries(program.linkedValues).map(
      ([name, value]) => `-X ${name}=${value}`,
    );
    await go(workFolder, [
      'build',
      ...(program.locked === false ? ['-mod=mod'] : []),
      '-trimpath',
      `-ldflags=${['-s', '-w', ...values].join(' ')}`,
      '-o',
      program.name,
      program.mainPackage,
    ]);
  });
}

/** Path of a collector, assembled by the official builder from its pinned components, in the same way. */
export async function collectorProgram(program: CollectorProgram): Promise<string> {
  const builder = await goProgram(collectorBuilder);
  const folder = join(toolsFolder, program.name);
  return cached(program, keyOf(folder, [collectorBuilder.version]), async (workFolder) => {
    cpSync(folder, workFolder, { recursive: true });
    // go.mod and go.sum are ours, so the builder must not resolve modules anew
    const args = ['--config', 'builder.yaml', '--skip-get-modules', '--skip-compilation'];
    await run(builder, args, { cwd: workFolder });
    await go(workFolder, ['build', '-trimpath', '-ldflags=-s -w', '-o', program.name, '.']);
  });
}

async function cached(
  program: { readonly name: string; readonly version: string },
  key: string,
  build: (workFolder: string) => Promise<void>,
): Promise<string> {
  const home = join(cacheFolder(), `${program.name}-${program.version}-${key}`);
  const binary = join(home, program.name);
  if (existsSync(binary)) return binary;
  mkdirSync(cacheFolder(), { recursive: true });
  await awaitOtherBuild(home);
  if (existsSync(binary)) return binary;
  const workFolder = `${home}.${process.pid}`;
  mkdirSync(workFolder, { recursive: true });
  try {
    await step(`building ${program.name} ${program.version}`, () => build(workFolder));
    mkdirSync(home, { recursive: true });
    renameSync(join(workFolder, program.name), binary);
    return binary;
  } finally {
    rmSync(workFolder, { recursive: true, force: true });
  }
}

/** Waits while another run builds the same, and removes what an interrupted run has left. */
async function awaitOtherBuild(home: string): Promise<void> {
  for (;;) {
    const others = readdirSync(cacheFolder())
      .filter((name) => name.startsWith(`${basename(home)}.`))
      .map((name) => ({ folder: join(cacheFolder(), name), pid: Number(name.split('.').at(-1)) }));
    for (const { folder } of others.filter(({ pid }) => !isAlive(pid))) {
      rmSync(folder, { recursive: true, force: true });
    }
    if (!others.some(({ pid }) => isAlive(pid))) return;
    await sleep(1_000);
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    // there is no such process
    return false;
  }
}

async function go(cwd: string, args: readonly string[]): Promise<void> {
  try {
    await run('go', args, { cwd });
  } catch (error) {
    if (!(error instanceof ProgramFailed)) {
      throw new Error(
        'go is not on the PATH; the cluster tests build the programs that they run: install Go 1.26 or later',
        { cause: error },
      );
    }
    // the words of the go command when a module proxy has no such module or none can be reached
    if (/reading https?:.*(40[34]|dial tcp|no such host)|server response:/s.test(error.message)) {
      throw new ModuleUnavailable(error.message);
    }
    throw error;
  }
}

function keyOf(folder: string, inputs: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of readdirSync(folder).sort()) hash.update(readFileSync(join(folder, file)));
  for (const input of inputs) hash.update(input);
  return hash.digest('hex').slice(0, 12);
}
