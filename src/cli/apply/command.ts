import { type Command, InvalidArgumentError, Option } from 'commander';
import type { ApplyRun } from './run.ts';

const unfinished = 1;

/**
 * Adds the command `apply`: applies manifests step by step, and waits in between for what the next step needs. Exit codes: 0 done, or
 * no differences; 1 something was refused, failed or has not come in time, or there are differences; 2 bad usage, unreadable input, no cluster.
 */
export function registerApply(program: Command): void {
  withCluster(
    program
      .command('apply')
      .description('apply manifests step by step, and wait for what each next step needs')
      .argument('[path...]', 'files, folders and globs, as one cluster; - is standard input')
      .option('--plan <file>', 'plan saved by `plan --format json`, in place of manifests')
      .option('--force-conflicts', 'take over fields that others own')
      .option('--prune', 'delete what was applied before and is no longer in the manifests')
      .addOption(
        new Option(
          '--dry-run <how>',
          'have the API server check everything, and change nothing',
        ).choices(['server']),
      )
      .option('--diff', 'show what would change, and change nothing'),
  ).action(async (paths: string[], options: Omit<ApplyRun, 'paths'>) => {
    // until it has come to an end, it has not
    process.exitCode = unfinished;
    // loaded here, so that other commands start without it
    const { runApply } = await import('./run.ts');
    process.exitCode = await runApply({ paths, ...options });
  });
}

/** Adds the options that tell the cluster, the set and how long to wait. */
export function withCluster(command: Command): Command {
  return command
    .option(
      '--kubeconfig <file>',
      'kubeconfig (default: that of KUBECONFIG, or else ~/.kube/config)',
    )
    .option('--context <name>', 'context of the kubeconfig (default: its current one)')
    .option(
      '-n, --namespace <name>',
      "namespace of objects that name none (default: the context's)",
    )
    .option('--set <name>', 'set that the objects belong to: a ConfigMap of this name', 'tracing')
    .option('--timeout <seconds>', 'how long to wait for one thing', seconds, 300);
}

function seconds(value: string): number {
  if (!/^[1-9]\d*$/.test(value))
    throw new InvalidArgumentError('It must be a whole number of seconds above 0.');
  return Number(value);
}
