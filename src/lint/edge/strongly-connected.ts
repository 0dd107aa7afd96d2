/** Numbers nodes so that those which reach each other have the same one (Tarjan's algorithm, without recursion). */
export function stronglyConnected(
  next: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlyMap<string, number> {
  const search = new Search(next);
  for (const root of next.keys()) search.from(root);
  return search.components;
}

/** A node that is being looked at, with the nodes behind it that are left. */
interface Frame {
  readonly node: string;
  readonly targets: string[];
}

class Search {
  /** Number of each node that is done. */
  readonly components = new Map<string, number>();
  private readonly next: ReadonlyMap<string, ReadonlySet<string>>;
  private readonly order = new Map<string, number>();
  private readonly low = new Map<string, number>();
  private readonly open: string[] = [];
  private readonly stack: Frame[] = [];

  constructor(next: ReadonlyMap<string, ReadonlySet<string>>) {
    this.next = next;
  }

  from(root: string): void {
    if (!this.order.has(root)) this.enter(root);
    for (let frame = this.stack.at(-1); frame; frame = this.stack.at(-1)) {
      const target = frame.targets.pop();
      if (target === undefined) this.leave(frame.node);
      else if (!this.order.has(target)) this.enter(target);
      else if (!this.components.has(target)) this.lower(frame.node, this.order.get(target));
    }
  }

  private enter(node: string): void {
    this.low.set(node, this.order.size);
    this.order.set(node, this.order.size);
    this.open.push(node);
    this.stack.push({ node, targets: [...(this.next.get(node) ?? [])] });
  }

  private lower(node: string, value: number | undefined): void {
    this.low.set(node, Math.min(this.low.get(node) ?? 0, value ?? 0));
  }

  private leave(node: string): void {
    this.stack.pop();
    const parent = this.stack.at(-1);
    if (parent) this.lower(parent.node, this.low.get(node));
    const number = this.order.get(node) ?? 0;
    if (this.low.get(node) === number) this.close(node, number);
  }

  private close(node: string, number: number): void {
    for (const member of this.open.splice(this.open.lastIndexOf(node))) {
      this.components.set(member, number);
    }
  }
}
