/** What is chosen in the picture. */
export type Choice =
  | { readonly kind: 'node'; readonly index: number }
  | { readonly kind: 'arrow'; readonly index: number };

/** What the picture tells of. */
export interface Listener {
  readonly chosen: (choice: Choice) => void;
  readonly focused: (element: Element) => void;
}

const directions: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowDown: [0, 1],
  ArrowUp: [0, -1],
};

/** Nodes and arrows of the picture, as things that can be chosen. One node at a time is reached by Tab, the others from there by arrow keys. */
export class Picture {
  private readonly nodes: readonly SVGGElement[];
  private readonly arrows: readonly SVGGElement[];
  private readonly listener: Listener;

  constructor(svg: SVGSVGElement, listener: Listener) {
    this.nodes = [...svg.querySelectorAll<SVGGElement>('g.node')];
    this.arrows = [...svg.querySelectorAll<SVGGElement>('g.arrow')];
    this.listener = listener;
    this.nodes.forEach((node, index) => {
      this.makeButton(node, { kind: 'node', index });
      node.addEventListener('focus', () => this.focused(node));
      node.addEventListener('keydown', (event) => this.walk(node, event));
    });
    this.arrows.forEach((arrow, index) => {
      this.makeButton(arrow, { kind: 'arrow', index });
    });
    this.nodes[0]?.setAttribute('tabindex', '0');
  }

  /** Marks what is chosen; nothing, where nothing is given. */
  mark(choice?: Choice): void {
    for (const element of [...this.nodes, ...this.arrows]) element.classList.remove('chosen');
    if (choice) this.elementOf(choice)?.classList.add('chosen');
  }

  /** Puts the focus on a node. */
  focus(index: number): void {
    this.nodes[index]?.focus();
  }

  elementOf({ kind, index }: Choice): SVGGElement | undefined {
    return kind === 'node' ? this.nodes[index] : this.arrows[index];
  }

  /** Lets all but some nodes step back; none, where nothing is given. */
  emphasize(indices?: ReadonlySet<number>): void {
    this.nodes.forEach((node, index) => {
      node.classList.toggle('dim', indices !== undefined && !indices.has(index));
    });
    for (const arrow of this.arrows) arrow.classList.toggle('dim', indices !== undefined);
  }

  private makeButton(element: SVGGElement, choice: Choice): void {
    // its name is its title
    element.setAttribute('role', 'button');
    element.setAttribute('tabindex', '-1');
    element.addEventListener('click', () => this.listener.chosen(choice));
    element.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      this.listener.chosen(choice);
    });
  }

  private focused(node: SVGGElement): void {
    for (const other of this.nodes) other.setAttribute('tabindex', other === node ? '0' : '-1');
    this.listener.focused(node);
  }

  private walk(from: SVGGElement, event: KeyboardEvent): void {
    const direction = directions[event.key];
    if (direction === undefined) return;
    event.preventDefault();
    this.next(from, direction)?.focus();
  }

  /** The nearest node in a direction; what is aside counts as further away. */
  private next(from: SVGGElement, [x, y]: readonly [number, number]): SVGGElement | undefined {
    const start = middle(from);
    let best: { readonly node: SVGGElement; readonly distance: number } | undefined;
    for (const node of this.nodes) {
      const end = middle(node);
      const [right, down] = [end.x - start.x, end.y - start.y];
      const along = right * x + down * y;
      const aside = Math.abs(right * y) + Math.abs(down * x);
      const distance = along + 2 * aside;
      if (node !== from && along > 1 && (best === undefined || distance < best.distance)) {
        best = { node, distance };
      }
    }
    return best?.node;
  }
}

function middle(element: Element): { readonly x: number; readonly y: number } {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  return { x: (left + right) / 2, y: (top + bottom) / 2 };
}
