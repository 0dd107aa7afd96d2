import { type Command, Option } from 'commander';
import type { PlanRun } from './run.ts';

/**
 * Adds the command `plan`: reads manifests as one cluster, and tells in which order they are applied, or deleted, and what is waited for in between.
 * Exit codes: 0 done, 2 bad usage or unreadable input.
 */
export function registerPlan(program: Command): void {
  program
    .command('plan')
    .description('tell in which order manifests are applied, what each step waits for, and why')
    .argument('<path...>', 'files, folders and globs, as one cluster; - is standard input')
    .option('--delete', 'tell in which order they are deleted')
    .addOption(
      new Option('--format <format>', 'json is what `apply --plan` takes')
        .choices(['text', 'json'])
        .default('text'),
    )
    .action(async (paths: string[], options: Omit<PlanRun, 'paths'>) => {
      // loaded here, so that other commands start without it
      const { runPlan } = await import('./run.ts');
      process.exitCode = await runPlan({ paths, ...options });
    });
}
