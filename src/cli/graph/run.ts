import { readClustersGraph } from '../../graph/clusters.ts';
import { dot } from '../../graph/dot.ts';
import type { Graph } from '../../graph/graph.ts';
import { mermaid } from '../../graph/mermaid.ts';
import { lintClusters } from '../../lint/clusters.ts';
import { jsonText } from '../json-text.ts';
import { arranged } from '../layout/arrange.ts';
import { print, printUnreadable } from '../output.ts';
import { readProjectInputs } from '../project-inputs.ts';

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
  const inputs = await readProjectInputs(paths);
  const { texts } = await arranged(inputs.texts);
  const { clusters, unreadable } = lintClusters([...texts, ...inputs.elsewhere], inputs.options);
  print(formats[format](readClustersGraph(clusters)));
  const missing = [...inputs.unreadable, ...unreadable];
  printUnreadable(missing);
  return missing.length > 0 ? cannotRead : done;
}
