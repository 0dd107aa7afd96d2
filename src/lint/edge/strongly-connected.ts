/** Numbers nodes so that those which reach each other have the same one (Tarjan's algorithm, without recursion). */
export function stronglyConnected(
  next: ReadonlyMap<string, ReadonlySet<string>>,
): Map<string, number> {
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const component = new Map<string, number>();
  const open: string[] = [];
  for (const root of next.keys()) {
    if (order.has(root)) continue;
    const stack = [{ node: root, targets: [...(next.get(root) ?? [])] }];
    visit(root);
    while (stack.length > 0) {
      const frame = stack.at(-1);
      const target = frame?.targets.pop();
      if (frame && target !== undefined) {
        if (!order.has(target)) {
          visit(target);
          stack.push({ node: target, targets: [...(next.get(target) ?? [])] });
        } else if (!component.has(target)) {
          lower(frame.node, order.get(target));
        }
        continue;
      }
      stack.pop();
      if (frame) close(frame.node, stack.at(-1)?.node);
    }
  }
  return component;

  function visit(node: string): void {
    order.set(node, order.size);
    low.set(node, order.size - 1);
    open.push(node);
  }

  function lower(node: string, value: number | undefined): void {
    low.set(node, Math.min(low.get(node) ?? 0, value ?? 0));
  }

  function close(node: string, parent: string | undefined): void {
    if (parent !== undefined) lower(parent, low.get(node));
    if (low.get(node) !== order.get(node)) return;
    const number = order.get(node) ?? 0;
    let member: string | undefined;
    do {
      member = open.pop();
      if (member !== undefined) component.set(member, number);
    } while (member !== undefined && member !== node);
  }
}
