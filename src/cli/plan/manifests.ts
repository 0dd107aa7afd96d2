import { type ClusterReport, lintClusters } from '../../lint/clusters.ts';
import { printUnreadable } from '../output.ts';
import { readApplied } from '../project-inputs.ts';
import { namesOf } from '../read-text.ts';

/**
 * Reads the manifests of one cluster, and says of what cannot be read why; undefined when there is such. What the project file excludes is
 * left out, and what it says of releases and clusters counts; what others bring is no part of a plan.
 *
 * @throws if a path names nothing, the project file says what it must not, all is excluded, a kustomization cannot be built, there is
 *   no object, or the manifests are of several clusters
 */
export async function readManifests(paths: readonly string[]): Promise<ClusterReport | undefined> {
  const inputs = await readApplied(paths);
  const { clusters, unreadable } = lintClusters(inputs.texts, inputs.options);
  const missing = [...inputs.unreadable, ...unreadable];
  if (missing.length > 0) {
    printUnreadable(missing);
    return undefined;
  }
  const [manifests, ...others] = clusters;
  if (others.length > 0) {
    const folders = clusters.map(({ folder }) => folder).join(', ');
    throw new Error(`these are several clusters; give one at a time: ${folders}`);
  }
  if (manifests === undefined || manifests.model.objects.all.length === 0) {
    throw new Error(`there is no Kubernetes object in ${namesOf(paths)}`);
  }
  return manifests;
}
