import { named, readDifferencePicture } from '../../difference/clusters.ts';
import { readClustersGraph } from '../../graph/clusters.ts';
import { dot } from '../../graph/dot.ts';
import { svg } from '../../graph/drawing/svg.ts';
import type { Graph } from '../../graph/graph.ts';
import { mermaid } from '../../graph/mermaid.ts';
import type { Models } from '../../graph/page/describe.ts';
import { type ClusterReport, isEmpty } from '../../lint/clusters.ts';
import type { UnreadableFile } from '../../lint/manifests.ts';
import type { Model } from '../../model/model.ts';
import { jsonText } from '../json-text.ts';
import { print, printUnreadable } from '../output.ts';
import { namesOf } from '../read-text.ts';
import { readPaths, readState } from '../state.ts';

/** A call of `tracing graph`. */
export interface GraphRun {
  readonly paths: readonly string[];
  readonly format: 'mermaid' | 'dot' | 'json' | 'svg' | 'html';
  /**
   * Whether the paths are two states, of which the difference is drawn.
   *
   * @default false
   */
  readonly diff?: boolean;
}

const formats: Readonly<
  Record<GraphRun['format'], (graph: Graph, models: Models) => string | Promise<string>>
> = { mermaid, dot, json: jsonText, svg, html: page };

const done = 0;
const cannotRead = 2;

/**
 * Draws manifests, or the difference of two states, and prints the picture to standard output; the result is the exit code.
 *
 * @throws if there are not two states to compare
 */
export async function runGraph({ paths, format, diff = false }: GraphRun): Promise<number> {
  const { graph, models, unreadable } = await (diff ? difference(paths) : state(paths));
  printUnreadable(unreadable);
  // of a difference, what is in them would pass for new, or for gone
  if (!diff || unreadable.length === 0) print(await formats[format](graph, models));
  return unreadable.length > 0 ? cannotRead : done;
}

async function page(graph: Graph, models: Models): Promise<string> {
  // it brings what a browser runs, which no other format needs
  const { html } = await import('../../graph/page/html.ts');
  return html(graph, models);
}

/** A picture, what it is of, and what could not be read. */
interface Picture {
  readonly graph: Graph;
  readonly models: Models;
  readonly unreadable: readonly UnreadableFile[];
}

async function state(paths: readonly string[]): Promise<Picture> {
  const { report, unreadable } = await readPaths(paths);
  const { clusters } = report;
  if (unreadable.length === 0 && isEmpty(clusters)) {
    throw new Error(`there is no Kubernetes object in ${namesOf(paths)}`);
  }
  return { graph: readClustersGraph(clusters), models: { now: modelsOf(clusters) }, unreadable };
}

async function difference(paths: readonly string[]): Promise<Picture> {
  const [before, after, ...more] = paths;
  if (before === undefined || after === undefined || more.length > 0) {
    throw new Error(`--diff must be given two states, old and new, got ${paths.length}`);
  }
  const [old, now] = [await readState(before), await readState(after)];
  return {
    graph: readDifferencePicture(old.report.clusters, now.report.clusters),
    models: {
      before: modelsOf(named(old.report.clusters)),
      now: modelsOf(named(now.report.clusters)),
    },
    unreadable: [...old.unreadable, ...now.unreadable],
  };
}

function modelsOf(clusters: readonly ClusterReport[]): Map<string, Model> {
  return new Map(clusters.map(({ folder, model }) => [folder, model]));
}
