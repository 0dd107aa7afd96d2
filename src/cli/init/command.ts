import type { Command } from 'commander';

/**
 * Adds the command `init`: makes a repository for the manifests of a tracing stack. Exit codes: 0 done, 2 bad usage or a folder that
 * has something in it.
 */
export function registerInit(program: Command): void {
  program
    .command('init')
    .description('make a repository of your own: an app, a snapshot test, a CI workflow')
    .argument('<folder>', 'where to; it must be empty, or not be there yet')
    .action(async (folder: string) => {
      // loaded here, so that other commands start without it
      const { runInit } = await import('./run.ts');
      process.exitCode = runInit(folder);
    });
}
