import type { Construct } from 'constructs';
import { kubeObject } from './kube-object.ts';

/** Adds a ServiceAccount whose pods are pulled with Secrets, where there are any to pull with and no account is given. */
export function addPullAccount(
  scope: Construct,
  { name, namespace }: { readonly name: string; readonly namespace: string },
  {
    imagePullSecrets,
    serviceAccountName,
  }: { readonly imagePullSecrets?: readonly string[]; readonly serviceAccountName?: string },
): void {
  if (imagePullSecrets === undefined || serviceAccountName !== undefined) return;
  kubeObject('ServiceAccount', scope, `PullAccount-${name}`, {
    metadata: { name, namespace },
    imagePullSecrets: imagePullSecrets.map((secret) => ({ name: secret })),
  });
}
