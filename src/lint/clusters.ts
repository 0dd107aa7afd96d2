import path from 'node:path';
import { type KubeObject, readObjects } from '../model/kubernetes/objects.ts';
import {
  type Findings,
  type LintOptions,
  type LintReport,
  lintTexts,
  type ManifestText,
  type PlacedFinding,
  unreadableIn,
} from './manifests.ts';
import { type ReadText, readText } from './texts.ts';

/** A text, and how it was found. */
export interface FoundText extends ManifestText {
  /**
   * The folder that was searched.
   *
   * @default - none, the file was given itself, and belongs to every cluster
   */
  readonly folder?: string;
  /**
   * Where in that folder it counts to lie, when it belongs to what is made elsewhere.
   *
   * @default - where its file lies
   */
  readonly place?: string;
}

/** How to lint what may be several clusters. */
export interface LintClustersOptions extends LintOptions {
  /**
   * Whole paths of folders that are a cluster each; what is in none of them belongs to all.
   *
   * @default - what the folders that were searched show by themselves
   */
  readonly clusters?: readonly string[];
}

/** What linting says about one cluster of several. */
export interface ClusterReport extends Omit<LintReport, 'unreadable'> {
  /** Folder of its manifests; empty where there is one cluster only. */
  readonly folder: string;
}

/** What linting says about all clusters; what is found in several of them in the same place is told once. */
export interface ClustersReport extends Findings {
  /** At least one, by folder. */
  readonly clusters: readonly ClusterReport[];
}

/** Whether there is no object in any of the clusters. */
export function isEmpty(clusters: readonly ClusterReport[]): boolean {
  return clusters.every(
    ({ model: { objects } }) => objects.all.length === 0 && objects.provisioning.length === 0,
  );
}

/**
 * Lints manifests of one cluster or several, each for itself. A folder that was searched holds several if it has no manifests of its
 * own, and subfolders of which more than one has the same object: `dist/dev` and `dist/prod` of one stack.
 *
 * @throws for unknown rules in the options
 */
export function lintClusters(
  texts: readonly FoundText[],
  { clusters: folders = [], ...options }: LintClustersOptions = {},
): ClustersReport {
  const read = texts.map((text) => ({ ...readText(text), folder: text.folder, place: text.place }));
  const apart = folders.length > 0 ? named(read, folders) : clustersOf(read);
  const clusters = apart.map(([folder, ofCluster]) => {
    return { folder, ...lintTexts(ofCluster, options) };
  });
  return {
    clusters,
    findings: distinct(clusters),
    unreadable: [
      ...new Set([...unreadableIn(read), ...clusters.flatMap(({ unreadable }) => unreadable)]),
    ],
  };
}

/** Texts of each folder, with those that are in none of them. */
function named(texts: readonly PlacedText[], folders: readonly string[]): Cluster[] {
  const isIn = (folder: string, { file, place = file }: PlacedText) => {
    const relative = path.relative(folder, path.resolve(place));
    return !(relative.startsWith('..') || path.isAbsolute(relative));
  };
  const common = texts.filter((text) => !folders.some((folder) => isIn(folder, text)));
  const clusters = folders.flatMap((folder): Cluster[] => {
    const own = texts.filter((text) => isIn(folder, text));
    return own.length === 0
      ? []
      : [[folder, texts.filter((text) => own.includes(text) || common.includes(text))]];
  });
  return clusters.length === 0 ? [['', texts]] : clusters;
}

type Cluster = readonly [folder: string, texts: readonly PlacedText[]];
type PlacedText = ReadText & Pick<FoundText, 'folder' | 'place'>;

/** Texts by cluster, each in the order that they have. */
function clustersOf(texts: readonly PlacedText[]): Cluster[] {
  const searched = new Set(texts.flatMap(({ folder }) => folder ?? []));
  const apart = [...searched].flatMap((folder) =>
    divided(
      folder,
      texts.filter((text) => text.folder === folder),
    ),
  );
  if (apart.length === 0) return [['', texts]];
  const divisions = new Set(apart.flatMap(([, ofCluster]) => ofCluster));
  return apart.map(([folder, ofCluster]) => {
    const own = new Set(ofCluster);
    return [folder, texts.filter((text) => own.has(text) || !divisions.has(text))];
  });
}

/** Clusters that a folder is divided into; empty where it is not. */
function divided(folder: string, texts: readonly PlacedText[]): Cluster[] {
  const bySubfolder = new Map<string, PlacedText[]>();
  for (const text of texts) {
    const [subfolder, ...rest] = path.relative(folder, text.place ?? text.file).split(path.sep);
    if (subfolder === undefined || rest.length === 0) {
      if (objectsOf(text).length > 0) return [];
      continue;
    }
    const inner = path.join(folder, subfolder);
    const others = bySubfolder.get(inner);
    if (others) others.push(text);
    else bySubfolder.set(inner, [text]);
  }
  const subfolders = [...bySubfolder].filter(([, inner]) => inner.flatMap(objectsOf).length > 0);
  const [first] = subfolders;
  if (subfolders.length === 1 && first !== undefined) return divided(...first);
  if (!haveSameObject(subfolders.map(([, inner]) => inner))) return [];
  return subfolders.flatMap(([subfolder, inner]): Cluster[] => {
    const further = divided(subfolder, inner);
    return further.length > 0 ? further : [[subfolder, inner]];
  });
}

function haveSameObject(groups: readonly (readonly ReadText[])[]): boolean {
  // parts of one cluster may each bring the Namespace that they stand in
  const identities = groups.flatMap((group) => [
    ...new Set(
      group
        .flatMap(objectsOf)
        .filter(({ kind }) => kind !== 'Namespace')
        .map(({ kind, namespace, name }) => [kind, namespace, name].join('/')),
    ),
  ]);
  return new Set(identities).size < identities.length;
}

function objectsOf({ manifests }: ReadText): readonly KubeObject[] {
  return readObjects(manifests).all;
}

/** Findings of all clusters; those in a file that belongs to several of them, once. */
function distinct(clusters: readonly ClusterReport[]): readonly PlacedFinding[] {
  const [first, ...others] = clusters;
  if (first !== undefined && others.length === 0) return first.findings;
  const byPlace = new Map<string, PlacedFinding>();
  for (const finding of clusters.flatMap(({ findings }) => findings)) {
    const { file, line, column, rule, message } = finding;
    const key = JSON.stringify([file, line, column, rule.id, message]);
    if (!byPlace.has(key)) byPlace.set(key, finding);
  }
  return [...byPlace.values()];
}
