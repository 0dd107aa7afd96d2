import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { KubeObject } from '../../cluster/harness/objects.ts';
import type { Suite } from '../suite.ts';
import { nodeName } from './network.ts';

const THANOS_NAMESPACE = 'monitoring';
const TEKTON_NAMESPACE = 'tekton-pipelines';

/**
 * Puts into the cluster what the README expects there before the stack is applied: Thanos as whoever runs it has applied it,
 * with its bucket and its volumes, and Tekton's settings.
 *
 * @param folder takes the volumes
 */
export async function furnish(
  { cluster: { kubectl }, work }: Suite,
  folder: string,
): Promise<void> {
  for (const name of [THANOS_NAMESPACE, TEKTON_NAMESPACE]) {
    await kubectl.run(['create', 'namespace', name]);
  }
  await kubectl.applyObjects([bucket, tektonSettings, ...volumes(join(folder, 'volumes'), 2)]);
  await kubectl.run(['apply', '-f', join(work, 'manifests')]);
}

const bucket: KubeObject = {
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'thanos-objstore', namespace: THANOS_NAMESPACE },
  stringData: {
    'thanos.yaml': JSON.stringify({
      type: 'FILESYSTEM',
      config: { directory: '/var/thanos/store/bucket' },
    }),
  },
};

const tektonSettings: KubeObject = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: {
    name: 'config-tracing',
    namespace: TEKTON_NAMESPACE,
    labels: {
      'app.kubernetes.io/instance': 'default',
      'app.kubernetes.io/part-of': 'tekton-pipelines',
    },
  },
  data: {},
};

/** Volumes of this node for claims that name no class. */
function volumes(folder: string, count: number): KubeObject[] {
  return Array.from({ length: count }, (_, index) => {
    const path = join(folder, `${index}`);
    mkdirSync(path, { recursive: true });
    return {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name: `local-${index}` },
      spec: {
        capacity: { storage: '20Gi' },
        accessModes: ['ReadWriteOnce'],
        persistentVolumeReclaimPolicy: 'Retain',
        // unlike hostPath, one whose files the group of the pod may write
        local: { path },
        nodeAffinity: {
          required: {
            nodeSelectorTerms: [
              {
                matchExpressions: [
                  { key: 'kubernetes.io/hostname', operator: 'In', values: [nodeName] },
                ],
              },
            ],
          },
        },
      },
    };
  });
}
