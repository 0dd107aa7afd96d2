import { spawn } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { tracingFile } from '../../cli/tracing.ts';
import { track } from './children.ts';
import type { Kubectl } from './kubectl.ts';
import { ProgramFailed, run } from './run-program.ts';

/** What a run of the command line has left behind. */
export interface Ran {
  readonly code: number;
  /** With what it said of errors. */
  readonly stdout: string;
}

/** `tracing` as its users run it on a cluster: a program that finds kubectl on the path. */
export class CommandLine {
  readonly #program: string;
  readonly #kubeconfig: string;
  readonly #env: NodeJS.ProcessEnv;

  /** @param folder takes the path's folder */
  static async of({ access }: Kubectl, folder: string): Promise<CommandLine> {
    const bin = join(folder, 'bin');
    mkdirSync(bin, { recursive: true });
    symlinkSync(access.kubectl, join(bin, 'kubectl'));
    return new CommandLine(await tracingFile(), bin, access.kubeconfig);
  }

  private constructor(program: string, bin: string, kubeconfig: string) {
    this.#program = program;
    this.#kubeconfig = kubeconfig;
    this.#env = { ...process.env, PATH: `${bin}:${process.env.PATH}`, NO_COLOR: '1' };
  }

  /** Runs a command on the cluster to its end. */
  run(...args: readonly string[]): Promise<Ran> {
    return this.#ran([...args, '--kubeconfig', this.#kubeconfig]);
  }

  /** Starts a command on the cluster, and kills it as soon as it has printed something. */
  async killAt(printed: RegExp, ...args: readonly string[]): Promise<Ran> {
    const child = spawn(
      process.execPath,
      [...[this.#program, ...args], ...['--kubeconfig', this.#kubeconfig]],
      { env: this.#env, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    track(child);
    let stdout = '';
    const take = (text: string): void => {
      stdout += text;
      if (printed.test(stdout)) child.kill('SIGKILL');
    };
    child.stdout.setEncoding('utf8').on('data', take);
    child.stderr.setEncoding('utf8').on('data', take);
    const signal = await new Promise<string | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (_, signal) => resolve(signal));
    });
    if (signal !== 'SIGKILL') throw new Error(`ended before it said ${printed}:\n${stdout}`);
    return { code: 1, stdout };
  }

  /** What `plan` prints of a folder as JSON, but with nothing to wait for. */
  async planWithoutWaits(folder: string): Promise<string> {
    const { stdout } = await this.#ran(['plan', folder, '--format', 'json']);
    const plan = JSON.parse(stdout) as { steps: { waits: unknown[] }[] };
    for (const step of plan.steps) step.waits = [];
    return JSON.stringify(plan);
  }

  async #ran(args: readonly string[]): Promise<Ran> {
    try {
      const { stdout } = await run(process.execPath, [this.#program, ...args], { env: this.#env });
      return { code: 0, stdout };
    } catch (error) {
      if (!(error instanceof ProgramFailed)) throw error;
      const { stdout, stderr } = error.output;
      return { code: error.code ?? 1, stdout: `${stdout}${stderr}` };
    }
  }
}

/** @throws unless a run has ended with a code, and said all of that */
export function expectRun({ code, stdout }: Ran, expected: number, said: readonly RegExp[]): void {
  const missing = said.filter((one) => !one.test(stdout));
  if (code === expected && missing.length === 0) return;
  throw new Error(`ended with ${code}, did not say ${missing.join(', ')}:\n${stdout}`);
}
