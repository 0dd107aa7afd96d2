import type { ChildProcess } from 'node:child_process';

const running = new Set<ChildProcess>();

/** Remembers a program that this suite has started until it ends, so that none outlives the suite. */
export function track<T extends ChildProcess>(child: T): T {
  running.add(child);
  child.once('exit', () => running.delete(child));
  child.once('error', () => running.delete(child));
  return child;
}

/** Whether a tracked program has not ended yet. */
export function isRunning(child: ChildProcess): boolean {
  return running.has(child);
}

/** Ends all programs at once and does not wait: for the moment in which this process ends itself. */
export function killAll(): void {
  for (const child of running) child.kill('SIGKILL');
}
