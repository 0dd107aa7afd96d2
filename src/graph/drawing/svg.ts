import { xmlAttributes, xmlText } from '../../upstream/xml.ts';
import type { Graph } from '../graph.ts';
import { arrowDescription, nodeDescription, pictureDescription } from './descriptions.ts';
import { type Area, type Layout, layOut } from './layout.ts';
import { readScene, type Scene, type SceneArrow, type SceneNode } from './scene.ts';
import { type Place, type Shape, textWidth } from './shapes.ts';
import { colours, shapes } from './style.ts';

/** A picture, drawn. */
export interface Drawn {
  readonly width: number;
  readonly height: number;
  /** Groups, arrows and nodes as elements of SVG; the styles of `style.ts` are for these. */
  readonly elements: string;
  readonly scene: Scene;
}

/** Draws a graph: frames of namespaces first, then nodes, then arrows, which lead into them, in its order. */
export async function draw(graph: Graph): Promise<Drawn> {
  const scene = readScene(graph);
  const layout = await layOut(scene);
  const { width, height } = layout;
  return { width, height, scene, elements: elementsOf(scene, layout) };
}

/** The picture as a file of SVG, which needs nothing beside it. */
export async function svg(graph: Graph): Promise<string> {
  const { width, height, elements } = await draw(graph);
  const attributes = xmlAttributes({
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    role: 'img',
    'aria-labelledby': 'title description',
  });
  return [
    `<svg${attributes}>`,
    '<title id="title">Tracing stack</title>',
    `<desc id="description">${xmlText(pictureDescription(graph))}</desc>`,
    `<style>\n${colours('svg')}\n${shapes()}\n</style>`,
    '<rect class="paper" width="100%" height="100%"/>',
    elements,
    '</svg>\n',
  ].join('\n');
}

function elementsOf(scene: Scene, layout: Layout): string {
  return [
    ...layout.groups.flatMap((area) => (area ? groupFrame(area) : [])),
    ...scene.nodes.map((node, index) => nodeElement(node, index, layout)),
    ...scene.arrows.map((arrow, index) => arrowElement(arrow, index, layout)),
    ...scene.groups.flatMap(({ title }, index) => groupTitle(title, layout, index)),
  ].join('\n');
}

function groupFrame(area: Area): string {
  return element('rect', { class: 'group', ...area });
}

/** Room between the title of a group and an arrow. */
const besideTitle = 4;

/** The title of a group, in front of arrows that lead into it, and beside them where there is room. */
function groupTitle(text: string, { groups, arrows }: Layout, index: number): string[] {
  const area = groups[index];
  if (area === undefined) return [];
  const width = textWidth(text, 'group') + 12;
  const [y, height] = [7, 21];
  const usual = 8;
  const steps = Array.from({ length: Math.max(1, (area.width - width) / usual - 1) });
  const isFree = (x: number) =>
    !arrows.some(({ points }) =>
      leadsThrough(points, {
        x: area.x + x - besideTitle,
        y: area.y + y,
        width: width + 2 * besideTitle,
        height,
      }),
    );
  const x = steps.map((_, step) => usual * (step + 1)).find(isFree) ?? usual;
  const shapes: Shape[] = [
    { shape: 'box', x, y, width, height, style: 'title' },
    { shape: 'text', x: x + 6, y: y + 15, text, style: 'group' },
  ];
  return [element('g', translated(area), shapes.map(shapeElement))];
}

/** Whether a line of straight parts leads through an area. */
function leadsThrough(points: readonly Place[], { x, y, width, height }: Area): boolean {
  return points.slice(1).some((to, index) => {
    const from = points[index] ?? to;
    return (
      Math.max(from.x, to.x) > x &&
      Math.min(from.x, to.x) < x + width &&
      Math.max(from.y, to.y) > y &&
      Math.min(from.y, to.y) < y + height
    );
  });
}

function nodeElement({ node, box }: SceneNode, index: number, layout: Layout): string {
  const attributes = {
    class: ['node', node.kind, node.change ?? ''].filter(Boolean).join(' '),
    'data-node': index,
    ...translated(layout.nodes[index]),
  };
  return element('g', attributes, [
    `<title>${xmlText(nodeDescription(node))}</title>`,
    ...box.shapes.map(shapeElement),
  ]);
}

