import type { ClusterReport } from '../../lint/clusters.ts';
import { notesOf } from '../../lint/notes.ts';

/** What was judged, assumed and not judged in each cluster that has anything in it. */
export function notesOfClusters(clusters: readonly ClusterReport[]): string[] {
  return clusters
    .filter(({ model }) => model.objects.all.length > 0)
    .flatMap((cluster) => {
      const where = clusters.length === 1 ? '' : `${cluster.folder}: `;
      return notesOf(cluster).map((note) => `${where}${note}`);
    });
}
