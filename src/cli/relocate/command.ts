import { type Command, InvalidArgumentError, Option } from 'commander';
import type { RelocateRun } from './run.ts';

/**
 * Adds the command `relocate`: moves a manifest to another namespace and writes it as YAML, with an
 * account on standard error. Exit codes: 0 done, 1 left-overs under `--strict`, 2 bad usage or
 * unreadable input.
 */
export function registerRelocate(program: Command): void {
  program
    .command('relocate')
    .description('move a manifest to another namespace, by the meaning of each field')
    .argument('<file>', 'manifest in YAML or JSON; - is standard input')
    .requiredOption('--to <namespace>', 'namespace to move into')
    .option('--from <namespace>', "namespace to move out of (default: the manifest's own)")
    .addOption(
      new Option(
        '--image <old=new>',
        'image to replace, repeatable; a new name without tag keeps the old tag',
      )
        .argParser(collectImage)
        .default({}, 'none'),
    )
    .addOption(
      new Option('--namespace <what>', "what becomes of the manifest's Namespace object")
        .choices(['drop', 'rename', 'keep'])
        .default('drop'),
    )
    .option('--strict', 'fail if something names the old namespace and cannot be classified')
    .option('--out <file>', 'file to write instead of standard output, only on success')
    .action(async (file: string, options: Omit<RelocateRun, 'file'>) => {
      // loaded here, so that other commands start without it
      const { runRelocate } = await import('./run.ts');
      process.exitCode = await runRelocate({ file, ...options });
    });
}

function collectImage(value: string, images: Record<string, string>): Record<string, string> {
  const [, old, replacement] = /^([^=]+)=([^=]+)$/.exec(value) ?? [];
  if (old === undefined || replacement === undefined) {
    throw new InvalidArgumentError('It must be old=new, such as example.com/proxy=quay.io/proxy.');
  }
  return { ...images, [old]: replacement };
}
