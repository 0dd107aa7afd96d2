import { collectorContainer } from '../../upstream/otel-operator/collector-names.ts';
import type { Context } from '../context.ts';
import { complaints } from '../kubernetes/logs.ts';
import type { Journey } from './journeys.ts';

/** How to read the log of the pod that took the trace. */
export function logCommand({ pod }: Journey): string {
  return `kubectl -n ${pod?.namespace} logs ${pod?.name}`;
}

/** What the log of the pod that took the trace complains of. */
export async function logOf({ cluster }: Context, { pod, entrance }: Journey): Promise<string[]> {
  if (!pod) return [];
  const { collector } = entrance;
  const container = collector?.operated ? collectorContainer : (collector?.container?.name ?? '');
  return complaints(cluster, pod, container);
}
