import type { ObjectReference } from '../../model/kubernetes/reference.ts';
import { at, number, record, type UnknownRecord } from '../../upstream/values/unknown.ts';
import { failed, type Outcome, passed, warned } from '../check.ts';
import type { Cluster } from '../cluster.ts';
import { complaints } from './logs.ts';
import { isReady, selectedPods, type Trouble, troubles } from './pods.ts';

/** A Deployment, StatefulSet or DaemonSet. */
export type WorkloadReference = Omit<ObjectReference, 'apiVersion'>;

/** Kinds of workloads that are looked at. */
export const healthKinds: readonly string[] = ['Deployment', 'StatefulSet', 'DaemonSet'];

/** A workload as the cluster has it; undefined where there is none. */
export function readWorkload(
  cluster: Cluster,
  reference: WorkloadReference,
): Promise<UnknownRecord | undefined> {
  return cluster.read({ ...reference, apiVersion: 'apps/v1' });
}

/** Pods that a workload has. */
export function podsOf(
  cluster: Cluster,
  namespace: string,
  workload: UnknownRecord,
): Promise<readonly UnknownRecord[]> {
  return selectedPods(cluster, namespace, record(at(workload, 'spec', 'selector')));
}

/**
 * Whether a workload has all the pods that it is to have, of its newest template, and they run.
 *
 * @param missing - what to say where there is no such workload
 */
export async function healthOf(
  cluster: Cluster,
  reference: WorkloadReference,
  missing: Outcome,
): Promise<Outcome> {
  const workload = await readWorkload(cluster, reference);
  if (!workload) return missing;
  const { kind, namespace, name } = reference;
  const pods = await podsOf(cluster, namespace, workload);
  const found = pods.flatMap(troubles);
  const { desired, ready, updated, seen } = countsOf(workload);
  const hop = name;
  const fix = `kubectl -n ${namespace} describe ${kind.toLowerCase()} ${name}; kubectl -n ${namespace} get pods`;
  if (!seen) {
    return failed('its controller has not seen its newest settings yet', {
      hop,
      fix,
    });
  }
  if (ready < desired || pods.filter(isReady).length < desired) {
    const evidence = await evidenceOf(cluster, found);
    return failed(`${ready} of ${desired} pods are ready`, {
      evidence,
      ...causeOf(evidence, hop, fix),
    });
  }
  // a rollout that is stuck leaves the pods of the former template as they are
  const unready = pods.filter((pod) => !isReady(pod));
  if (unready.length > 0) {
    const evidence = await evidenceOf(cluster, unready.flatMap(troubles));
    return evidence.length === 0
      ? warned('a rollout is under way', { hop, fix })
      : failed(`${unready.length} of ${pods.length} pods are not ready`, {
          evidence,
          ...causeOf(evidence, hop, fix),
        });
  }
  if (updated < desired) {
    return failed(`${updated} of ${desired} pods have the newest template`, { hop, fix });
  }
  if (found.length > 0) {
    const evidence = await evidenceOf(cluster, found);
    return warned('its pods run, and have been restarted', { hop, evidence, fix });
  }
  return passed(desired === 0 ? 'is to have no pods' : '');
}

/** What is usually behind what pods say at their end, seen with Jaeger 1.65.0 and OpenTelemetry collectors. */
const causes: readonly { readonly says: RegExp; readonly to: string; readonly fix: string }[] = [
  {
    says: /storage factory|no Elasticsearch node available/,
    to: ' → its store',
    fix: 'is its store up and in reach, and does it take the user and password of the Secret in use?',
  },
  { says: /OOMKilled/, to: '', fix: 'it needs more memory than its limit, or less to do.' },
  {
    says: /cannot unmarshal|failed to get config|invalid configuration|unknown type|has invalid keys/,
    to: '',
    fix: 'it refuses its configuration: tracing lint, or its log, tells the setting.',
  },
];

function causeOf(evidence: readonly string[], hop: string, fix: string) {
  const cause = causes.find(({ says }) => evidence.some((line) => says.test(line)));
  return cause ? { hop: `${hop}${cause.to}`, fix: `${cause.fix} ${fix}` } : { hop, fix };
}

function countsOf(workload: UnknownRecord) {
  const status = record(workload.status);
  const spec = record(workload.spec);
  const generation = number(at(workload, 'metadata', 'generation')) ?? 0;
  const daemons = number(status.desiredNumberScheduled);
  return {
    desired: daemons ?? number(spec.replicas) ?? 1,
    ready: number(status.numberReady) ?? number(status.readyReplicas) ?? 0,
    updated: number(status.updatedNumberScheduled) ?? number(status.updatedReplicas) ?? 0,
    seen: (number(status.observedGeneration) ?? generation) >= generation,
  };
}

async function evidenceOf(cluster: Cluster, found: readonly Trouble[]): Promise<string[]> {
  const [first] = found
    .filter(({ restarted }) => restarted)
    .sort((a, b) => Number(b.down) - Number(a.down));
  const told = found.map(({ pod, container, message }) =>
    [`pod ${pod.name}`, ...(container === '' ? [] : [`container ${container}`]), message].join(' '),
  );
  if (!first) return told;
  // one that runs again, between two falls, has not said yet why it falls
  const log = await complaints(cluster, first.pod, first.container, { previous: true });
  return [...told, ...log];
}
