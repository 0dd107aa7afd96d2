import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Kubectl } from '../../cluster/harness/kubectl.ts';
import { type KubeObject, readManifests } from '../../cluster/harness/objects.ts';
import type { ClusterSuite } from '../suite.ts';
import { nodeName } from './network.ts';
import type { StackParts } from './parts.ts';
import { installTekton, tektonNamespace } from './tekton.ts';
import { bucketSettings, fillBucket, type ThanosParts } from './thanos.ts';

const THANOS_NAMESPACE = 'monitoring';
const READY_SECONDS = 300;
/** For the two pods of Thanos' store, and those of examples: a volume is given once. */
const VOLUMES = 8;

/**
 * Puts into the cluster what the README expects there before the stack is applied: Thanos as whoever runs it has applied it,
 * with its bucket and its volumes, and Tekton.
 *
 * @param folder takes the volumes
 */
export async function furnish(
  { cluster: { kubectl }, work }: ClusterSuite,
  { thanos, tekton }: StackParts,
  folder: string,
): Promise<void> {
  await provideVolumes(kubectl, thanos, folder);
  await kubectl.run(['create', 'namespace', THANOS_NAMESPACE]);
  await putThanos(kubectl, work);
  if (tekton.manifests !== undefined) {
    await installTekton(kubectl, tekton.manifests);
    return;
  }
  await kubectl.run(['create', 'namespace', tektonNamespace]);
  await kubectl.applyObjects([tektonSettings]);
}

/** Gives the node volumes, for Thanos' store with its bucket in each. */
export async function provideVolumes(
  kubectl: Kubectl,
  thanos: ThanosParts,
  folder: string,
): Promise<void> {
  const paths = Array.from({ length: VOLUMES }, (_, index) => join(folder, 'volumes', `${index}`));
  for (const path of paths) {
    mkdirSync(path, { recursive: true });
    await fillBucket(thanos, path);
  }
  await kubectl.applyObjects(paths.map(volume));
}

/**
 * Does something while there is in a cluster what it lacks of the same: the namespaces, Thanos, which must not be there, and the
 * ConfigMap of Tekton.
 */
export async function whileFurnished(
  { cluster: { kubectl }, work }: ClusterSuite,
  body: () => Promise<void>,
): Promise<void> {
  const undo: string[][] = [];
  try {
    for (const name of [THANOS_NAMESPACE, tektonNamespace]) {
      if ((await kubectl.find('namespaces', name)) !== undefined) continue;
      undo.push(['delete', 'namespace', name]);
      await kubectl.run(['create', 'namespace', name]);
    }
    const settings = tektonSettings.metadata.name;
    if ((await kubectl.find('configmaps', settings, tektonNamespace)) === undefined) {
      undo.push(['-n', tektonNamespace, 'delete', 'configmap', settings]);
      await kubectl.applyObjects([tektonSettings]);
    }
    const inThanos = ['-n', THANOS_NAMESPACE, 'delete'];
    undo.push([...inThanos, 'persistentvolumeclaims', '-l', 'app.kubernetes.io/name=thanos-store']);
    undo.push([...inThanos, 'secret', bucket.metadata.name]);
    undo.push(['delete', '-f', join(work, 'manifests')]);
    await putThanos(kubectl, work);
    // what it makes by and by, such as volumes, was there before the stack is
    for (const workload of ['statefulset/thanos-store', 'deployment/thanos-query']) {
      const wait = ['rollout', 'status', `--timeout=${READY_SECONDS}s`, workload];
      await kubectl.run(['-n', THANOS_NAMESPACE, ...wait]);
    }
    await body();
  } finally {
    for (const args of undo.toReversed()) await kubectl.run([...args, '--ignore-not-found']);
  }
}

/** Whether an object of a stack is a part of what others have made. */
export function isSurrounding({ kind, metadata }: KubeObject, work: string): boolean {
  return (
    metadata.namespace === tektonNamespace ||
    readManifests(join(work, 'manifests'))
      .flatMap(({ objects }) => objects)
      .some((one) => one.kind === kind && one.metadata.name === metadata.name)
  );
}

async function putThanos(kubectl: Kubectl, work: string): Promise<void> {
  await kubectl.applyObjects([bucket]);
  await kubectl.run(['apply', '-f', join(work, 'manifests')]);
}

/** Takes out of the cluster what the examples bring themselves. */
export async function clearForExamples({
  cluster: { kubectl },
  work,
}: ClusterSuite): Promise<void> {
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
