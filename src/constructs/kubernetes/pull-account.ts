import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { refuse } from '../props/refuse.ts';
import { kubeObject } from './kube-object.ts';

/**
 * Adds a ServiceAccount whose pods are pulled with Secrets, where there are any to pull with and no account is given.
 *
 * @throws if the app has one of that name already, which would lose what is said of it
 */
export function addPullAccount(
  scope: Construct,
  { name, namespace }: { readonly name: string; readonly namespace: string },
  {
    imagePullSecrets,
    serviceAccountName,
  }: { readonly imagePullSecrets?: readonly string[]; readonly serviceAccountName?: string },
): void {
  if (imagePullSecrets === undefined || serviceAccountName !== undefined) return;
  const own = scope.node.root.node
    .findAll()
    .filter(ApiObject.isApiObject)
    .find(
      (object) =>
        object.kind === 'ServiceAccount' &&
        object.name === name &&
        object.metadata.namespace === namespace,
    );
  refuse(
    scope,
    own &&
      `imagePullSecrets make a ServiceAccount ${name}, which there is already, ${own.node.path}; give it the Secrets, and name it in serviceAccountName`,
  );
  kubeObject('ServiceAccount', scope, `PullAccount-${name}`, {
    metadata: { name, namespace },
    imagePullSecrets: imagePullSecrets.map((secret) => ({ name: secret })),
  });
}
