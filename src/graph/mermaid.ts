import { groupBy } from '../model/kubernetes/group.ts';
import { oneLine } from '../upstream/values/shown.ts';
import type { Graph } from './graph.ts';
import { arrows } from './label.ts';
import { arrowMark, type Mark, markColours, nodeMark } from './marks.ts';
import { type GraphNode, groupsOf, type NodeKind } from './nodes.ts';

const shapes: Readonly<Record<NodeKind, readonly [string, string]>> = {
  sender: ['[', ']'],
  viewer: ['[', ']'],
  collector: ['([', '])'],
  backend: ['[[', ']]'],
  receiver: ['[', ']'],
  storage: ['[(', ')]'],
  external: ['{{', '}}'],
  missing: ['[', ']'],
};

const marks = { error: '✗ ', warning: '! ' };

/** The picture as a Mermaid flowchart; what is wrong, and what comes, goes and changes, is coloured, and wrong edges are marked. */
export function mermaid(graph: Graph): string {
  const ids = new Map(graph.nodes.map(({ id }, index) => [id, `n${index}`]));
  const drawn = arrows(graph);
  const lines = ['flowchart LR'];
  groupsOf(graph.nodes).forEach(([title, nodes], index) => {
    const boxes = nodes.map((node) => `${ids.get(node.id)}${box(node)}`);
    if (title === '') lines.push(...boxes.map((line) => `  ${line}`));
    else {
      lines.push(`  subgraph ns${index}["${escaped(title)}"]`);
      lines.push(...boxes.map((line) => `    ${line}`), '  end');
    }
  });
  for (const { from, to, label, wrong } of drawn) {
    const text = `${wrong === undefined ? '' : marks[wrong]}${label}`;
    const arrow = text === '' ? '-->' : `-->|"${escaped(text)}"|`;
    lines.push(`  ${ids.get(from)} ${arrow} ${ids.get(to)}`);
  }
  drawn.forEach((arrow, index) => {
    const mark = arrowMark(arrow);
    if (mark !== undefined) lines.push(`  linkStyle ${index} ${stroke(mark)}`);
  });
  const missing = graph.nodes.filter(({ kind }) => kind === 'missing').map(({ id }) => ids.get(id));
  if (missing.length > 0) {
    lines.push('  classDef missing stroke:#d1242f,stroke-dasharray:5 5');
    lines.push(`  class ${missing.join(',')} missing`);
  }
  for (const [mark, nodes] of groupBy(graph.nodes, nodeMark)) {
    if (mark === undefined) continue;
    lines.push(`  classDef ${mark} ${stroke(mark)}`);
    lines.push(`  class ${nodes.map(({ id }) => ids.get(id)).join(',')} ${mark}`);
  }
  return `${lines.join('\n')}\n`;
}

function stroke(mark: Mark): string {
  const line = `stroke:${markColours[mark]},stroke-width:3px`;
  return mark === 'removed' ? `${line},stroke-dasharray:6 4` : line;
}

function box({ kind, name, what }: GraphNode): string {
  const [open, close] = shapes[kind];
  return `${open}"${escaped(what)}<br/>${escaped(name)}"${close}`;
}

// names come from anybody's manifests; Mermaid takes HTML, quotes and backticks in labels for markup
function escaped(text: string): string {
  return oneLine(text)
    .replace(/\s+/g, ' ')
    .replace(/[#&"<>`\\{}|;]/g, (sign) => `#${sign.codePointAt(0)};`);
}
