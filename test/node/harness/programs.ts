import { type GoProgram, jaegerV2, kubernetes } from '../../cluster/harness/programs.ts';

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

/** What holds pods to NetworkPolicies. */
export const kubeRouter: GoProgram = {
  name: 'kube-router',
  version: '2.1.0',
  tool: 'kube-router',
  mainPackage: 'github.com/cloudnativelabs/kube-router/v2/cmd/kube-router',
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

/** What tends the indices of Jaeger v2, of the same release. */
export const jaegerV2Cleaner: GoProgram = {
  ...jaegerV2,
  name: 'jaeger-es-index-cleaner',
  mainPackage: 'github.com/jaegertracing/jaeger/cmd/es-index-cleaner',
  linkedValues: {},
};

/** What makes and rolls over the indices of Jaeger v2 behind aliases, of the same release. */
export const jaegerV2Rollover: GoProgram = {
  ...jaegerV2,
  name: 'jaeger-es-rollover',
  mainPackage: 'github.com/jaegertracing/jaeger/cmd/es-rollover',
  linkedValues: {},
};

/** Thanos, of which the stack's manifests run the store and the query. */
export const thanos: GoProgram = {
  name: 'thanos',
  version: '0.42.4',
  tool: 'thanos',
  mainPackage: 'github.com/thanos-io/thanos/cmd/thanos',
  // read through `unsafe` as another layout without it: it panics at its first answer over gRPC
  tags: ['slicelabels'],
  linkedValues: { 'github.com/prometheus/common/version.Version': '0.42.4' },
  buildMinutes: 8,
};

/** Writes a block of a series as Prometheus would. */
export const thanosBlock: GoProgram = { ...thanos, name: 'thanos-block', mainPackage: 'block.go' };

/** Module of Tekton Pipelines. */
export const tektonModule = 'github.com/tektoncd/pipeline';

function tekton(command: string, buildMinutes: number): GoProgram {
  return {
    name: `tekton-${command}`,
    version: '1.15.0',
    tool: 'tekton',
    mainPackage: `${tektonModule}/cmd/${command}`,
    linkedValues: {},
    buildMinutes,
  };
}

/** What makes pods of PipelineRuns, and spans of what it does. */
export const tektonController = tekton('controller', 4);
/** What a step of a task is run by, in its pod. */
export const tektonEntrypoint = tekton('entrypoint', 1);

/** Module of what plays nodes. */
export const kwokModule = 'sigs.k8s.io/kwok';

/** What plays nodes, and what their pods come to. */
export const kwok: GoProgram = {
  name: 'kwok',
  version: '0.8.0',
  tool: 'kwok',
  mainPackage: `${kwokModule}/cmd/kwok`,
  linkedValues: {},
};

/** Waits until it is told to end. */
export const standIn: GoProgram = {
  name: 'stand-in',
  version: '1',
  tool: 'stand-in',
  mainPackage: '.',
  linkedValues: {},
};
