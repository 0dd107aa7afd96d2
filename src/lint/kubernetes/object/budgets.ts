import type { KubeObject } from '../../../model/kubernetes/objects.ts';
import { at } from '../../../upstream/values/unknown.ts';

/** Where an object has the spec of a PodDisruptionBudget; a mode without one is told by collector/field-of-other-mode. */
export function budgetPaths({ kind, group, value }: KubeObject): (readonly string[])[] {
  if (group === 'policy' && kind === 'PodDisruptionBudget') return [['spec']];
  if (group !== 'opentelemetry.io') return [];
  if (kind === 'TargetAllocator') return [['spec', 'podDisruptionBudget']];
  if (kind !== 'OpenTelemetryCollector') return [];
  const mode = at(value, 'spec', 'mode') ?? 'deployment';
  const allocates = at(value, 'spec', 'targetAllocator', 'enabled') === true;
  return [
    ...(mode === 'deployment' || mode === 'statefulset' ? [['spec', 'podDisruptionBudget']] : []),
    ...(allocates ? [['spec', 'targetAllocator', 'podDisruptionBudget']] : []),
  ];
}
