import { oneLine } from '../../upstream/values/shown.ts';
import type { GraphNode } from '../nodes.ts';
import { worst } from '../problems.ts';
import { type DrawnPart, drawPart } from './inside.ts';
import { wrapped } from './letters.ts';
import {
  type Ends,
  type Place,
  type Shape,
  type TextStyle,
  textStyles,
  textWidth,
} from './shapes.ts';

/** A node, drawn at the origin. */
export interface Box {
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly Shape[];
  readonly ends: Ends;
}

const padding = 12;
const lineGap = 5;
const partGap = 8;
const longestLine = 44;
const smallest = 110;
/** Height of the top of a storage's cylinder. */
const lid = 8;

/** Draws what a node says of itself, from the top to the bottom, in a frame that holds it. */
export function drawNode(node: GraphNode): Box {
  const shapes: Shape[] = [];
  const badge = badgeOf(node);
  let width = smallest;
  let y = padding + (node.kind === 'storage' ? lid : 0);
  const write = (texts: readonly string[], style: TextStyle, room = 0) => {
    for (const text of texts) {
      y += textStyles[style].size;
      shapes.push({ shape: 'text', x: padding, y, text, style });
      y += lineGap;
      width = Math.max(width, textWidth(text, style) + 2 * padding + room);
    }
  };
  const room = badge === '' ? 0 : textWidth(badge, 'badge') + 24;
  write(wrapped(oneLine(node.what), longestLine), 'what', room);
  write(wrapped(oneLine(node.name), longestLine), 'name');
  if (node.facts.length > 0) {
    write(wrapped(node.facts.map(oneLine).join(' · '), longestLine), 'facts');
  }
  const parts: DrawnPart[] = [];
  for (const part of node.parts) {
    const drawn = drawPart(part, padding, y + partGap - lineGap);
    parts.push(drawn);
    y = drawn.top + drawn.height + lineGap;
  }
  width = Math.max(width, ...parts.map((part) => part.width + 2 * padding));
  for (const { top, height, shapes: inside } of parts) {
    const box = { x: padding, y: top, width: width - 2 * padding, height };
    shapes.push({ shape: 'box', ...box, style: 'part' }, ...inside);
  }
  const height = y - lineGap + padding;
  const ends = spansFirst(node.parts.map(({ title }, index) => ({ title, ...parts[index]?.ends })));
  return {
    width,
    height,
    shapes: [...frame(node, width, height), ...shapes, ...badgeShapes(node, badge, width)],
    ends: {
      receivers: firstOf(ends.map(({ receivers }) => receivers)),
      exporters: firstOf(ends.map(({ exporters }) => exporters)),
    },
  };
}

/** Pipelines of spans before those of other signals, whose components they share. */
function spansFirst<T extends { readonly title: string }>(parts: readonly T[]): T[] {
  const ofSpans = ({ title }: T) => title === 'traces' || title.startsWith('traces/');
  return [...parts.filter(ofSpans), ...parts.filter((part) => !ofSpans(part))];
}

/** Of what several pipelines have, the place in the first of them. */
function firstOf(
  all: readonly (ReadonlyMap<string, Place> | undefined)[],
): ReadonlyMap<string, Place> {
  return new Map(all.toReversed().flatMap((one) => [...(one ?? [])]));
}

/** How many errors and warnings there are; empty for none. */
function badgeOf({ problems }: GraphNode): string {
  const of = (severity: string) => problems.filter((one) => one.severity === severity).length;
  const errors = of('error');
  const warnings = of('warning');
  return [errors > 0 ? `✗ ${errors}` : '', warnings > 0 ? `! ${warnings}` : '']
    .filter(Boolean)
    .join('  ');
}

function badgeShapes({ kind, problems }: GraphNode, text: string, right: number): Shape[] {
  if (text === '') return [];
  const width = textWidth(text, 'badge') + 12;
  const x = right - width - 8;
  const y = 8 + (kind === 'storage' ? lid : 0);
  return [
    { shape: 'box', x, y, width, height: 18, style: `badge ${worst(problems)}` },
    { shape: 'text', x: x + 6, y: y + 13, text, style: 'badge' },
  ];
}

function frame({ kind }: GraphNode, width: number, height: number): Shape[] {
  if (kind === 'storage') {
    const half = `a${width / 2} ${lid} 0 0 `;
    const body = `M0 ${lid}${half}1 ${width} 0V${height - lid}${half}1 ${-width} 0Z`;
    return [
      { shape: 'path', path: body, style: 'frame' },
      { shape: 'path', path: `M0 ${lid}${half}0 ${width} 0`, style: 'lid' },
    ];
  }
  const outer: Shape = { shape: 'box', x: 0, y: 0, width, height, style: 'frame' };
  if (kind !== 'backend') return [outer];
  return [
    outer,
    { shape: 'box', x: 3, y: 3, width: width - 6, height: height - 6, style: 'inner' },
  ];
}
