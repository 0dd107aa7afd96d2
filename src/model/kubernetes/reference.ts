/** What an object is found by, among manifests or in a cluster. */
export interface ObjectReference {
  readonly apiVersion: string;
  readonly kind: string;
  /** Empty for kinds that have none, and in manifests that leave it to whoever applies them. */
  readonly namespace: string;
  readonly name: string;
}

/** How people name an object: `Deployment tracing/otel-collector-collector`. */
export function titleOf({ kind, namespace, name }: Omit<ObjectReference, 'apiVersion'>): string {
  return `${kind} ${[namespace, name].filter(Boolean).join('/')}`;
}

/** What an object is found by, without the rest of it. */
export function referenceOf({
  apiVersion,
  kind,
  namespace,
  name,
}: ObjectReference): ObjectReference {
  return { apiVersion, kind, namespace, name };
}
