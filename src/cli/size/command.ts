import { type Command, InvalidArgumentError, Option } from 'commander';
import type { SizeRun } from './run.ts';

/** Adds the command `size`: how large a stack has to be for a load. Exit codes: 0 done, 2 bad usage. */
export function registerSize(program: Command): void {
  program
    .command('size')
    .description('size collectors and Elasticsearch for a load, and state the assumptions')
    .requiredOption('--spans-per-second <number>', 'spans a second in the busiest hour', number)
    .option('--span-bytes <number>', 'bytes of a span, without compression', number, 500)
    .option('--retention-days <number>', 'days that spans are kept', number, 7)
    .addOption(
      new Option('--format <format>', 'output format').choices(['text', 'json']).default('text'),
    )
    .action(async (options: SizeRun) => {
      // loaded here, so that other commands start without it
      const { runSize } = await import('./run.ts');
      process.exitCode = runSize(options);
    });
}

function number(value: string): number {
  if (!/^\d+(?:\.\d+)?$/.test(value))
    throw new InvalidArgumentError('It must be a number in digits, such as 5000.');
  return Number(value);
}
