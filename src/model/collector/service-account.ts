import { collectorNames } from '../../upstream/otel-operator/collector-names.ts';
import { at, text } from '../../upstream/values/unknown.ts';
import type { Collector } from './instances.ts';

/** The service account that a collector runs as; unset for a sidecar, which runs as its pod does. */
export function serviceAccountOf(collector: Collector): string | undefined {
  const { operated, mode, object, name, workload } = collector;
  if (!operated) {
    const { serviceAccountName, serviceAccount } = workload?.podSpec ?? {};
    // the older name of the field counts as well
    return text(serviceAccountName) || text(serviceAccount) || 'default';
  }
  if (mode === 'sidecar') return undefined;
  return text(at(object.value, 'spec', 'serviceAccount')) || collectorNames(name).workload;
}
