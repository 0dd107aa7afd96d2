import { parseQuantity } from '../../upstream/values/quantity.ts';
import type { PodField, PodSetting } from './component.ts';

/** What pods of v1 request without a word: where nobody requests anything, Kubernetes takes the limit for it. */
export function impliedRequests(pod: readonly PodSetting[]): Pick<PodSetting, 'key' | 'value'>[] {
  return pod.filter(
    ({ field, key }) => field === 'limits' && memberOf(pod, 'requests', key) === undefined,
  );
}

/**
 * Memory limit of pods that had none with v1: what they requested, where that is more than `usual`, since no pod may request more
 * than its limit. Undefined when v1 has a limit.
 *
 * @param usual - limit that pods of v2 have when nobody says one
 */
export function fittingMemoryLimit(pod: readonly PodSetting[], usual: string): string | undefined {
  if (memberOf(pod, 'limits', 'memory') !== undefined) return undefined;
  const requested = String(memberOf(pod, 'requests', 'memory') ?? usual);
  return (parseQuantity(requested) ?? 0) > (parseQuantity(usual) ?? 0) ? requested : usual;
}

function memberOf(pod: readonly PodSetting[], part: PodField, name: string | undefined): unknown {
  return pod.find(({ field, key }) => field === part && key === name)?.value;
}
