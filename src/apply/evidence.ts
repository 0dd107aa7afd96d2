import type { ObjectReference } from '../model/kubernetes/reference.ts';
import {
  at,
  list,
  own,
  reasonOf,
  record,
  text,
  type UnknownRecord,
} from '../upstream/values/unknown.ts';
import type { Cluster } from '../verify/cluster.ts';
import { nameOf } from '../verify/kubernetes/names.ts';
import { isReady } from '../verify/kubernetes/pods.ts';
import { podsOf } from '../verify/kubernetes/workload-health.ts';

const events = 5;
const lines = 10;
const pods = 2;

/** Events about an object and its pods, and the last lines that the pods have logged: what people look at first when it does not work. */
export async function evidenceOf(
  cluster: Cluster,
  reference: ObjectReference,
): Promise<readonly string[]> {
  const { kind, namespace, name } = reference;
  const makesPods = ['Deployment', 'StatefulSet', 'DaemonSet', 'Job'].includes(kind);
  const workload = makesPods ? await cluster.read(reference) : undefined;
  const unready = workload
    ? (await podsOf(cluster, namespace, workload)).filter((pod) => !isReady(pod))
    : [];
  const names = [name, ...unready.map(nameOf)];
  const said = await Promise.all([
    eventsAbout(cluster, namespace, names),
    ...unready.slice(0, pods).map((pod) => logOf(cluster, namespace, pod)),
  ]);
  return said.flat();
}

async function eventsAbout(
  cluster: Cluster,
  namespace: string,
  names: readonly string[],
): Promise<string[]> {
  const all = await cluster.list({ apiVersion: 'v1', kind: 'Event', namespace });
  return all
    .filter((event) => names.includes(text(at(event, 'involvedObject', 'name')) ?? ''))
    .sort((a, b) => (timeOf(a) < timeOf(b) ? -1 : 1))
    .slice(-events)
    .map((event) => {
      const about = record(event.involvedObject);
      return `event of ${text(about.kind)} ${text(about.name)}: ${text(event.reason)}: ${text(event.message)}`;
    });
}

function timeOf(event: UnknownRecord): string {
  return (
    text(event.lastTimestamp) ??
    text(event.eventTime) ??
    text(at(event, 'metadata', 'creationTimestamp')) ??
    ''
  );
}

async function logOf(cluster: Cluster, namespace: string, pod: UnknownRecord): Promise<string[]> {
  const name = nameOf(pod);
  const statuses = ['initContainerStatuses', 'containerStatuses'].flatMap((key) =>
    list(at(pod, 'status', key)),
  );
  const bad = statuses.find((status) => own(status, 'ready') === false);
  const container = text(own(bad, 'name')) ?? '';
  const log = await cluster
    .logs({ namespace, name }, container, { lines, previous: false })
    .catch((error: unknown) => `no log: ${reasonOf(error)}`);
  return log
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(-lines)
    .map((line) => `log of ${name}: ${line}`);
}
