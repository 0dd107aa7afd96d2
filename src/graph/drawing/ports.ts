import type { ElkNode, ElkPort } from 'elkjs/lib/elk.bundled.js';
import type { Scene, SceneArrow } from './scene.ts';

/** Which way a picture is read. */
export type Direction = 'DOWN' | 'RIGHT';

type Side = 'NORTH' | 'EAST' | 'SOUTH' | 'WEST';

/** How far from its top arrows reach a node at its side, when they lead to nothing inside of it. */
const besideTitle = 24;

/**
 * Where arrows leave and reach nodes with pipelines: at the height of the exporter and the receiver that they are of, right and left, as
 * pipelines are read. What is of neither has a place of its own at such a node; all other nodes leave it to the layout.
 */
export class Ports {
  private readonly scene: Scene;
  private readonly direction: Direction;
  private readonly ports = new Map<number, Map<string, ElkPort>>();

  constructor(scene: Scene, direction: Direction) {
    this.scene = scene;
    this.direction = direction;
    for (const { from, to, start, end } of scene.arrows) {
      if (start) this.add(from, 'EAST', start.y);
      if (end) this.add(to, 'WEST', end.y);
    }
    for (const { from, to, start, end } of scene.arrows) {
      if (!start && this.ports.has(from)) this.add(from, this.below());
      if (!end && this.ports.has(to)) this.add(to, this.above());
    }
    for (const { from, to } of this.apart()) {
      this.add(from, this.below());
      if (this.ports.has(to)) this.add(to, this.above());
    }
  }

  /**
   * Ends of lines that nobody draws, from a node down to the one that it exports to. An arrow from the side of one to the side of the other is
   * straightest where they stand beside each other, so that without these each tier of collectors would stand further to the right.
   */
  plumbLines(): [string, string][] {
    const lines = this.apart().map(({ from, to }): [string, string] => [
      portId(from, this.below()),
      this.ports.has(to) ? portId(to, this.above()) : `n${to}`,
    ]);
    return [...new Map(lines.map((line) => [line.join(), line])).values()];
  }

  /** What the layout has to know of a node. */
  of(node: number): Pick<ElkNode, 'ports' | 'layoutOptions'> {
    const ports = this.ports.get(node);
    return ports === undefined
      ? {}
      : { ports: [...ports.values()], layoutOptions: { 'elk.portConstraints': 'FIXED_POS' } };
  }

  /** Id of what an arrow starts at. */
  leaving({ from, start }: SceneArrow): string {
    return this.ports.has(from)
      ? portId(from, start ? 'EAST' : this.below(), start?.y)
      : `n${from}`;
  }

  /** Id of what an arrow ends at. */
  reaching({ to, end }: SceneArrow): string {
    return this.ports.has(to) ? portId(to, end ? 'WEST' : this.above(), end?.y) : `n${to}`;
  }

  /** Arrows that draw their nodes apart. */
  private apart(): SceneArrow[] {
    if (this.direction === 'RIGHT') return [];
    return this.scene.arrows.filter(({ start, from, to }) => start && from !== to);
  }

  private above(): Side {
    return this.direction === 'DOWN' ? 'NORTH' : 'WEST';
  }

  private below(): Side {
    return this.direction === 'DOWN' ? 'SOUTH' : 'EAST';
  }

  private add(node: number, side: Side, height?: number): void {
    const { width = 0, height: whole = 0 } = this.scene.nodes[node] ?? {};
    const places = {
      NORTH: { x: width / 2, y: 0 },
      SOUTH: { x: width / 2, y: whole },
      WEST: { x: 0, y: height ?? besideTitle },
      EAST: { x: width, y: height ?? besideTitle },
    };
    const id = portId(node, side, height);
    const port = {
      id,
      width: 0,
      height: 0,
      ...places[side],
      layoutOptions: { 'elk.port.side': side },
    };
    const ofNode = this.ports.get(node) ?? new Map<string, ElkPort>();
    this.ports.set(node, ofNode.set(id, port));
  }
}

function portId(node: number, side: Side, height?: number): string {
  return `n${node} ${side} ${height ?? ''}`;
}
