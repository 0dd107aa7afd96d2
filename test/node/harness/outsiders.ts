import type { KubeObject } from '../../cluster/harness/objects.ts';
import { standInImage } from './parts.ts';

/** A pod of no program, which only waits and listens; Pod Security calls it restricted. */
export function outsider(
  name: string,
  namespace: string,
  labels: Readonly<Record<string, string>> = {},
): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, labels },
    spec: {
      terminationGracePeriodSeconds: 2,
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [
        {
          name,
          image: standInImage,
          args: ['--http-address=0.0.0.0:8080'],
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
        },
      ],
    },
  };
}
