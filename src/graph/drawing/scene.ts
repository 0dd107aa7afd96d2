import { shortened } from '../../lint/shortened.ts';
import { oneLine } from '../../upstream/values/shown.ts';
import type { Graph, GraphEdge } from '../graph.ts';
import { type Arrow, arrows, protocolName } from '../label.ts';
import { type GraphNode, groupsOf } from '../nodes.ts';
import { type Box, drawNode } from './box.ts';
import { wrapped } from './letters.ts';
import { type Place, type TextStyle, textWidth } from './shapes.ts';

/** Something that is drawn, with the room that it needs. */
export interface Sized {
  readonly width: number;
  readonly height: number;
}

/** A node, drawn. */
export interface SceneNode extends Sized {
  readonly node: GraphNode;
  readonly box: Box;
}

/** What is written at an arrow. */
export interface SceneLabel extends Sized {
  readonly lines: readonly {
    readonly text: string;
    readonly style: TextStyle;
    /** Place of its base, within the label. */
    readonly y: number;
  }[];
}

/** An arrow, with what is written at it. */
export interface SceneArrow {
  readonly arrow: Arrow;
  /** Places of its ends among the nodes. */
  readonly from: number;
  readonly to: number;
  /** The exporter that it starts at, within its node; unset for one that starts at the node. */
  readonly start?: Place;
  /** The receiver that it ends at, within its node; unset for one that ends at the node. */
  readonly end?: Place;
  /** Unset where there is nothing to say. */
  readonly label?: SceneLabel;
}

/** Nodes of a namespace; what is outside of all has no title. */
export interface SceneGroup {
  readonly title: string;
  /** Places among the nodes. */
  readonly members: readonly number[];
}

/** All that a picture has, before it has its places. */
export interface Scene {
  readonly nodes: readonly SceneNode[];
  readonly arrows: readonly SceneArrow[];
  readonly groups: readonly SceneGroup[];
}

/** What is drawn for a graph, with its sizes. */
export function readScene(graph: Graph): Scene {
  const places = new Map(graph.nodes.map((node, index) => [node.id, index]));
  const placeOf = (id: string) => places.get(id) ?? 0;
  const titled = groupsOf(graph.nodes).map(([title, nodes]) => ({
    title: oneLine(title),
    members: nodes.map(({ id }) => placeOf(id)),
  }));
  const nodes = graph.nodes.map((node) => {
    const box = drawNode(node);
    return { node, box, width: box.width, height: box.height };
  });
  const startOf = ({ from, via }: GraphEdge) =>
    nodes[placeOf(from)]?.box.ends.exporters.get(shortened(via));
  const endOf = ({ to, receiver = '' }: GraphEdge) =>
    nodes[placeOf(to)]?.box.ends.receivers.get(receiver);
  const readsAs = (edge: GraphEdge) =>
    JSON.stringify([placeText(edge), speaksText(edge), startOf(edge), endOf(edge)]);
  return {
    nodes,
    arrows: arrows(graph, readsAs).map((arrow) => {
      const [edge] = arrow.edges;
      return {
        arrow,
        from: placeOf(arrow.from),
        to: placeOf(arrow.to),
        start: edge && startOf(edge),
        end: edge && endOf(edge),
        label: labelOf(arrow),
      };
    }),
    groups: titled.filter(({ members }) => members.length > 0),
  };
}

function placeText({ service, port }: GraphEdge): string {
  return [service ?? '', port === undefined ? '' : `:${port}`].join('');
}

function speaksText(edge: GraphEdge): string {
  return [protocolName(edge), edge.tls === true ? 'TLS' : ''].filter(Boolean).join(' · ');
}

const marks = { error: '✗ ', warning: '! ' };
const longest = 22;
const lineHeight = 14;

function labelOf({ edges, wrong }: Arrow): SceneLabel | undefined {
  const [edge] = edges;
  if (edge === undefined) return undefined;
  const mark = wrong === undefined ? '' : marks[wrong];
  const texts: { text: string; style: TextStyle }[] = [
    ...wrapped(`${mark}${placeText(edge)}`, longest).map((text) => {
      return { text: oneLine(text), style: 'service' as const };
    }),
    { text: oneLine(speaksText(edge)), style: 'speaks' },
  ];
  const lines = texts
    .filter(({ text }) => text.trim() !== '')
    .map((line, index) => ({ ...line, y: (index + 1) * lineHeight }));
  if (lines.length === 0) return undefined;
  return {
    lines,
    width: Math.max(...lines.map(({ text, style }) => textWidth(text, style))) + 8,
    height: lines.length * lineHeight + 5,
  };
}
