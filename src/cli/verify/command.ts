import { type Command, InvalidArgumentError, Option } from 'commander';
import type { VerifyRun } from './run.ts';

const badUsage = 2;

/**
 * Adds the command `verify`: holds manifests against the cluster that they were applied to, and sends a trace through it. Exit codes: 0
 * nothing failed, 1 something failed, 2 bad usage, unreadable input, a cluster that does not answer or lets nothing be looked at.
 */
export function registerVerify(program: Command): void {
  program
    .command('verify')
    .description('try the stack in a cluster: what was applied, and a trace through every entrance')
    .argument(
      '<path...>',
      'files, folders and globs that were applied, as one cluster; - is standard input',
    )
    .option(
      '--kubeconfig <file>',
      'kubeconfig (default: that of KUBECONFIG, or else ~/.kube/config)',
    )
    .option('--context <name>', 'context of the kubeconfig (default: its current one)')
    .option(
      '-n, --namespace <name>',
      "namespace of objects that name none (default: the context's)",
    )
    .option('--pre', 'look only at what the cluster must have before anything is applied')
    // an exporter that has failed waits for as long as 45 s before it tries again
    .option('--timeout <seconds>', 'how long to wait for a trace to be found', seconds, 60)
    .addOption(
      new Option('--format <format>', 'output format')
        .choices(['text', 'json', 'junit'])
        .default('text'),
    )
    .action(async (paths: string[], options: Omit<VerifyRun, 'paths'>) => {
      // until it has come to an end, it has not
      process.exitCode = badUsage;
      // loaded here, so that other commands start without it
      const { runVerify } = await import('./run.ts');
      process.exitCode = await runVerify({ paths, ...options });
    });
}

function seconds(value: string): number {
  if (!/^[1-9]\d*$/.test(value))
    throw new InvalidArgumentError('It must be a whole number of seconds above 0.');
  return Number(value);
}