function arrowElement({ arrow, label }: SceneArrow, index: number, layout: Layout): string {
  const { points = [], start, end, label: area } = layout.arrows[index] ?? {};
  const ended = end ? [...points, end] : points;
  const style = arrow.change ?? arrow.wrong ?? '';
  const parts = [
    `<title>${xmlText(arrowDescription(arrow))}</title>`,
    ...leadElement(start, points[0]),
    element('path', { class: 'line', d: line(points, end === undefined) }),
    ...leadElement(points.at(-1), end && pointBase(ended)),
    element('path', { class: 'point', d: point(ended) }),
  ];
  if (label !== undefined && area !== undefined) {
    const texts = label.lines.map(({ text, y, style }): Shape => {
      return { shape: 'text', x: 4, y, text, style };
    });
    const { width, height } = area;
    const behind = element('rect', { width, height });
    parts.push(
      element('g', { class: 'label', ...translated(area) }, [behind, ...texts.map(shapeElement)]),
    );
  }
  const classes = ['arrow', style].filter(Boolean).join(' ');
  return element('g', { class: classes, 'data-arrow': index }, parts);
}

/** The part of an arrow that is inside of a node. */
function leadElement(from: Place | undefined, to: Place | undefined): string[] {
  if (from === undefined || to === undefined) return [];
  return [element('path', { class: 'lead', d: `M${from.x} ${from.y}L${to.x} ${to.y}` })];
}

const bend = 6;
const pointLength = 9;
const pointWidth = 4;

/** A line with round bends, up to where its point begins, if that is at its end. */
function line(points: readonly Place[], isPointed: boolean): string {
  const [first, ...others] = isPointed ? [...points.slice(0, -1), pointBase(points)] : points;
  if (first === undefined) return '';
  const parts = others.map((corner, index) => {
    const next = others[index + 1];
    if (next === undefined) return `L${corner.x} ${corner.y}`;
    const before = others[index - 1] ?? first;
    const start = towards(corner, before, bend);
    const end = towards(corner, next, bend);
    return `L${start.x} ${start.y}Q${corner.x} ${corner.y} ${end.x} ${end.y}`;
  });
  return `M${first.x} ${first.y}${parts.join('')}`;
}

function point(points: readonly Place[]): string {
  const tip = points.at(-1);
  if (tip === undefined) return '';
  const base = pointBase(points);
  const across = {
    x: ((tip.y - base.y) / pointLength) * pointWidth,
    y: ((base.x - tip.x) / pointLength) * pointWidth,
  };
  const corners = [
    tip,
    { x: base.x + across.x, y: base.y + across.y },
    { x: base.x - across.x, y: base.y - across.y },
  ];
  return `M${corners.map(({ x, y }) => `${tenth(x)} ${tenth(y)}`).join('L')}Z`;
}

function pointBase(points: readonly Place[]): Place {
  const tip = points.at(-1) ?? { x: 0, y: 0 };
  return towards(tip, points.at(-2) ?? tip, pointLength);
}

/** A place some way from another towards a third, no more than half of the way. */
function towards(from: Place, to: Place, length: number): Place {
  const distance = Math.hypot(to.x - from.x, to.y - from.y);
  if (distance === 0) return from;
  const share = length === pointLength ? length / distance : Math.min(length / distance, 0.5);
  return { x: tenth(from.x + (to.x - from.x) * share), y: tenth(from.y + (to.y - from.y) * share) };
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}

function shapeElement(shape: Shape): string {
  switch (shape.shape) {
    case 'text': {
      const { x, y, style, text } = shape;
      return `<text${xmlAttributes({ class: style, x, y })}>${xmlText(text)}</text>`;
    }
    case 'box': {
      const { x, y, width, height, style } = shape;
      return element('rect', { class: style, x, y, width, height });
    }
    case 'path':
      return element('path', { class: shape.style, d: shape.path });
  }
}

function translated(place: Place = { x: 0, y: 0 }): { readonly transform: string } {
  return { transform: `translate(${place.x} ${place.y})` };
}

function element(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  inside: readonly string[] = [],
): string {
  const start = `<${name}${xmlAttributes(attributes)}`;
  return inside.length === 0 ? `${start}/>` : `${start}>\n${inside.join('\n')}\n</${name}>`;
}
