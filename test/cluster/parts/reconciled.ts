import { setTimeout as sleep } from 'node:timers/promises';
import type { Api } from '../harness/api.ts';
import { ownedObjects } from '../harness/owned.ts';
import { isPredicted, type OperatedResource, type PredictedResource } from './predicted.ts';

const RECONCILED_SECONDS = 60;
const POLL_MS = 500;
/** Time in which something that nobody predicted may still appear. */
const SETTLING_MS = 1_000;

/**
 * Waits until all predicted objects are there, or the time is over, and gives what there is then.
 *
 * @param seconds how long to wait
 */
export async function reconciled(
  api: Api,
  resources: readonly PredictedResource[],
  seconds: number = RECONCILED_SECONDS,
): Promise<OperatedResource[]> {
  const deadline = Date.now() + seconds * 1000;
  while (!(await withCreated(api, resources)).every(isComplete) && Date.now() < deadline) {
    await sleep(POLL_MS);
  }
  await sleep(SETTLING_MS);
  return withCreated(api, resources);
}

async function withCreated(
  api: Api,
  resources: readonly PredictedResource[],
): Promise<OperatedResource[]> {
  const namespaces = [...new Set(resources.map(({ namespace }) => namespace))];
  const owned = new Map(
    await Promise.all(
      namespaces.map(async (name) => [name, await ownedObjects(api, name)] as const),
    ),
  );
  return resources.map((resource) => ({
    ...resource,
    created: owned.get(resource.namespace)?.get(`${resource.kind} ${resource.name}`) ?? [],
  }));
}

function isComplete({ objects, created }: OperatedResource): boolean {
  return objects.every((predicted) => created.some((object) => isPredicted(predicted, object)));
}
