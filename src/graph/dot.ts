import { oneLine } from '../upstream/values/shown.ts';
import type { Graph } from './graph.ts';
import { arrows } from './label.ts';
import { arrowMark, type Mark, markColours, nodeMark } from './marks.ts';
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

/** The picture in the language of Graphviz; what is wrong, and what comes, goes and changes, is coloured and drawn thick. */
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
  for (const arrow of arrows(graph)) {
    const { from, to, label } = arrow;
    const mark = arrowMark(arrow);
    const dashed = mark === 'removed' ? ', style=dashed' : '';
    const style = `${dashed}${stroke(mark)}`;
    lines.push(`  ${quoted(from)} -> ${quoted(to)} [label=${quoted(label)}${style}];`);
  }
  lines.push('}');
  return `${lines.join('\n')}\n`;
}

function nodeLine(node: GraphNode): string {
  const { id, kind, name, what } = node;
  const mark = nodeMark(node);
  const shape = mark === 'removed' ? dashed(shapes[kind]) : shapes[kind];
  return `${quoted(id)} [label=${quoted(what, name)}, ${shape}${stroke(mark)}];`;
}

function stroke(mark: Mark | undefined): string {
  return mark === undefined ? '' : `, color="${markColours[mark]}", penwidth=3`;
}

/** A shape with a dashed line; an attribute that is there twice counts once. */
function dashed(shape: string): string {
  return shape.includes('style=rounded')
    ? shape.replace('style=rounded', 'style="rounded,dashed"')
    : `${shape}, style=dashed`;
}

function quoted(...lines: readonly string[]): string {
  const inner = lines.map((line) => oneLine(line).replaceAll('\\', '\\\\').replaceAll('"', '\\"'));
  return `"${inner.join('\\n')}"`;
}
