import type { Collector } from '../../model/collector/instances.ts';
import { collectorNames, injectedLabels } from '../../upstream/otel-operator/collector-names.ts';
import { workloadKinds } from '../../upstream/otel-operator/objects.ts';
import type { UnknownRecord } from '../../upstream/values/unknown.ts';
import type { Context } from '../context.ts';
import { isReady, selectedPods } from '../kubernetes/pods.ts';
import { podsOf, readWorkload, type WorkloadReference } from '../kubernetes/workload-health.ts';

/** Pods that a sidecar was injected into, in any namespace. */
export function sidecarsOf(
  { cluster, namespace }: Context,
  collector: Collector,
): Promise<readonly UnknownRecord[]> {
  const matchLabels = injectedLabels(collector.namespace || namespace, collector.name);
  return selectedPods(cluster, '', { matchLabels });
}

/** The workload that runs a collector; undefined for a sidecar. */
export function workloadOf(
  { namespace: usual }: Context,
  { operated, mode = 'deployment', name, object }: Collector,
): WorkloadReference | undefined {
  const namespace = object.namespace || usual;
  if (!operated) return { kind: object.kind, namespace, name: object.name };
  if (mode === 'sidecar') return undefined;
  return { kind: workloadKinds[mode], namespace, name: collectorNames(name).workload };
}

/** Pods of a collector that are ready. */
export async function readyPods(
  context: Context,
  collector: Collector,
): Promise<readonly UnknownRecord[]> {
  const reference = workloadOf(context, collector);
  if (!reference) return (await sidecarsOf(context, collector)).filter(isReady);
  const workload = await readWorkload(context.cluster, reference);
  if (!workload) return [];
  return (await podsOf(context.cluster, reference.namespace, workload)).filter(isReady);
}
