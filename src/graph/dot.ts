import type { Graph } from './graph.ts';
import { arrows } from './label.ts';
import type { GraphNode, NodeKind } from './nodes.ts';

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
  const namespaces = [...new Set(graph.nodes.map(({ namespace }) => namespace))].sort();
  const lines = ['digraph tracing {', '  rankdir=LR;'];
  const addNodes = (namespace: string, indent: string) => {
    for (const node of graph.nodes) {
      if (node.namespace === namespace) lines.push(`${indent}${nodeLine(node)}`);
    }
  };
  namespaces.filter(Boolean).forEach((namespace, index) => {
    lines.push(`  subgraph cluster_${index} {`, `    label=${quoted(namespace)};`);
    addNodes(namespace, '    ');
    lines.push('  }');
  });
  addNodes('', '  ');
  for (const { from, to, label, wrong } of arrows(graph)) {
    const style = wrong === undefined ? '' : `, color="${colours[wrong]}", penwidth=3`;
    lines.push(`  ${quoted(from)} -> ${quoted(to)} [label=${quoted(label)}${style}];`);
  }
  lines.push('}');
  return `${lines.join('\n')}\n`;
}

function nodeLine({ id, kind, name, what }: GraphNode): string {
  return `${quoted(id)} [label=${quoted(`${what}\n${name}`)}, ${shapes[kind]}];`;
}

function quoted(text: string): string {
  const inner = text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replace(/\r?\n/g, '\\n');
  return `"${inner}"`;
}
