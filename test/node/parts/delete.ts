import { awaitNothingNew, type Inventory } from '../../cluster/harness/inventory.ts';
import { commandsUnder, runCommands } from '../harness/commands.ts';
import type { ClusterSuite } from '../suite.ts';

const DELETION_SECONDS = 60;

/** Runs the block of docs/apply.md as it stands, and looks for what it leaves behind. */
export async function checkDelete(
  { checks, cluster, work }: ClusterSuite,
  before: Inventory,
): Promise<void> {
  await checks.check('delete', 'the commands of docs/apply.md run to their end', async () => {
    await runCommands(commandsUnder('docs/apply.md', 'Delete'), {
      folder: work,
      ...cluster.kubectl.access,
    });
  });
  await checks.check('delete', 'nothing is left behind', () =>
    awaitNothingNew(cluster.api, before, DELETION_SECONDS),
  );
}
