import type { Checks } from '../cluster/harness/checks.ts';
import type { Cluster } from '../cluster/harness/cluster.ts';
import type { Stack } from '../cluster/harness/stacks.ts';
import type { Store } from '../cluster/harness/store.ts';
import type { NodeCluster } from './harness/cluster.ts';
import type { Outside } from './harness/outside.ts';
import type { StoreFronts } from './harness/store-fronts.ts';

/** Parts of the suite, in the order in which they run. */
export const partNames = [
  'node',
  'apply',
  'trace',
  'model',
  'restricted',
  'webhooks',
  'evening',
  'injection',
  'verify',
  'delete',
  'plan',
  'upgrade',
  'examples',
  'policies',
  'chaos',
] as const;

/** Parts that are not run unless they are asked for. */
export const rareParts: readonly Part[] = ['chaos'];

/** Name of a part, as `--only` takes it. */
export type Part = (typeof partNames)[number];

/** Whether a word names a part. */
export function isPart(name: string): name is Part {
  return partNames.some((part) => part === name);
}

/** What the parts are given that look at a cluster through its API alone, whoever's it is. */
export interface ClusterSuite {
  readonly checks: Checks;
  /** The cluster as the parts of test/cluster take one. */
  readonly cluster: Cluster;
  /** Has `dist/` and `manifests/`, as the README has them. */
  readonly work: string;
  /** The default stack. */
  readonly stack: Stack;
}

/** What the parts are given that look at a node of our own, too, and at what is around it. */
export interface Suite extends ClusterSuite {
  /** What is below the cluster. */
  readonly node: NodeCluster;
  /** Where spans are stored. */
  readonly store: Store;
  /** The same under other names. */
  readonly fronts: StoreFronts;
  /** Whom else stacks talk to outside of the cluster. */
  readonly outside: Outside;
  /** Full names of the images that there are. */
  readonly images: ReadonlySet<string>;
}
