/**
 * What a difference does to the cluster, the worst first.
 *
 * - `refused`: the API server refuses it; something has to be deleted first
 * - `lost`: spans are lost until somebody acts
 * - `stale`: something keeps its old settings until it is restarted
 * - `waits`: spans wait, or are sent again, until pods are replaced
 * - `restarts`: pods are replaced
 * - `moves`: something sends, or is reached, elsewhere
 * - `changes`: the rest
 */
export const effectKinds = [
  'refused',
  'lost',
  'stale',
  'waits',
  'restarts',
  'moves',
  'changes',
] as const;

/** What a difference does to the cluster. */
export type EffectKind = (typeof effectKinds)[number];

/** Something that a difference does to the cluster. */
export interface Effect {
  readonly kind: EffectKind;
  /** `Kind/namespace/name` of what it happens to, `Kind/name` of what has no namespace. */
  readonly object: string;
  /** In plain words, lower-case, without a full stop. */
  readonly message: string;
  /**
   * What to do about it, a command where there is one.
   *
   * @default - nothing has to be done
   */
  readonly action?: string;
}

/** How `kubectl` restarts a workload. */
export function restartCommand({
  kind,
  namespace,
  name,
}: {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}): string {
  const place = namespace === '' ? '' : `-n ${namespace} `;
  return `kubectl ${place}rollout restart ${kind.toLowerCase()}/${name}`;
}
