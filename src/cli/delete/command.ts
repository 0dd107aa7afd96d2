import type { Command } from 'commander';
import { withCluster } from '../apply/command.ts';
import type { DeleteRun } from './run.ts';

const unfinished = 1;

/**
 * Adds the command `delete`: deletes what `apply` has applied, the other way round. Exit codes: 0 done, 1 something was refused or has not
 * gone in time, 2 bad usage, unreadable input, no cluster.
 */
export function registerDelete(program: Command): void {
  withCluster(
    program
      .command('delete')
      .description('delete what apply has applied, and leave what others have created')
      .argument('<path...>', 'files, folders and globs, as one cluster; - is standard input'),
  ).action(async (paths: string[], options: Omit<DeleteRun, 'paths'>) => {
    // until it has come to an end, it has not
    process.exitCode = unfinished;
    // loaded here, so that other commands start without it
    const { runDelete } = await import('./run.ts');
    process.exitCode = await runDelete({ paths, ...options });
  });
}
