import { readClustersGraph } from '../../graph/clusters.ts';
import { dot } from '../../graph/dot.ts';
import { svg } from '../../graph/drawing/svg.ts';
import type { Graph } from '../../graph/graph.ts';
import { mermaid } from '../../graph/mermaid.ts';
import type { Models } from '../../graph/page/describe.ts';
import { html } from '../../graph/page/html.ts';
import { lintClusters } from '../../lint/clusters.ts';
import { jsonText } from '../json-text.ts';
import { arranged } from '../layout/arrange.ts';
import { print, printUnreadable } from '../output.ts';
import { readProjectInputs } from '../project-inputs.ts';

/** A call of `tracing graph`. */
export interface GraphRun {
  readonly paths: readonly string[];
  readonly format: 'mermaid' | 'dot' | 'json' | 'svg' | 'html';
}

const formats: Readonly<
  Record<GraphRun['format'], (graph: Graph, models: Models) => string | Promise<string>>
> = { mermaid, dot, json: jsonText, svg, html };

const done = 0;
const cannotRead = 2;

/** Draws manifests and prints the picture to standard output; the result is the exit code. */
export async function runGraph({ paths, format }: GraphRun): Promise<number> {
  const inputs = await readProjectInputs(paths);
  const { texts } = await arranged(inputs.texts);
  const { clusters, unreadable } = lintClusters([...texts, ...inputs.elsewhere], inputs.options);
  const models = new Map(clusters.map(({ folder, model }) => [folder, model]));
  print(await formats[format](readClustersGraph(clusters), models));
  const missing = [...inputs.unreadable, ...unreadable];
  printUnreadable(missing);
  return missing.length > 0 ? cannotRead : done;
}
