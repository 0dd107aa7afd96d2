import { oneLine } from '../upstream/values/shown.ts';
import type { Graph } from './graph.ts';
import { arrows } from './label.ts';
import { type GraphNode, groupsOf, type NodeKind } from './nodes.ts';

const shapes: Readonly<Record<NodeKind, string>> = {
  sender: 'shape=box',
  viewer: 'shape=box',
  collector: 'shape=box, style=rounded',
  backend: 'shape=box, peripheries=2',
  receiver: 'shape=box',
  storage: 'shape=cylinder',
  external: 'shape=hexagon',
  missing: 'shape=box, style=dashed, color="#d1242f"',
};

const colours = { error: '#d1242f', warning: '#bf8700' };

/** The picture in the language of Graphviz; wrong edges are coloured and drawn thick. */
export function dot(graph: Graph): string {
  const lines = ['digraph tracing {', '  rankdir=LR;'];
  groupsOf(graph.nodes).forEach(([title, nodes], index) => {
    const boxes = nodes.map(nodeLine);
    if (title === '') lines.push(...boxes.map((line) => `  ${line}`));
    else {
      lines.push(`  subgraph cluster_${index} {`, `    label=${quoted(title)};`);
      lines.push(...boxes.map((line) => `    ${line}`), '  }');
    }
  });
  for (const { from, to, label, wrong } of arrows(graph)) {
    const style = wrong === undefined ? '' : `, color="${colours[wrong]}", penwidth=3`;
    lines.push(`  ${quoted(from)} -> ${quoted(to)} [label=${quoted(label)}${style}];`);
  }
  lines.push('}');
  return `${lines.join('\n')}\n`;
}

function nodeLine({ id, kind, name, what }: GraphNode): string {
  return `${quoted(id)} [label=${quoted(what, name)}, ${shapes[kind]}];`;
}

function quoted(...lines: readonly string[]): string {
  const inner = lines.map((line) => oneLine(line).replaceAll('\\', '\\\\').replaceAll('"', '\\"'));
  return `"${inner.join('\\n')}"`;
}
