import { type Command, InvalidArgumentError, Option } from 'commander';
import { type FluxSource, fluxSource } from '../../plan/forms/flux-source.ts';
import { refuseIdle } from '../idle-options.ts';
import type { PlanRun } from './run.ts';

const usualSource = 'GitRepository/flux-system';

/**
 * Adds the command `plan`: reads manifests as one cluster, and tells in which order they are applied, or deleted, and what is waited for in
 * between; or writes them as another tool delivers them. Exit codes: 0 done, 2 bad usage or unreadable input.
 */
export function registerPlan(program: Command): void {
  program
    .command('plan')
    .description('tell in which order manifests are applied, what each step waits for, and why')
    .argument('<path...>', 'files, folders and globs, as one cluster; - is standard input')
    .option('--delete', 'tell in which order they are deleted')
    .addOption(
      new Option(
        '--format <format>',
        'json is what `apply --plan` takes, kubectl a script; the others are folders, with --out',
      )
        .choices(['text', 'json', 'kubectl', 'kustomize', 'flux', 'argocd', 'helm'])
        .default('text'),
    )
    .option('--out <folder>', 'folder to write, empty or not there yet')
    .addOption(
      new Option('--source <kind/name>', 'source of Flux')
        .argParser(source)
        .default(source(usualSource), usualSource),
    )
    .option(
      '--path <path>',
      'folder of the files in the source of Flux (default: --out, from the root of its repository)',
    )
    .option('--flux-namespace <name>', "namespace of Flux's Kustomizations", 'flux-system')
    .action(async (paths: string[], options: Omit<PlanRun, 'paths'>, command: Command) => {
      if (options.format !== 'flux') {
        refuseIdle(command, '--format flux', ['source', 'path', 'fluxNamespace']);
      }
      // loaded here, so that other commands start without it
      const { runPlan } = await import('./run.ts');
      process.exitCode = await runPlan({ paths, ...options });
    });
}

function source(value: string): FluxSource {
  const found = fluxSource(value);
  if (!found) {
    throw new InvalidArgumentError(`It must be a kind and a name, such as ${usualSource}.`);
  }
  return found;
}
