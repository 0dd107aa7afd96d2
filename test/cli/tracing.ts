import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { threadId } from 'node:worker_threads';
import { writeBundles } from '../../scripts/bundles.ts';

/** What a run of the command line has left behind. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

let bundle: Promise<string> | undefined;

/** Runs the real command line, made from the sources as they are, with standard input if given. */
export async function tracing(args: readonly string[], input = ''): Promise<Outcome> {
  const file = await tracingFile();
  // CI makes libraries colour what no terminal shows, so it is set wherever the tests run
  const env = { ...process.env, CI: 'true' };
  const child = spawn(process.execPath, [file, ...args], { stdio: 'pipe', env });
  const outcome = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text) => {
    outcome.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    outcome.stderr += text;
  });
  return new Promise((resolve, reject) => {
    // a command that fails early does not read its input
    child.stdin.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') reject(error);
    });
    child.on('error', reject).on('close', (code) => resolve({ code, ...outcome }));
    child.stdin.end(input);
  });
}

/** The file that starts the command line, for runs that need a shell. */
export function tracingFile(): Promise<string> {
  bundle ??= makeBundle();
  return bundle;
}

async function makeBundle(): Promise<string> {
  // in the repository, so that the bundle finds the package that is left out of it; workers must not share a folder
  const folder = resolve('build/test', String(threadId));
  await writeBundles(folder);
  return join(folder, 'tracing.cjs');
}
