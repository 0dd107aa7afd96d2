import { type Command, Option } from 'commander';
import type { DiffRun } from './run.ts';

const stateHelp =
  'a file, a folder, a glob, - for standard input, or a place in the history of git, such as HEAD~1:dist';

/**
 * Adds the command `diff`: what changes for the cluster between two states of its manifests. Exit codes, as those of `diff`: 0 nothing, 1 something, 2 bad
 * usage or unreadable input.
 */
export function registerDiff(program: Command): void {
  program
    .command('diff')
    .description('tell what changes for the cluster between two states of its manifests')
    .argument('<old>', stateHelp)
    .argument('<new>', stateHelp)
    .addOption(
      new Option('--format <format>', 'markdown is for a pull request')
        .choices(['text', 'json', 'markdown'])
        .default('text'),
    )
    .action(async (before: string, after: string, options: Pick<DiffRun, 'format'>) => {
      // loaded here, so that other commands start without it
      const { runDiff } = await import('./run.ts');
      process.exitCode = await runDiff({ before, after, ...options });
    });
}
