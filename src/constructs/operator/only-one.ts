import type { Construct } from 'constructs';

/**
 * Why an operator is one too many; undefined when its app has no other one. Kinds and webhooks are of the whole cluster, so that one
 * would replace those of the other, whatever namespaces the two watch.
 *
 * @param leftOut - how somebody leaves one out
 */
export function secondProblem(operator: Construct, leftOut: string): string | undefined {
  const { constructor: made } = operator;
  const other = operator.node.root.node
    .findAll()
    .find((one) => one !== operator && one.constructor === made);
  return (
    other &&
    `must be the only ${made.name} of the app, since a cluster has one, got another one at ${other.node.path}; leave one out by ${leftOut}, or make an App for each cluster`
  );
}
