import { isRecord, list, own, text } from '../../upstream/values/unknown.ts';

/** Fields of Kubernetes that refer to a Secret, by how they name it. */
const references: Readonly<Record<string, string>> = {
  secretKeyRef: 'name',
  secretRef: 'name',
  // that of a volume; a source of a projected volume has `name`
  secret: 'secretName',
};

/**
 * Names of the Secrets that pods do not start without, of a spec of pods or of a custom resource that embeds parts of one. What
 * is optional is not among them.
 *
 * @param spec - as written, by whomever
 */
export function* secretReferences(spec: unknown): Iterable<string> {
  for (const item of list(spec)) yield* secretReferences(item);
  if (!isRecord(spec)) return;
  for (const [key, value] of Object.entries(spec)) {
    if (key === 'imagePullSecrets') {
      for (const secret of list(value)) yield* named(own(secret, 'name'));
      continue;
    }
    const name = Object.hasOwn(references, key) ? references[key] : undefined;
    if (name === undefined) yield* secretReferences(value);
    else if (own(value, 'optional') !== true) {
      yield* named(own(value, name) ?? own(value, 'name'));
    }
  }
}

function named(name: unknown): string[] {
  const written = text(name);
  return written ? [written] : [];
}
