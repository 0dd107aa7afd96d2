import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isRunning, track } from './children.ts';

const STOP_GRACE_MS = 5_000;
const POLL_MS = 200;
const LOG_TAIL_LINES = 25;

interface ProcessOptions {
  /** Name of its log file and in messages. */
  readonly name: string;
  /** Path of the program. */
  readonly program: string;
  /** Arguments. */
  readonly args: readonly string[];
  /** Folder that the log file goes to. */
  readonly logs: string;
  /**
   * Environment, in place of ours.
   *
   * @default the environment of this process
   */
  readonly env?: Readonly<NodeJS.ProcessEnv>;
}

/** A server that this suite runs in the background; its output goes to `<logs>/<name>.log`. */
export class LocalProcess {
  /** Name in messages. */
  readonly name: string;
  readonly #logFile: string;
  readonly #child: ChildProcess;

  constructor(options: ProcessOptions) {
    this.name = options.name;
    this.#logFile = join(options.logs, `${options.name}.log`);
    const log = openSync(this.#logFile, 'a');
    this.#child = track(
      spawn(options.program, [...options.args], {
        stdio: ['ignore', log, log],
        ...(options.env ? { env: options.env } : {}),
      }),
    );
    closeSync(log);
  }

  /** Ends the program by its id and waits until it has ended. */
  async stop(): Promise<void> {
    if (!isRunning(this.#child)) return;
    const exited = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    const killer = setTimeout(() => this.#child.kill('SIGKILL'), STOP_GRACE_MS);
    await exited;
    clearTimeout(killer);
  }

  /** All that the program has printed so far. */
  output(): string {
    return readFileSync(this.#logFile, 'utf8');
  }

  /**
   * Waits until `ready` holds.
   *
   * @throws with the end of the log when the program ends first or the time is over
   */
  async waitUntil(ready: () => Promise<boolean>, seconds: number): Promise<void> {
    const deadline = Date.now() + seconds * 1000;
    while (!(await ready())) {
      if (!isRunning(this.#child)) throw new Error(`${this.name} ended\n${this.#tail()}`);
      if (Date.now() > deadline) {
        throw new Error(`${this.name} is not ready after ${seconds} s\n${this.#tail()}`);
      }
      await sleep(POLL_MS);
    }
  }

  #tail(): string {
    const lines = this.output().trimEnd().split('\n').slice(-LOG_TAIL_LINES);
    return `end of ${this.#logFile}:\n${lines.join('\n')}`;
  }
}
