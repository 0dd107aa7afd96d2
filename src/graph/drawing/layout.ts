import type { ElkExtendedEdge, ElkNode, ElkPoint } from 'elkjs/lib/elk.bundled.js';
import { type Direction, Ports } from './ports.ts';
import type { Scene, SceneGroup } from './scene.ts';
import { type Place, textStyles, textWidth } from './shapes.ts';

/** A rectangle of the picture. */
export interface Area extends Place {
  readonly width: number;
  readonly height: number;
}

/** Where everything of a scene is; lists are in its order. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly Area[];
  /** Frames of the groups that have a title; undefined for what is outside of all. */
  readonly groups: readonly (Area | undefined)[];
  readonly arrows: readonly {
    /** From where it leaves its node to where it reaches the other. */
    readonly points: readonly Place[];
    /** The exporter that it comes from, inside of its node; unset for one that starts at the node. */
    readonly start?: Place;
    /** The receiver that it leads to, inside of its node; unset for one that ends at the node. */
    readonly end?: Place;
    /** Of its label; unset for one that has none. */
    readonly label?: Area;
  }[];
}

const groupPadding = 16;
const groupTitle = 34;
const margin = 16;
const mostBeside = 8;

// of the whole picture and of each frame, which does not take it from the picture
const placement = { 'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX' };

// in layers, with the names of ELK: https://eclipse.dev/elk/reference/options.html
const options = {
  ...placement,
  'elk.algorithm': 'layered',
  'elk.edgeRouting': 'ORTHOGONAL',
  // edges lead through frames of namespaces
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.json.edgeCoords': 'ROOT',
  'elk.json.shapeCoords': 'ROOT',
  'elk.padding': `[top=${margin},left=${margin},bottom=${margin},right=${margin}]`,
  'elk.spacing.nodeNode': '24',
  'elk.spacing.edgeNode': '18',
  'elk.spacing.edgeEdge': '12',
  'elk.spacing.edgeLabel': '4',
  'elk.spacing.componentComponent': '32',
  'elk.layered.spacing.nodeNodeBetweenLayers': '36',
  'elk.layered.spacing.edgeNodeBetweenLayers': '24',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '12',
  // what costs time with hundreds of nodes, and is hardly seen with ten
  'elk.layered.thoroughness': '3',
};

/** Gives everything its place, the same each time. */
export async function layOut(scene: Scene): Promise<Layout> {
  // more than all else together, and wanted for pictures alone
  const { default: elk } = await import('elkjs/lib/elk.bundled.js');
  const ids = new Map<string, ElkNode>();
  const direction = directionOf(scene);
  const ports = new Ports(scene, direction);
  const leaf = (index: number): ElkNode => {
    const { width = 0, height = 0 } = scene.nodes[index] ?? {};
    return { id: `n${index}`, width, height, ...ports.of(index) };
  };
  const laid: ElkNode = await new elk.default().layout<ElkNode>({
    id: 'picture',
    layoutOptions: { ...options, 'elk.direction': direction },
    children: scene.groups.flatMap(({ title, members }, index) =>
      title === '' ? members.map(leaf) : [frame(index, title, members.map(leaf))],
    ),
    edges: [
      ...scene.arrows.map((arrow, index) => ({
        id: `e${index}`,
        sources: [ports.leaving(arrow)],
        targets: [ports.reaching(arrow)],
        labels: arrow.label
          ? [{ text: '.', width: arrow.label.width, height: arrow.label.height }]
          : [],
      })),
      ...ports.plumbLines().map(([from, to], index) => ({
        id: `p${index}`,
        sources: [from],
        targets: [to],
        layoutOptions: { 'elk.layered.priority.straightness': '10' },
      })),
    ],
  });
  const collect = (node: ElkNode) => {
    ids.set(node.id, node);
    for (const child of node.children ?? []) collect(child);
  };
  collect(laid);
  const edges = new Map(laid.edges?.map((edge) => [edge.id, edge]));
  return {
    width: round(laid.width),
    height: round(laid.height),
    nodes: scene.nodes.map((_, index) => area(ids.get(`n${index}`))),
    groups: scene.groups.map((group, index) => groupArea(group, ids.get(`g${index}`))),
    arrows: scene.arrows.map(({ label, from, to, start, end }, index) => {
      const edge = edges.get(`e${index}`);
      return {
        points: pointsOf(edge),
        start: start && within(ids.get(`n${from}`), start),
        end: end && within(ids.get(`n${to}`), end),
        label: label && area(edge?.labels?.[0]),
      };
    }),
  };
}

/** Downwards, unless the top row has too many nodes side by side to be seen at once. */
function directionOf({ nodes, arrows }: Scene): Direction {
  const reached = new Set(arrows.map(({ to }) => to));
  return nodes.length - reached.size <= mostBeside ? 'DOWN' : 'RIGHT';
}

function frame(index: number, title: string, children: ElkNode[]): ElkNode {
  const sides = `left=${groupPadding},bottom=${groupPadding},right=${groupPadding}`;
  return {
    id: `g${index}`,
    children,
    layoutOptions: {
      ...placement,
      'elk.padding': `[top=${groupTitle},${sides}]`,
      'elk.nodeSize.constraints': 'MINIMUM_SIZE',
      'elk.nodeSize.minimum': `(${textWidth(title, 'group') + 2 * groupPadding},${textStyles.group.size})`,
    },
  };
}

/** A place of something inside of a node. */
function within(node: ElkNode | undefined, { x, y }: Place): Place {
  return { x: round((node?.x ?? 0) + x), y: round((node?.y ?? 0) + y) };
}

function groupArea({ title }: SceneGroup, node: ElkNode | undefined): Area | undefined {
  return title === '' ? undefined : area(node);
}

function pointsOf(edge: ElkExtendedEdge | undefined): Place[] {
  return (edge?.sections ?? []).flatMap(({ startPoint, bendPoints = [], endPoint }) =>
    [startPoint, ...bendPoints, endPoint].map(({ x, y }: ElkPoint) => ({
      x: round(x),
      y: round(y),
    })),
  );
}

function area(shape: Partial<Area> | undefined): Area {
  const { x, y, width, height } = shape ?? {};
  return { x: round(x), y: round(y), width: round(width), height: round(height) };
}

/** A tenth of a pixel is finer than anybody sees, and reads better than what ELK calculates. */
function round(value: number | undefined): number {
  return Math.round((value ?? 0) * 10) / 10;
}
