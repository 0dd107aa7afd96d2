import { readConnections } from '../../../src/model/connections.ts';
import type { MadePods } from '../../../src/model/kubernetes/pods.ts';
import type { Edge, Model } from '../../../src/model/model.ts';
import { type KubeObject, nameOf } from '../../cluster/harness/objects.ts';
import type { Stack } from '../../cluster/harness/stacks.ts';
import { modelOfObjects } from '../../objects-model.ts';
import { storeHost } from '../harness/cluster.ts';
import { type ListeningPod, listeningPods } from '../harness/listening-pods.ts';
import { apiServerPort, nodeAddress } from '../harness/network.ts';
import { outsider } from '../harness/outsiders.ts';
import { reachedFrom } from '../harness/reach.ts';
import type { Suite } from '../suite.ts';
import { objectsOf } from './workloads.ts';

const NAMESPACE = 'tracing';
/** Thanos is among those who send. */
const OTHERS = ['monitoring', 'default', 'kube-system'];
const READY_SECONDS = 60;
const VERSION = 'app.kubernetes.io/version';

/** Pods of no program: in the namespace of the stack, outside of it, and there with the label of those who may send. */
const intruder = outsider('intruder', NAMESPACE);
const bystander = outsider('bystander', 'default');
const sender = outsider('traced-sender', 'default', { traced: 'true' });

/** Who connects, and where the model has an edge to. */
interface Client {
  readonly from: ListeningPod;
  readonly expected: ReadonlySet<string>;
}

/**
 * Every pod of a stack, its senders and pods that are none of it try to connect to every port of every pod of the stack, and those in
 * its namespace to the store, the API server and DNS, too. They are let through where the model has an edge, and nowhere else.
 */
export async function checkPolicies(suite: Suite, stack: Stack): Promise<void> {
  const { checks, cluster } = suite;
  const { kubectl } = cluster;
  const objects = [intruder, bystander, sender];
  await kubectl.applyObjects(objects);
  try {
    for (const { metadata } of objects) {
      const wait = ['wait', '--for=condition=Ready', `--timeout=${READY_SECONDS}s`];
      await kubectl.run(['-n', `${metadata.namespace}`, ...wait, `pod/${metadata.name}`]);
    }
    const pods = await listeningPods(suite, [NAMESPACE, ...OTHERS]);
    const model = modelOfObjects(objectsOf(stack));
    for (const { from, expected } of clientsOf(model, pods)) {
      const title = `${stack.name}: ${nameOf(from.pod)} reaches what it has to, and nothing else`;
      await checks.check('policies', title, async () => {
        const tried = targetsOf(from, pods);
        const reached = await reachedFrom(from.pid, tried);
        const wrong = tried.filter((address) => reached.has(address) !== expected.has(address));
        if (wrong.length === 0) return;
        const lines = wrong.map(
          (address) =>
            `${reached.has(address) ? 'reaches' : 'does not reach'} ${described(address, pods)}`,
        );
        throw new Error(lines.join('\n'));
      });
    }
  } finally {
    const text = objects.map((object) => JSON.stringify(object)).join('\n---\n');
    await kubectl.run(['delete', '-f', '-'], text);
  }
}

const apiServer = `${nodeAddress}:${apiServerPort}`;
const store = `${nodeAddress}:9201`;

function clientsOf(model: Model, pods: readonly ListeningPod[]): Client[] {
  return pods.flatMap((from): Client[] => {
    const { pod } = from;
    if (isPod(pod, intruder) || isPod(pod, bystander)) return [{ from, expected: new Set() }];
    if (isPod(pod, sender)) return [{ from, expected: receiversOf(model, pods) }];
    const made = madePods(model, pod);
    return made.length > 0 ? [{ from, expected: edgesOf(model, made, pods) }] : [];
  });
}

function isPod({ metadata }: KubeObject, other: KubeObject): boolean {
  return metadata.name === other.metadata.name && metadata.namespace === other.metadata.namespace;
}

/** What the manifests say of a pod that runs. */
function madePods(model: Model, { metadata }: KubeObject): MadePods[] {
  return model.pods.filter(
    ({ namespace, labels }) =>
      namespace === metadata.namespace &&
      Object.entries(labels).every(
        // another release of an operator may run here than the manifests ask for
        ([key, value]) => key === VERSION || metadata.labels?.[key] === value,
      ),
  );
}

/** All that a pod tries; what a pod elsewhere does beside the stack is not the stack's. */
function targetsOf({ pod, addresses }: ListeningPod, pods: readonly ListeningPod[]): string[] {
  const isInside = pod.metadata.namespace === NAMESPACE;
  const tried = pods.filter((one) => isInside || one.pod.metadata.namespace === NAMESPACE);
  return [...tried.flatMap((one) => one.addresses), ...(isInside ? [apiServer, store] : [])].filter(
    (address) => !addresses.includes(address),
  );
}

/** Where pods have edges to, with what they need for that: the names of what they connect to, and an operator the API server. */
function edgesOf(
  model: Model,
  made: readonly MadePods[],
  pods: readonly ListeningPod[],
): Set<string> {
  const sent = readConnections(model).filter(({ edge, from }) =>
    from === undefined ? isBeside(edge.sender, made) : from.some((one) => made.includes(one)),
  );
  const reached = sent.flatMap(({ edge, to, port }) => {
    if (to === undefined) return edge.address?.host === storeHost ? [store] : [];
    const receiving = pods.filter(({ pod }) =>
      madePods(model, pod).some((one) => to.includes(one)),
    );
    return receiving.flatMap(({ addresses }) =>
      addresses.filter((address) => address.endsWith(`:${port}`)),
    );
  });
  const operates = model.operators.some(({ workload }) =>
    made.some((one) => one.workload === workload),
  );
  const resolves = sent.length > 0 || operates;
  const names = pods.filter(({ pod }) => pod.metadata.labels?.['k8s-app'] === 'kube-dns');
  return new Set([
    ...reached,
    ...(operates ? [apiServer] : []),
    ...(resolves ? names.flatMap(({ addresses }) => addresses.filter(isOfDns)) : []),
  ]);
}

/** Whether pods are in the namespace of a client of which manifests have the configuration alone, so that each of them may be it. */
function isBeside({ kind, client }: Edge['sender'], made: readonly MadePods[]): boolean {
  return kind !== 'instrumentation' && made.some(({ namespace }) => namespace === client.namespace);
}

function isOfDns(address: string): boolean {
  return address.endsWith(':53');
}

/** Where senders are let in: the receivers of the collector. */
function receiversOf(model: Model, pods: readonly ListeningPod[]): Set<string> {
  const ports = model.listeners
    .filter(({ component }) => component.kind === 'receivers')
    .map(({ port }) => `:${port}`);
  const collectors = pods.filter(
    ({ pod }) =>
      pod.metadata.namespace === NAMESPACE &&
      madePods(model, pod).some(({ object }) => object.kind === 'OpenTelemetryCollector'),
  );
  return new Set(
    collectors.flatMap(({ addresses }) =>
      addresses.filter((address) => ports.some((port) => address.endsWith(port))),
    ),
  );
}

function described(address: string, pods: readonly ListeningPod[]): string {
  const of = pods.find(({ addresses }) => addresses.includes(address));
  return of === undefined ? address : `${address} of ${nameOf(of.pod)}`;
}
