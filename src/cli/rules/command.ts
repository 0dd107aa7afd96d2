import { type Command, Option } from 'commander';
import type { RulesRun } from './run.ts';

/** Adds the command `rules`: lists the rules of the linter. Exit codes: 0 done, 1 no rule of that word, 2 bad usage. */
export function registerRules(program: Command): void {
  program
    .command('rules')
    .description('list the rules of the linter; `tracing lint --explain RULE` tells more of one')
    .argument('[word]', 'only rules with this word in their id or reason')
    .addOption(
      new Option('--format <format>', 'output format').choices(['text', 'json']).default('text'),
    )
    .action(async (word: string | undefined, options: Pick<RulesRun, 'format'>) => {
      // loaded here, so that other commands start without it
      const { runRules } = await import('./run.ts');
      process.exitCode = runRules(word === undefined ? options : { word, ...options });
    });
}
