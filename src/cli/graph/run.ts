import { readClustersGraph } from '../../graph/clusters.ts';
import { dot } from '../../graph/dot.ts';
import type { Graph } from '../../graph/graph.ts';
import { mermaid } from '../../graph/mermaid.ts';
import { lintClusters } from '../../lint/clusters.ts';
import { readInputs } from '../inputs.ts';
import { jsonText } from '../json-text.ts';
import { print, printUnreadable } from '../output.ts';

/** A call of `tracing graph`. */
export interface GraphRun {
  readonly paths: readonly string[];
  readonly format: 'mermaid' | 'dot' | 'json';
}

const formats: Readonly<Record<GraphRun['format'], (graph: Graph) => string>> = {
  mermaid,
  dot,
  json: jsonText,
};

const done = 0;
const cannotRead = 2;

/** Draws manifests and prints the picture to standard output; the result is the exit code. */
export async function runGraph({ paths, format }: GraphRun): Promise<number> {
  const inputs = await readInputs(paths);
  const { clusters, unreadable } = lintClusters(inputs.texts);
  print(formats[format](readClustersGraph(clusters)));
  const missing = [...inputs.unreadable, ...unreadable];
  printUnreadable(missing);
  return missing.length > 0 ? cannotRead : done;
}
