import { selectsLabels } from '../../upstream/kubernetes/label-selector.ts';
import {
  at,
  list,
  number,
  own,
  record,
  text,
  textMap,
  type UnknownRecord,
} from '../../upstream/values/unknown.ts';
import type { Cluster } from '../cluster.ts';
import { conditionOf, nameOf, namespaceOf } from './names.ts';

/** Labels of an object of the cluster. */
export function labelsOf(object: UnknownRecord): Record<string, string> {
  return textMap(at(object, 'metadata', 'labels'));
}

/** Pods of a namespace that a LabelSelector finds, those that end left out. */
export async function selectedPods(
  cluster: Cluster,
  namespace: string,
  selector: UnknownRecord,
): Promise<readonly UnknownRecord[]> {
  const pods = await cluster.list({ apiVersion: 'v1', kind: 'Pod', namespace });
  return pods.filter((pod) => !isOver(pod) && selectsLabels(selector, labelsOf(pod)));
}

/** Whether a pod is being deleted, or has ended. */
function isOver(pod: UnknownRecord): boolean {
  const phase = at(pod, 'status', 'phase');
  return (
    at(pod, 'metadata', 'deletionTimestamp') !== undefined ||
    phase === 'Succeeded' ||
    phase === 'Failed'
  );
}

/** Whether a pod takes requests. */
export function isReady(pod: UnknownRecord): boolean {
  return conditionOf(pod, 'Ready')?.status === 'True';
}

/** A container that does not run as it should. */
export interface Trouble {
  readonly pod: { readonly namespace: string; readonly name: string };
  readonly container: string;
  /** In plain words: `is in CrashLoopBackOff, 7 restarts, ended last with exit code 1 (Error)`. */
  readonly message: string;
  /** Whether it does not run now. */
  readonly down: boolean;
  /** Whether the run before has left a log. */
  readonly restarted: boolean;
}

/** What is wrong with the containers of a pod. */
export function troubles(pod: UnknownRecord): Trouble[] {
  const name = { namespace: namespaceOf(pod), name: nameOf(pod) };
  const scheduled = conditionOf(pod, 'PodScheduled');
  if (scheduled?.status === 'False') {
    const message = `is not scheduled: ${scheduled.message || scheduled.reason}`;
    return [{ pod: name, container: '', message, down: true, restarted: false }];
  }
  const statuses = ['initContainerStatuses', 'containerStatuses'].flatMap((key) =>
    list(at(pod, 'status', key)),
  );
  return statuses.flatMap((status) => {
    const trouble = troubleOf(record(status));
    return trouble ? [{ pod: name, container: text(own(status, 'name')) ?? '', ...trouble }] : [];
  });
}

// what every container is in for a moment at its start
const usual = ['ContainerCreating', 'PodInitializing'];

function troubleOf(
  status: UnknownRecord,
): Pick<Trouble, 'message' | 'down' | 'restarted'> | undefined {
  const restarts = number(status.restartCount) ?? 0;
  const waiting = record(at(status, 'state', 'waiting'));
  const reason = text(waiting.reason);
  const down = reason !== undefined && !usual.includes(reason);
  if (!down && restarts === 0) return undefined;
  const why = text(waiting.message);
  const ended = record(at(status, 'lastState', 'terminated'));
  const parts = [
    ...(down ? [`is in ${reason}`] : []),
    ...(restarts > 0 ? [`${restarts} ${restarts === 1 ? 'restart' : 'restarts'}`] : []),
    ...(ended.exitCode === undefined
      ? []
      : [`ended last with exit code ${ended.exitCode} (${text(ended.reason) ?? 'no reason'})`]),
    ...(down && why && restarts === 0 ? [why] : []),
  ];
  return { message: parts.join(', '), down, restarted: restarts > 0 };
}
