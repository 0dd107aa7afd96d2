import { setTimeout as sleep } from 'node:timers/promises';
import type { Kubectl } from '../../cluster/harness/kubectl.ts';
import { at, type KubeObject, listAt, nameOf } from '../../cluster/harness/objects.ts';

const POLL_MS = 1_000;
const CRASH_SECONDS = 40;

/**
 * Waits until the given workloads are there and available, and every pod of the namespaces is ready or has done its work.
 *
 * @param workloads as `Kind namespace/name`
 * @returns the pods
 * @throws with what is not ready after the given time, and why
 */
export async function settledPods(
  kubectl: Kubectl,
  namespaces: readonly string[],
  workloads: readonly string[],
  seconds: number,
): Promise<KubeObject[]> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const lists = namespaces.map((name) =>
      kubectl.list('deployments,statefulsets,daemonsets,pods', name),
    );
    const found = (await Promise.all(lists)).flat();
    const pods = found.filter(({ kind }) => kind === 'Pod');
    const waiting = [
      ...workloads.filter((name) => !found.some((one) => nameOf(one) === name)),
      ...found.filter((one) => one.kind !== 'Pod' && !isAvailable(one)).map(nameOf),
      ...pods.filter((pod) => !isSettled(pod)).map(described),
    ];
    if (waiting.length === 0) return pods;
    if (Date.now() > deadline) {
      throw new Error(`not ready after ${seconds} s:\n${waiting.join('\n')}`);
    }
    await sleep(POLL_MS);
  }
}

/** How often the containers of pods were started again, one line for each that was. */
export function restarts(pods: readonly KubeObject[]): string[] {
  return pods.flatMap((pod) =>
    listAt(pod, 'status', 'containerStatuses')
      .filter((status) => at(status, 'restartCount') !== 0)
      .map(
        (status) =>
          `${nameOf(pod)}, ${at(status, 'name')}: ${at(status, 'restartCount')}, ${JSON.stringify(at(status, 'lastState'))}`,
      ),
  );
}

/** Waits until a container of a namespace has ended by itself, and was started again. */
export async function crashing(kubectl: Kubectl, namespace: string): Promise<void> {
  const deadline = Date.now() + CRASH_SECONDS * 1000;
  while (restarts(await kubectl.list('pods', namespace)).length === 0) {
    if (Date.now() > deadline) throw new Error(`none ends within ${CRASH_SECONDS} s`);
    await sleep(POLL_MS);
  }
}

function isAvailable(workload: KubeObject): boolean {
  const wanted =
    at(workload, 'spec', 'replicas') ?? at(workload, 'status', 'desiredNumberScheduled');
  const ready =
    at(workload, 'status', 'readyReplicas') ?? at(workload, 'status', 'numberReady') ?? 0;
  const isCurrent = at(workload, 'status', 'observedGeneration') === workload.metadata.generation;
  const updated =
    at(workload, 'status', 'updatedReplicas') ??
    at(workload, 'status', 'updatedNumberScheduled') ??
    0;
  return isCurrent && ready === wanted && updated === wanted;
}

function isSettled(pod: KubeObject): boolean {
  const ready = listAt(pod, 'status', 'conditions').some(
    (condition) => at(condition, 'type') === 'Ready' && at(condition, 'status') === 'True',
  );
  return ready || at(pod, 'status', 'phase') === 'Succeeded';
}

function described(pod: KubeObject): string {
  const states = listAt(pod, 'status', 'containerStatuses').map(
    (status) => `${at(status, 'name')} ${JSON.stringify(at(status, 'state'))}`,
  );
  const conditions = listAt(pod, 'status', 'conditions')
    .filter((condition) => at(condition, 'status') !== 'True')
    .map((condition) => `${at(condition, 'type')}: ${at(condition, 'message') ?? ''}`);
  return [nameOf(pod), ...states, ...conditions].join('\n  ');
}
