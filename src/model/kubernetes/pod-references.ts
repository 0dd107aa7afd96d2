import { referenceFields } from '../../upstream/kubernetes/references.ts';
import { isSubstituted } from '../../upstream/values/substituted.ts';
import { isRecord, list, own, text } from '../../upstream/values/unknown.ts';

/** A Secret or ConfigMap, in the namespace of whoever names it. */
export interface PodReference {
  readonly kind: 'Secret' | 'ConfigMap';
  readonly name: string;
  /** Whether pods start without it, as they do without what they pull images by where a node has these, or gets them from anybody. */
  readonly spared: boolean;
}

/**
 * Secrets and ConfigMaps that pods read, of a spec of pods or of a custom resource that embeds parts of one. What
 * is optional is not among them, and neither is a name that is put in its place before it is applied.
 *
 * @param spec - as written, by whomever
 */
export function* podReferences(spec: unknown): Iterable<PodReference> {
  for (const item of list(spec)) yield* podReferences(item);
  if (!isRecord(spec)) return;
  for (const [key, value] of Object.entries(spec)) {
    if (key === 'imagePullSecrets') {
      for (const secret of list(value)) yield* named('Secret', own(secret, 'name'), true);
      continue;
    }
    const kind = Object.hasOwn(referenceFields, key) ? referenceFields[key] : undefined;
    if (kind === undefined) yield* podReferences(value);
    else if (own(value, 'optional') !== true) {
      // a Secret volume says secretName, everything else name
      yield* named(kind, own(value, 'secretName') ?? own(value, 'name'), false);
    }
  }
}

function named(kind: PodReference['kind'], name: unknown, spared: boolean): PodReference[] {
  const written = text(name);
  return written && !isSubstituted(written) ? [{ kind, name: written, spared }] : [];
}
