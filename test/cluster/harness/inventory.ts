import { setTimeout as sleep } from 'node:timers/promises';
import type { Api } from './api.ts';

// written by the control plane itself, at its own pace
const IGNORED = /\/(events|leases|endpoints|endpointslices|apiservices)$/;
// cert-manager leaves the Secret of a Certificate that is deleted, for one of the same name that may come again
const ISSUED = 'cert-manager.io/certificate-name';
const IGNORED_OBJECT = /^ConfigMap [^/]*\/kube-root-ca\.crt$/;

/** Names of all objects in the cluster, as `Kind namespace/name`. */
export async function inventory(api: Api): Promise<Set<string>> {
  const resources = (await api.resources()).filter(({ path }) => !IGNORED.test(path));
  const lists = await Promise.all(
    resources.map(async ({ kind, path }) =>
      (await api.list(path))
        .filter(({ metadata }) => metadata.annotations?.[ISSUED] === undefined)
        .map(({ metadata }) => `${kind} ${metadata.namespace ?? ''}/${metadata.name}`),
    ),
  );
  return new Set(lists.flat().filter((name) => !IGNORED_OBJECT.test(name)));
}

/**
 * Waits until nothing is in the cluster that was not there before; deletion goes on in the background for a while.
 *
 * @param but what may be new, by its name as in an inventory
 * @throws with what is left after the given time
 */
export async function awaitNothingNew(
  api: Api,
  before: ReadonlySet<string>,
  seconds: number,
  but?: RegExp,
): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const left = [...(await inventory(api))].filter(
      (name) => !before.has(name) && !but?.test(name),
    );
    if (left.length === 0) return;
    if (Date.now() > deadline) throw new Error(`left behind:\n${left.join('\n')}`);
    await sleep(500);
  }
}
