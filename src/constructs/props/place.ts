import type { IConstruct } from 'constructs';

/** Names of the props that somebody makes the children of a construct from, by the ids of the children. */
const namers = new WeakMap<IConstruct, (id: string) => string | undefined>();
/** Props of constructs by their names. */
const known = new WeakMap<IConstruct, readonly string[]>();

/**
 * Says what the children of a construct are called in the props of whoever makes them: that the child `Collector` comes from the
 * prop `collector` of a stack.
 */
export function nameProps(scope: IConstruct, nameOf: (id: string) => string | undefined): void {
  namers.set(scope, nameOf);
}

/** Says what the props of a construct are called. */
export function knowProps(construct: IConstruct, names: readonly string[]): void {
  known.set(construct, names);
}

/**
 * A message about a prop of a construct with the construct's path before it, and with the prop's path where the construct is made
 * from a prop of something around it: `tracing/3-instances/Collector: collector.image must …`.
 */
export function placed(construct: IConstruct, message: string): string {
  // a part that has no props of its own is made from those of what it is a part of
  const owner = construct.node.scopes.findLast((scope) => known.has(scope)) ?? construct;
  const prop = propOf(owner);
  const [word = ''] = /^[^\s.[:]*/.exec(message) ?? [];
  // a sentence that goes on with the prop itself
  const about = word === 'must' ? ' ' : ': ';
  const separator = known.get(owner)?.includes(word) ? '.' : about;
  const named = prop === undefined ? message : `${prop}${separator}${message}`;
  const path = owner.node.scopes.flatMap(({ node }) => node.id || []).join('/');
  return path === '' ? named : `${path}: ${named}`;
}

function propOf(construct: IConstruct): string | undefined {
  const { scopes } = construct.node;
  return scopes
    .map(({ node }, index) => namers.get(scopes[index - 1] ?? construct)?.(node.id))
    .findLast((name) => name !== undefined);
}
