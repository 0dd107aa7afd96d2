import { setTimeout as sleep } from 'node:timers/promises';
import type { Api } from './api.ts';

// written by the control plane itself, at its own pace
const IGNORED = /\/(events|leases|endpoints|endpointslices|apiservices)$/;
// cert-manager leaves the Secret of a Certificate that is deleted, for one of the same name that may come again
const ISSUED = 'cert-manager.io/certificate-name';
const IGNORED_OBJECT = /^ConfigMap [^/]*\/kube-root-ca\.crt$/;

/** All objects in the cluster by name, as `Kind namespace/name`, each with that of its controller. */
export type Inventory = ReadonlyMap<string, string | undefined>;

/** What is in the cluster. */
export async function inventory(api: Api): Promise<Inventory> {
  const resources = (await api.resources()).filter(({ path }) => !IGNORED.test(path));
  const lists = await Promise.all(
    resources.map(async ({ kind, path }) =>
      (await api.list(path))
        .filter(({ metadata }) => metadata.annotations?.[ISSUED] === undefined)
        .map(({ metadata }): [string, string | undefined] => {
          const namespace = metadata.namespace ?? '';
          const owner = metadata.ownerReferences?.find(({ controller }) => controller === true);
          return [
            `${kind} ${namespace}/${metadata.name}`,
            owner && `${owner.kind} ${namespace}/${owner.name}`,
          ];
        }),
    ),
  );
  return new Map(lists.flat().filter(([name]) => !IGNORED_OBJECT.test(name)));
}

/**
 * Waits until nothing is in the cluster that was not there before; deletion goes on in the background for a while. New pods of a
 * workload that was there may be new.
 *
 * @param but what else may be new, by its name as in an inventory
 * @throws with what is left after the given time
 */
export async function awaitNothingNew(
  api: Api,
  before: Inventory,
  seconds: number,
  but?: RegExp,
): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const now = await inventory(api);
    const left = [...now.keys()].filter(
      (name) => !isOfBefore(name, now, before) && !but?.test(name),
    );
    if (left.length === 0) return;
    if (Date.now() > deadline) throw new Error(`left behind:\n${left.join('\n')}`);
    await sleep(500);
  }
}

/** Whether an object was there before, or is of one that was. */
function isOfBefore(name: string, now: Inventory, before: Inventory): boolean {
  if (before.has(name)) return true;
  const owner = now.get(name);
  return owner !== undefined && isOfBefore(owner, now, before);
}
