import type { ClusterReport } from '../../lint/clusters.ts';
import { notesOf } from '../../lint/notes.ts';
import { oneLine } from '../../upstream/values/shown.ts';

/** What was judged, assumed and not judged in each cluster, a line each; empty where there is nothing. */
export function notesText(clusters: readonly ClusterReport[]): string {
  return clusters
    .filter(({ model }) => model.objects.all.length > 0)
    .flatMap((cluster) => {
      const where = clusters.length === 1 ? '' : `${oneLine(cluster.folder)}: `;
      return notesOf(cluster).map((note) => `${where}${oneLine(note)}\n`);
    })
    .join('');
}
