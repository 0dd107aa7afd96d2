import { at, type KubeObject, listAt, textAt } from '../../cluster/harness/objects.ts';
import type { Suite } from '../suite.ts';
import { listeningPorts } from './processes.ts';

/** A pod that runs, and where it listens. */
export interface ListeningPod {
  readonly pod: KubeObject;
  /** A process in its network. */
  readonly pid: number;
  /** Its TCP ports, each as `address:port`. */
  readonly addresses: readonly string[];
}

/** Pods of some namespaces that run, those of the node's own network aside. */
export async function listeningPods(
  { cluster: { kubectl }, node }: Suite,
  namespaces: readonly string[],
): Promise<ListeningPod[]> {
  const processes = await node.runtime.processes();
  const lists = await Promise.all(namespaces.map((name) => kubectl.list('pods', name)));
  return lists.flat().flatMap((pod) => {
    const [status] = listAt(pod, 'status', 'containerStatuses');
    const id = `${at(status, 'containerID')}`.replace(/^containerd:\/\//, '');
    const pid = processes.get(id);
    if (pid === undefined) return [];
    const address = textAt(pod, 'status', 'podIP');
    const addresses = [...listeningPorts(pid)].map((port) => `${address}:${port}`);
    return [{ pod, pid, addresses }];
  });
}
