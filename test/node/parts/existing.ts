import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { versions } from '../../../src/upstream/operator/versions.ts';
import type { Kubectl } from '../../cluster/harness/kubectl.ts';
import { at, listAt, nameOf, readManifests } from '../../cluster/harness/objects.ts';
import { ProgramFailed } from '../../cluster/harness/run-program.ts';
import { modelOfObjects } from '../../objects-model.ts';
import { tektonNamespace } from '../harness/tekton.ts';
import type { ClusterSuite } from '../suite.ts';
import { objectsOf } from './workloads.ts';

/** What is tried is tried in a namespace of its own. */
const NAMESPACE = 'tracing-probe';
const CERTIFICATE_SECONDS = 60;
/** With what it takes a node to pull an image. */
const STORE_SECONDS = 180;
const ANSWER_SECONDS = 20;
/** No index is as old. */
const DAYS = 36_500;
const DEFAULT_CLASS = 'storageclass.kubernetes.io/is-default-class';

/**
 * Looks whether a cluster that is not of this suite's making has what the stack stands on, and nothing that the suite would overwrite
 * or delete; what is lacking is said, with what to do.
 *
 * @returns whether the stack can be applied to it
 */
export async function checkExisting(suite: ClusterSuite): Promise<boolean> {
  const { checks, cluster } = suite;
  const { kubectl } = cluster;
  const check = (title: string, body: () => Promise<void>) => checks.check('cluster', title, body);
  const isFree = await check('there is nothing in it that the suite would take away', () =>
    isMissing(suite),
  );
  // the probes are objects in it, too
  if (!isFree) return false;
  const hasNodes = await check('a node is ready', () => hasNode(kubectl));
  const results = [hasNodes];
  results.push(await check("there are volumes for Thanos' store", () => hasVolumes(suite)));
  try {
    await kubectl.run(['create', 'namespace', NAMESPACE]);
    results.push(await check('cert-manager issues a certificate', () => issues(kubectl)));
    // without one, no pod asks for the store
    for (const url of hasNodes ? storesOf(suite) : []) {
      results.push(await check(`a pod reaches the store at ${url}`, () => reaches(kubectl, url)));
    }
  } finally {
    await kubectl.run(['delete', 'namespace', NAMESPACE, '--ignore-not-found']);
  }
  return results.every(Boolean);
}

/** @throws with what is there of what the stack, and Thanos beside it, are made of */
async function isMissing({ cluster: { kubectl }, stack, work }: ClusterSuite): Promise<void> {
  const objects = objectsOf(stack);
  const made = objects
    .filter(({ kind }) => kind === 'Namespace')
    .map(({ metadata }) => metadata.name);
  const own = [
    ...objects.filter(({ metadata: { namespace = '' } }) => !made.includes(namespace)),
    ...readManifests(join(work, 'manifests')).flatMap((file) => file.objects),
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } },
  ].filter(({ metadata: { namespace } }) => namespace !== tektonNamespace);
  const there = new Set((await kubectl.present(own)).map(nameOf));
  if (there.size === 0) return;
  throw new Error(
    `${[...there].join(', ')}: already there, and in the end it would be deleted, with what others have in it. ` +
      'Use a cluster to throw away, or delete it, where it is what a run that was killed has left',
  );
}

/** @throws unless a kubelet has a node ready */
async function hasNode(kubectl: Kubectl): Promise<void> {
  const nodes = await kubectl.list('nodes');
  const ready = nodes.filter((node) =>
    listAt(node, 'status', 'conditions').some(
      (one) => at(one, 'type') === 'Ready' && at(one, 'status') === 'True',
    ),
  );
  const real = ready.filter(
    ({ metadata }) => !('kwok.x-k8s.io/node' in (metadata.annotations ?? {})),
  );
  if (real.length > 0) return;
  throw new Error(
    ready.length > 0
      ? 'all nodes are played by KWOK, so that no program runs; --kwok makes such a cluster'
      : `of ${nodes.length} nodes, none is ready: kubectl describe nodes`,
  );
}

