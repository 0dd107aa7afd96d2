import { type Command, Option } from 'commander';
import type { GraphRun } from './run.ts';

/**
 * Adds the command `graph`: reads manifests, as one cluster or one for each subfolder, and draws who talks to whom. Exit codes: 0 done, 2 bad usage or
 * unreadable input.
 */
export function registerGraph(program: Command): void {
  program
    .command('graph')
    .description('draw who sends spans to whom, and what is wrong with it')
    .argument(
      '<path...>',
      'files, folders and globs, read as one cluster; - is standard input. A folder of environments, subfolders with the same objects, is a cluster for each',
    )
    .addOption(
      new Option(
        '--format <format>',
        'mermaid and dot are texts for other programs, svg is the picture, html a page of it with findings and manifests',
      )
        .choices(['mermaid', 'dot', 'json', 'svg', 'html'])
        .default('mermaid'),
    )
    .option(
      '--diff',
      'draw what comes, goes and changes between two states, old and new, each of which may be a place in the history of git, such as HEAD~1:dist',
    )
    .action(async (paths: string[], options: Omit<GraphRun, 'paths'>) => {
      // loaded here, so that other commands start without it
      const { runGraph } = await import('./run.ts');
      process.exitCode = await runGraph({ paths, ...options });
    });
}
