import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KubeObject } from '../../cluster/harness/objects.ts';
import type { Suite } from '../suite.ts';
import { nodeName } from './network.ts';
import type { StackParts } from './parts.ts';
import { installTekton, tektonNamespace } from './tekton.ts';
import { bucketSettings, fillBucket } from './thanos.ts';

const THANOS_NAMESPACE = 'monitoring';
/** For the two pods of Thanos' store, and those of examples: a volume is given once. */
const VOLUMES = 8;

/**
 * Puts into the cluster what the README expects there before the stack is applied: Thanos as whoever runs it has applied it,
 * with its bucket and its volumes, and Tekton.
 *
 * @param folder takes the volumes
 */
export async function furnish(
  { cluster: { kubectl }, work }: Suite,
  { thanos, tekton }: StackParts,
  folder: string,
): Promise<void> {
  const paths = Array.from({ length: VOLUMES }, (_, index) => join(folder, 'volumes', `${index}`));
  for (const path of paths) {
    mkdirSync(path, { recursive: true });
    await fillBucket(thanos, path);
  }
  await kubectl.run(['create', 'namespace', THANOS_NAMESPACE]);
  await kubectl.applyObjects([bucket, ...paths.map(volume)]);
  await kubectl.run(['apply', '-f', join(work, 'manifests')]);
  if (tekton.manifests !== undefined) {
    await installTekton(kubectl, tekton.manifests);
    return;
  }
  await kubectl.run(['create', 'namespace', tektonNamespace]);
  await kubectl.applyObjects([tektonSettings]);
}

/** Takes out of the cluster what the examples bring themselves. */
export async function clearForExamples({ cluster: { kubectl }, work }: Suite): Promise<void> {
  await kubectl.run(['delete', '-f', join(work, 'manifests')]);
  await kubectl.run(['-n', tektonNamespace, 'delete', 'configmap', 'config-tracing']);
}

/**
 * Writes Thanos' manifests as they are, but for what they ask for: with the stack beside it, that is more than a machine of two cores has.
 *
 * @returns the folder
 */
export function smallManifests(folder: string): string {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync('manifests')) {
    const text = readFileSync(join('manifests', name), 'utf8');
    const asked = /(requests:\n *cpu: )\S+(\n *memory: )\S+/g;
    writeFileSync(join(folder, name), text.replaceAll(asked, '$110m$264Mi'));
  }
  return folder;
}

const bucket: KubeObject = {
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'thanos-objstore', namespace: THANOS_NAMESPACE },
  stringData: { 'thanos.yaml': bucketSettings },
};

const tektonSettings: KubeObject = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: {
    name: 'config-tracing',
    namespace: tektonNamespace,
    labels: {
      'app.kubernetes.io/instance': 'default',
      'app.kubernetes.io/part-of': 'tekton-pipelines',
    },
  },
  data: {},
};

/** A volume of this node for claims that name no class. */
function volume(path: string, index: number): KubeObject {
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
}
