/** An environment variable that a key of a Secret gives. */
export interface SecretVariable {
  readonly name: string;
  readonly valueFrom: { readonly secretKeyRef: { readonly name: string; readonly key: string } };
}

/** Environment variables of the names of a Secret's keys; none without a Secret. */
export function secretVariables(
  secretName: string | undefined,
  keys: readonly string[],
): SecretVariable[] {
  if (secretName === undefined) return [];
  return keys.map((key) => ({
    name: key,
    valueFrom: { secretKeyRef: { name: secretName, key } },
  }));
}
