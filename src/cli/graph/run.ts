import { dot } from '../../graph/dot.ts';
import { type Graph, readGraph } from '../../graph/graph.ts';
import { mermaid } from '../../graph/mermaid.ts';
import { lintManifests } from '../../lint/manifests.ts';
import { readInputs } from '../inputs.ts';
import { print } from '../output.ts';

/** A call of `tracing graph`. */
export interface GraphRun {
  readonly paths: readonly string[];
  readonly format: 'mermaid' | 'dot' | 'json';
}

const formats: Readonly<Record<GraphRun['format'], (graph: Graph) => string>> = {
  mermaid,
  dot,
  json: (graph) => `${JSON.stringify(graph, undefined, 2)}\n`,
};

/** Draws manifests and prints the picture to standard output. */
export async function runGraph({ paths, format }: GraphRun): Promise<void> {
  const { model, findings } = lintManifests(await readInputs(paths));
  print(formats[format](readGraph(model, findings)));
}
