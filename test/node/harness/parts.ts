import { goProgram } from '../../cluster/harness/build.ts';
import type { ControlPlanePrograms } from '../../cluster/harness/control-plane.ts';
import { etcd, kubectl, kubernetesReleases } from '../../cluster/harness/programs.ts';
import { sandboxImage } from './container-runtime.ts';
import type { LocalImage } from './images.ts';
import type { NodePrograms } from './node.ts';
import { coredns, kubelet, kubeProxy, scheduler, standIn } from './programs.ts';

/** All that a cluster of one node is put together from, as paths on this machine. */
export interface Parts {
  readonly plane: ControlPlanePrograms;
  readonly node: NodePrograms;
  readonly images: readonly LocalImage[];
}

/** Image of a program that answers that it is well, where it is told to. */
export const standInImage = 'localhost/stand-in:1';
/** Image of Node. */
export const nodeImage = 'localhost/node:1';

/** Builds or finds all parts, one after the other. */
export async function findParts(): Promise<Parts> {
  const { apiServer, controllerManager } = kubernetesReleases['1.36'];
  const program = await goProgram(standIn);
  return {
    plane: {
      etcd: await goProgram(etcd),
      apiServer: await goProgram(apiServer),
      controllerManager: await goProgram(controllerManager),
      kubectl: await goProgram(kubectl),
    },
    node: {
      kubelet: await goProgram(kubelet),
      kubeProxy: await goProgram(kubeProxy),
      scheduler: await goProgram(scheduler),
      coredns: await goProgram(coredns),
    },
    images: [
      { name: sandboxImage, program, entrypoint: '/stand-in', user: '65535:65535' },
      { name: standInImage, program, entrypoint: '/stand-in', user: '65535:65535' },
      { name: nodeImage, program: process.execPath, entrypoint: '/node', user: '65535:65535' },
    ],
  };
}
