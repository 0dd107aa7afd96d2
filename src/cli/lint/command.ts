import { type Command, InvalidArgumentError, Option } from 'commander';
import { refuseIdle } from '../idle-options.ts';
import { collectAssumed } from './assume.ts';
import type { LintRun } from './run.ts';

/** What commander makes of the options of `lint`. */
interface Options extends Omit<LintRun, 'paths'> {
  readonly explain?: string;
}

/**
 * Adds the command `lint`: reads manifests, as one cluster or one for each subfolder, and finds wiring mistakes. Exit codes: 0 nothing at error level and
 * no more warnings than allowed, 1 findings, 2 bad usage or unreadable input.
 */
export function registerLint(program: Command): void {
  program
    .command('lint')
    .description('find wiring mistakes in manifests before they are applied')
    .argument(
      '[path...]',
      'files, folders and globs, read as one cluster; - is standard input. A folder of environments, subfolders with the same objects, is a cluster for each',
    )
    .addOption(
      new Option('--format <format>', 'output format')
        .choices(['text', 'json', 'sarif', 'github', 'junit'])
        .default('text'),
    )
    .option('--max-warnings <number>', 'fail above this number of warnings', wholeNumber)
    .option('--ignore <rule>', 'rule to leave out; repeatable', collect)
    .option(
      '--assume <program=release>',
      'release of a program whose image names none, such as collector=0.148.0; repeatable',
      collectAssumed,
    )
    .option(
      '--fix',
      'write the fixes that are certain into the files, comments kept, and report what is left',
    )
    .option('--cluster', 'also read the cluster, and lint it as if the files were applied')
    .option('--kubeconfig <file>', 'kubeconfig of the cluster (default: as kubectl has it)')
    .option('--context <name>', 'context of the kubeconfig (default: its current one)')
    .option(
      '-n, --namespace <name>',
      "namespace of objects that name none (default: the context's)",
    )
    .option('--explain <rule>', 'print the documentation of a rule instead')
    .action(async (paths: string[], { explain, ...options }: Options, command: Command) => {
      if (explain === undefined && paths.length === 0 && !options.cluster) {
        command.error("error: missing required argument 'path'");
      }
      if (!options.cluster)
        refuseIdle(command, '--cluster', ['kubeconfig', 'context', 'namespace']);
      // loaded here, so that other commands start without it
      const { runLint, runExplain } = await import('./run.ts');
      process.exitCode =
        explain === undefined ? await runLint({ paths, ...options }) : runExplain(explain);
    });
}

function wholeNumber(value: string): number {
  if (!/^\d+$/.test(value)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(value);
}

function collect(value: string, values: readonly string[] = []): string[] {
  return [...values, value];
}
