import { type Inventory, inventory } from '../../cluster/harness/inventory.ts';
import type { ClusterSuite, Part } from '../suite.ts';
import { checkApply } from './apply.ts';
import { checkDelete } from './delete.ts';

/** What is looked at while the default stack runs, by part, in the order in which it is. */
export type Looks = Readonly<Partial<Record<Part, () => Promise<void>>>>;

/**
 * The commands of docs/apply.md on any cluster, and what they lead to.
 *
 * @param wanted whether a part is asked for
 * @returns what was in the cluster before
 */
export async function checkDefault(
  suite: ClusterSuite,
  looks: Looks,
  wanted: (part: Part) => boolean,
): Promise<Inventory> {
  const before = await inventory(suite.cluster.api);
  if (await checkApply(suite)) {
    for (const [part, look] of Object.entries(looks) as [Part, () => Promise<void>][]) {
      if (wanted(part)) await look();
    }
  }
  await checkDelete(suite, before);
  return before;
}
