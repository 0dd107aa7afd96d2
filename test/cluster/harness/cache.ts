import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { step } from './progress.ts';

/** Folder of the pinned inputs of programs, one folder for each. */
export const toolsFolder = resolve('test/cluster/tools');

/** Folder that built programs are kept in, outside the repository: `$XDG_CACHE_HOME/cdk8s-tracing/cluster`. */
function cacheFolder(): string {
  const base = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  return join(base, 'cdk8s-tracing', 'cluster');
}

/** A thing in the cache, and what it is built from. */
interface Cached {
  readonly name: string;
  readonly version: string;
}

/** Whether an earlier run has built a program from the same inputs. */
export function isBuilt(program: Cached, key: string): boolean {
  return existsSync(join(homeOf(program, key), program.name));
}

/**
 * Path of what is built for a program: a file or folder of its name, made now unless an earlier run has made it.
 *
 * @param key - of everything that it is built from
 * @param build - makes it in the folder that it is given
 */
export async function built(
  program: Cached,
  key: string,
  build: (workFolder: string) => Promise<void>,
): Promise<string> {
  const home = homeOf(program, key);
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

function homeOf({ name, version }: Cached, key: string): string {
  return join(cacheFolder(), `${name}-${version}-${key}`);
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

/** Key of what is built from the files of a folder and other inputs. */
export function inputKey(folder: string, inputs: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of readdirSync(folder).sort()) hash.update(readFileSync(join(folder, file)));
  for (const input of inputs) hash.update(input);
  return hash.digest('hex').slice(0, 12);
}
