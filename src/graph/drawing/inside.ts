import { oneLine } from '../../upstream/values/shown.ts';
import type { GraphItem, GraphPart } from '../details.ts';
import { worst } from '../problems.ts';
import { wrapped } from './letters.ts';
import { type Ends, type Place, type Shape, textStyles, textWidth } from './shapes.ts';

/** A part of a node, drawn. */
export interface DrawnPart {
  /** Place of its top, within the node. */
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly Shape[];
  /** Of a pipeline, within the node; a list has none. */
  readonly ends: Ends;
}

const padding = 8;
const chipHeight = 20;
const chipPadding = 7;
const gap = 4;
const arrowLength = 22;
const mostItems = 12;
const longestItem = 48;

/**
 * Draws a pipeline, stage by stage with arrows between them, or a list.
 *
 * @param left place of its left side, within the node
 * @param top place of its top, within the node
 */
export function drawPart({ title, columns }: GraphPart, left: number, top: number): DrawnPart {
  const heading = oneLine(title);
  const base = top + padding + textStyles.part.size;
  const shapes: Shape[] = [
    { shape: 'text', x: left + padding, y: base, text: heading, style: 'part' },
  ];
  let x = left + padding;
  let bottom = base;
  const places = columns.map(() => new Map<string, Area>());
  columns.forEach((items, index) => {
    if (index > 0) {
      const y = base + padding + chipHeight / 2;
      shapes.push({ shape: 'path', path: arrow(x + 3, x + arrowLength - 3, y), style: 'flow' });
      x += arrowLength;
    }
    const chips = chipsOf(items);
    const width = Math.max(...chips.flatMap(({ lines }) => lines.map(chipWidth)), chipPadding * 2);
    let y = base + padding;
    for (const { name, lines, style } of chips) {
      const height = chipHeight + (lines.length - 1) * (textStyles.item.size + 3);
      shapes.push({ shape: 'box', x, y, width, height, style });
      if (name !== undefined) (places[index] ?? new Map()).set(name, { x, y, width, height });
      lines.forEach((text, line) => {
        const lineBase = y + 14 + line * (textStyles.item.size + 3);
        shapes.push({ shape: 'text', x: x + chipPadding, y: lineBase, text, style: 'item' });
      });
      y += height + gap;
    }
    x += width;
    bottom = Math.max(bottom, y - gap);
  });
  return {
    top,
    width: Math.max(x - left, padding + textWidth(heading, 'part')) + padding,
    height: bottom + padding - top,
    shapes,
    ends: endsOf(places),
  };
}

interface Area extends Place {
  readonly width: number;
  readonly height: number;
}

/** The ends of a pipeline, from where its stages are; a list has none. */
function endsOf(stages: readonly ReadonlyMap<string, Area>[]): Ends {
  const [first, ...others] = stages;
  const last = others.at(-1);
  const at = (stage: ReadonlyMap<string, Area> | undefined, side: 0 | 1) =>
    new Map(
      [...(stage ?? [])].map(([name, { x, y, width, height }]) => [
        name,
        { x: x + side * width, y: y + height / 2 },
      ]),
    );
  return { receivers: at(last && first, 0), exporters: at(last, 1) };
}

function chipWidth(text: string): number {
  return textWidth(text, 'item') + 2 * chipPadding;
}

interface Chip {
  /** Of the item; unset for what stands for several. */
  readonly name?: string;
  readonly lines: readonly string[];
  readonly style: string;
}

function chipsOf(items: readonly GraphItem[]): Chip[] {
  const chips = items.slice(0, mostItems).map(({ name, problems }) => {
    const wrong = worst(problems);
    const lines = wrapped(oneLine(name), longestItem);
    return { name, lines, style: wrong ? `chip ${wrong}` : 'chip' };
  });
  const more = items.length - chips.length;
  return more === 0 ? chips : [...chips, { lines: [`and ${more} more`], style: 'chip more' }];
}

function arrow(from: number, to: number, y: number): string {
  return `M${from} ${y}H${to}M${to - 4} ${y - 3}L${to} ${y}L${to - 4} ${y + 3}`;
}