/** @throws unless each claim that names no class can be bound */
async function hasVolumes({ cluster: { kubectl }, work }: ClusterSuite): Promise<void> {
  const classes = await kubectl.list('storageclasses');
  if (classes.some(({ metadata }) => metadata.annotations?.[DEFAULT_CLASS] === 'true')) return;
  const wanted = readManifests(join(work, 'manifests'))
    .flatMap(({ objects }) => objects)
    .map(
      (one) =>
        Number(at(one, 'spec', 'replicas') ?? 1) *
        listAt(one, 'spec', 'volumeClaimTemplates').length,
    )
    .reduce((sum, one) => sum + one, 0);
  const free = (await kubectl.list('persistentvolumes')).filter(
    (one) => at(one, 'status', 'phase') === 'Available' && !at(one, 'spec', 'storageClassName'),
  );
  if (free.length >= wanted) return;
  throw new Error(
    `there is no default StorageClass, and of ${wanted} volumes that ask for no class there are ${free.length}: ` +
      'install a provisioner, such as local-path-provisioner, which kind has by itself',
  );
}

/** @throws unless a Certificate of a self-signing Issuer gets ready */
async function issues(kubectl: Kubectl): Promise<void> {
  const metadata = { name: 'probe', namespace: NAMESPACE };
  const apiVersion = 'cert-manager.io/v1';
  try {
    await kubectl.applyObjects([
      { apiVersion, kind: 'Issuer', metadata, spec: { selfSigned: {} } },
      {
        apiVersion,
        kind: 'Certificate',
        metadata,
        spec: {
          secretName: 'probe',
          dnsNames: ['probe'],
          issuerRef: { kind: 'Issuer', name: 'probe' },
        },
      },
    ]);
    await kubectl.run([
      ...['-n', NAMESPACE, 'wait', '--for=condition=Ready', `--timeout=${CERTIFICATE_SECONDS}s`],
      'certificate.cert-manager.io/probe',
    ]);
  } catch (error) {
    if (!(error instanceof ProgramFailed)) throw error;
    throw new Error(`${error.output.stderr}install cert-manager, and wait until it is available`, {
      cause: error,
    });
  }
}

/** Addresses of the stores of the stack's Jaegers. */
function storesOf({ stack }: ClusterSuite): string[] {
  const { jaegers } = modelOfObjects(objectsOf(stack));
  const urls = jaegers.flatMap(({ roles }) =>
    roles.flatMap(({ options }) =>
      (options.get('es.server-urls') ?? '').split(',').filter(Boolean),
    ),
  );
  return [...new Set(urls)];
}

/** @throws unless Jaeger's own cleaner, in a pod, gets the indices of the store; it deletes none */
async function reaches(kubectl: Kubectl, url: string): Promise<void> {
  const scope = ['-n', NAMESPACE];
  await kubectl.applyObjects([
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'store', namespace: NAMESPACE },
      spec: {
        restartPolicy: 'Never',
        containers: [
          {
            name: 'store',
            image: `jaegertracing/jaeger-es-index-cleaner:${versions.jaeger}`,
            args: [`${DAYS}`, url, `--timeout=${ANSWER_SECONDS}`],
            env: [{ name: 'INDEX_PREFIX', value: NAMESPACE }],
          },
        ],
      },
    },
  ]);
  try {
    await ended(kubectl);
  } finally {
    await kubectl.run([...scope, 'delete', 'pod', 'store', '--ignore-not-found']);
  }
}

/** @throws with what it said, unless the pod has come to a good end */
async function ended(kubectl: Kubectl): Promise<void> {
  const deadline = Date.now() + STORE_SECONDS * 1000;
  for (;;) {
    const pod = await kubectl.find('pods', 'store', NAMESPACE);
    const phase = at(pod, 'status', 'phase');
    if (phase === 'Succeeded') return;
    if (phase === 'Failed' || Date.now() > deadline) {
      const state = JSON.stringify(at(pod, 'status', 'containerStatuses', 0, 'state'));
      throw new Error(
        `${await logsOf(kubectl)}${phase}, ${state}\nan Elasticsearch must answer there: ` +
          'test/node/README.md tells how a cluster is given one under that name',
      );
    }
    await sleep(1_000);
  }
}

async function logsOf(kubectl: Kubectl): Promise<string> {
  try {
    return (await kubectl.run(['-n', NAMESPACE, 'logs', 'store', '--tail=1'])).stdout;
  } catch {
    // it has not begun to run
    return '';
  }
}
