import { join } from 'node:path';
import { ControlPlane } from '../../cluster/harness/control-plane.ts';
import { step } from '../../cluster/harness/progress.ts';
import { Store } from '../../cluster/harness/store.ts';
import { startCertManager } from './cert-manager.ts';
import { ContainerRuntime } from './container-runtime.ts';
import { joinControlGroups } from './control-groups.ts';
import { kafkaHost } from './kafka.ts';
import { hideSharedFolders } from './mounts.ts';
import { apiServerPort, layOutNetwork, nodeAddress, secondAddress } from './network.ts';
import { startNode } from './node.ts';
import { openSearchHosts } from './opensearch.ts';
import type { Parts, StackParts } from './parts.ts';
import { receiverHosts } from './receivers.ts';
import { cniFolder } from './requirements.ts';
import { plainStoreHosts, securedStoreHosts } from './store-fronts.ts';

/** Where the stacks of this repository look for Elasticsearch. */
export const storeHost = 'elastic.centre.com';
const STORE_PORT = 9201;
const IMAGES_AT_ONCE = 2;

/** A control plane and one node. */
export interface NodeCluster {
  readonly plane: ControlPlane;
  readonly runtime: ContainerRuntime;
}

/**
 * Starts a cluster of one node in the network namespace that this process is in. Its processes and containers end with the
 * process namespace.
 *
 * @param folder takes all data and logs
 * @param controlGroups name of the groups that all of it is in
 */
export async function startCluster(
  parts: Parts,
  folder: string,
  controlGroups: string,
): Promise<NodeCluster> {
  const cniPlugins = cniFolder();
  if (cniPlugins === undefined) throw new Error('the plugins of CNI are not installed');
  joinControlGroups(controlGroups);
  await hideSharedFolders();
  await layOutNetwork();
  const runtime = await ContainerRuntime.start(join(folder, 'containerd'), cniPlugins);
  const images = [...parts.images, ...(parts.stack?.images ?? [])];
  await step(`making ${images.length} images`, async () => {
    const queue = images.values();
    const make = async (): Promise<void> => {
      for (const image of queue) await runtime.add(image);
    };
    await Promise.all(Array.from({ length: IMAGES_AT_ONCE }, make));
  });
  const plane = await step('starting the control plane', () =>
    ControlPlane.start(parts.plane, join(folder, 'control-plane'), {
      address: nodeAddress,
      port: apiServerPort,
      controllers: '*',
      egress: false,
    }),
  );
  await step('starting the node', () =>
    startNode({
      programs: parts.node,
      plane,
      runtime,
      folder: join(folder, 'node'),
      hosts: {
        [storeHost]: nodeAddress,
        ...Object.fromEntries(
          [...plainStoreHosts, ...openSearchHosts].map((name) => [name, nodeAddress]),
        ),
        ...Object.fromEntries(
          [...securedStoreHosts, ...receiverHosts].map((name) => [name, secondAddress]),
        ),
        [kafkaHost]: nodeAddress,
      },
    }),
  );
  return { plane, runtime };
}

/** Starts what the stack stands on beside a cluster: cert-manager, and Elasticsearch where the stack looks for it. */
export async function startSupport(
  { plane }: NodeCluster,
  { certManager }: StackParts,
  folder: string,
): Promise<Store> {
  const place = { address: nodeAddress, port: STORE_PORT };
  const [store] = await Promise.all([
    step('starting Elasticsearch', () => Store.start(folder, place)),
    startCertManager(plane, certManager, join(folder, 'cert-manager')),
  ]);
  return store;
}
