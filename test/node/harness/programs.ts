import { type GoProgram, kubernetes } from '../../cluster/harness/programs.ts';

// they need modules that a control plane does not
const ofNode = { tool: 'kubernetes-node-1.36' } as const;

/** What makes a node out of a machine that has containerd. */
export const kubelet: GoProgram = { ...kubernetes('kubelet', 36, 3), ...ofNode };
/** What translates the addresses of Services. */
export const kubeProxy: GoProgram = { ...kubernetes('kube-proxy', 36, 3), ...ofNode };
/** What gives pods their node. */
export const scheduler: GoProgram = kubernetes('kube-scheduler', 36, 3);

/** What answers for the names of Services. */
export const coredns: GoProgram = {
  name: 'coredns',
  version: '1.12.4',
  tool: 'coredns',
  mainPackage: 'github.com/coredns/coredns',
  linkedValues: {},
};

/** Module of cert-manager: 1.11 is the last minor whose programs are packages of it. */
export const certManagerModule = 'github.com/cert-manager/cert-manager';

function certManager(command: string): GoProgram {
  return {
    name: `cert-manager-${command}`,
    version: '1.11.5',
    tool: 'cert-manager',
    mainPackage: `${certManagerModule}/cmd/${command}`,
    linkedValues: {},
  };
}

/** What issues what Certificates ask for. */
export const certManagerController = certManager('controller');
/** What writes CAs into webhooks. */
export const certManagerInjector = certManager('cainjector');

/** Waits until it is told to end. */
export const standIn: GoProgram = {
  name: 'stand-in',
  version: '1',
  tool: 'stand-in',
  mainPackage: '.',
  linkedValues: {},
};
