import { readClustersGraph } from '../graph/clusters.ts';
import type { Graph } from '../graph/graph.ts';
import type { GraphNode } from '../graph/nodes.ts';
import type { ClusterReport } from '../lint/clusters.ts';
import { type Model, readModel } from '../model/model.ts';
import { type Difference, readDifference } from './difference.ts';
import { differencePicture } from './picture.ts';

/** A cluster before and after; a report is unset where it comes or goes as a whole. */
interface ClusterPair {
  readonly before?: ClusterReport;
  readonly after?: ClusterReport;
}

/** What changes for a cluster. */
export interface ClusterDifference extends Difference {
  /** Folder of its manifests, as the later state has it; empty where there is one cluster only. */
  readonly folder: string;
}

/** What changes for all clusters, in the order of their folders. */
export function readDifferences(
  before: readonly ClusterReport[],
  after: readonly ClusterReport[],
): ClusterDifference[] {
  return [...pairs(before, after)].map(([folder, pair]) => ({
    folder,
    ...readDifference(modelOf(pair.before), modelOf(pair.after)),
  }));
}

/** All clusters in one picture, with what comes, goes and changes. */
export function readDifferencePicture(
  before: readonly ClusterReport[],
  after: readonly ClusterReport[],
): Graph {
  const changed = new Map(
    readDifferences(before, after).map(({ folder, objects }) => [folder, objects]),
  );
  const models = new Map(
    [...pairs(before, after)].map(([folder, pair]) => [folder, modelOf(pair.after)]),
  );
  const isChanged = ({ cluster = '', objects }: GraphNode) =>
    objects.some(({ order }) => {
      const object = models.get(cluster)?.objects.all[order];
      return object !== undefined && changed.get(cluster)?.isChanged(object) === true;
    });
  return differencePicture(
    readClustersGraph(named(before)),
    readClustersGraph(named(after)),
    isChanged,
  );
}

/** Reports with names of their clusters that are the same before and after. */
export function named(clusters: readonly ClusterReport[]): ClusterReport[] {
  return clusters.map((cluster) => ({ ...cluster, folder: clusterName(cluster, clusters) }));
}

/** What tells a cluster from the others: its folder without what all folders begin with. */
function clusterName({ folder }: ClusterReport, clusters: readonly ClusterReport[]): string {
  const parts = folder.split('/');
  const others = clusters.map((other) => other.folder.split('/'));
  const shared = parts.findIndex((part, index) => others.some((other) => other[index] !== part));
  return shared < 0 ? (parts.at(-1) ?? '') : parts.slice(shared).join('/');
}

function pairs(
  before: readonly ClusterReport[],
  after: readonly ClusterReport[],
): Map<string, ClusterPair> {
  const [old, now] = [before, after].map((reports) => {
    return new Map(named(reports).map((report) => [report.folder, report]));
  });
  const folders = [...new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])].sort();
  return new Map(
    folders.map((folder) => [folder, { before: old?.get(folder), after: now?.get(folder) }]),
  );
}

function modelOf(report: ClusterReport | undefined): Model {
  return report?.model ?? readModel([]);
}
