import { type Command, Option } from 'commander';
import type { MigrateRun } from './run.ts';

/**
 * Adds the command `migrate`: writes the Jaeger v2 that does what a Jaeger v1 does, with an account and the way from the one to the
 * other on standard error. Exit codes: 0 done, 1 the linter finds an error in what would be written, or something has no equivalent
 * under `--strict`, 2 bad usage, unreadable input, or one that cannot be migrated.
 */
export function registerMigrate(program: Command): void {
  program
    .command('migrate')
    .description('write the Jaeger v2 that replaces a Jaeger v1, and the steps to switch over')
    .argument(
      '<path...>',
      'manifests with one Jaeger v1: files, folders, globs; - is standard input',
    )
    .option(
      '--to <release>',
      "release of Jaeger v2 (default: the newest that Grafana's data source talks to)",
    )
    .option('--name <name>', 'name of the Jaeger v2 (default: that of v1 with -v2 appended)')
    .option('--namespace <namespace>', 'namespace of manifests that name none')
    .addOption(
      new Option('--format <format>', 'what to write')
        .choices(['yaml', 'typescript'])
        .default('yaml'),
    )
    .option('--strict', 'fail if something has no equivalent in Jaeger v2')
    .option('--out <folder>', 'folder to write instead of standard output, empty or not there yet')
    .action(async (paths: string[], options: Omit<MigrateRun, 'paths'>) => {
      // loaded here, so that other commands start without it
      const { runMigrate } = await import('./run.ts');
      process.exitCode = await runMigrate({ paths, ...options });
    });
}
