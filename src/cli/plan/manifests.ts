import { type ClusterReport, lintClusters } from '../../lint/clusters.ts';
import { readInputs } from '../inputs.ts';
import { printUnreadable } from '../output.ts';

/**
 * Reads the manifests of one cluster, and says of what cannot be read why; undefined when there is such.
 *
 * @throws if a path names nothing, or the manifests are of several clusters
 */
export async function readManifests(paths: readonly string[]): Promise<ClusterReport | undefined> {
  const inputs = await readInputs(paths);
  const { clusters, unreadable } = lintClusters(inputs.texts);
  const missing = [...inputs.unreadable, ...unreadable];
  if (missing.length > 0) {
    printUnreadable(missing);
    return undefined;
  }
  const [manifests, ...others] = clusters;
  if (!manifests || others.length > 0) {
    const folders = clusters.map(({ folder }) => folder).join(', ');
    throw new Error(`these are several clusters, take one at a time: ${folders}`);
  }
  return manifests;
}
