import { runCleaner } from '../harness/cleaner.ts';
import { commandsUnder, runCommands } from '../harness/commands.ts';
import type { ClusterSuite } from '../suite.ts';
import { settledStack } from './workloads.ts';

const SETTLE_SECONDS = 240;

/**
 * Runs the block of docs/apply.md as it stands, and waits until all that it leads to runs.
 *
 * @returns whether everything runs, without which there is nothing more to look at
 */
export async function checkApply(suite: ClusterSuite): Promise<boolean> {
  const { checks, cluster, stack, work } = suite;
  const ran = await checks.check(
    'apply',
    'the commands of docs/apply.md run to their end',
    async () => {
      await runCommands(commandsUnder('docs/apply.md', 'By kubectl alone'), {
        folder: work,
        ...cluster.kubectl.access,
      });
    },
  );
  const runs = await checks.check('apply', 'every workload is available, every pod ready', () =>
    settledStack(cluster.kubectl, stack, SETTLE_SECONDS),
  );
  if (!runs) return false;
  await checks.check('apply', "the cleaner's Job completes", () => runCleaner(cluster.kubectl));
  return ran;
}
