import { spawn } from 'node:child_process';
import { track } from './children.ts';

/** What a program printed before it ended with exit code 0. */
export interface Output {
  readonly stdout: string;
  readonly stderr: string;
}

interface RunOptions {
  /** Folder to run in. */
  readonly cwd?: string;
  /** Environment, in place of ours. */
  readonly env?: NodeJS.ProcessEnv;
  /** Text for its standard input. */
  readonly input?: string;
}

/** A program ended with another exit code than 0. */
export class ProgramFailed extends Error {
  constructor(
    command: string,
    readonly code: number | null,
    readonly output: Output,
  ) {
    const printed = `${output.stderr}${output.stdout}`.trimEnd();
    super(`\`${command}\` ended with ${code ?? 'a signal'}\n${printed}`);
  }
}

/**
 * Runs a program to its end.
 *
 * @throws {ProgramFailed} on another exit code than 0, and an Error when it cannot be started
 */
export async function run(
  program: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<Output> {
  const child = spawn(program, [...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(options.cwd ? { cwd: options.cwd } : {}),
    ...(options.env ? { env: options.env } : {}),
  });
  track(child);
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output.stderr += text;
  });
  // a program may end without reading its input; its exit code tells what matters
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.input ?? '');
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) {
    throw new ProgramFailed([program, ...args].join(' ').slice(0, 300), code, output);
  }
  return output;
}
