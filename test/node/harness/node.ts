import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { apiServerEndpoints } from '../../cluster/harness/api-server-endpoints.ts';
import type { ControlPlane } from '../../cluster/harness/control-plane.ts';
import { LocalProcess } from '../../cluster/harness/local-process.ts';
import type { ContainerRuntime } from './container-runtime.ts';
import { startDns } from './dns.ts';
import { dnsAddress, nodeAddress, nodeName, podNetwork, serviceNetwork } from './network.ts';

const READY_SECONDS = 90;
/** The pool that `examples/mirror.ts` has its queries on. */
const nodeLabels = 'example.com/pool=tools';

/** Paths of the programs that make a node. */
export interface NodePrograms {
  readonly kubelet: string;
  readonly kubeProxy: string;
  readonly scheduler: string;
  readonly kubeRouter: string;
}

interface NodeOptions {
  readonly programs: NodePrograms;
  readonly plane: ControlPlane;
  readonly runtime: ContainerRuntime;
  /** Takes data and logs. */
  readonly folder: string;
  /** Addresses of what is not in the cluster, by host name. */
  readonly hosts: Readonly<Record<string, string>>;
}

/**
 * Starts a node of a control plane, what translates addresses and names of Services and holds pods to NetworkPolicies, and a
 * scheduler, and waits until the node is ready.
 */
export async function startNode(options: NodeOptions): Promise<void> {
  const { programs, plane, folder } = options;
  mkdirSync(folder, { recursive: true });
  const kubeconfig = plane.writeKubeconfig('node', {});
  // pods look for it there
  const { hostname, port } = new URL(plane.server);
  await plane.kubectl.applyObjects([apiServerEndpoints(hostname, Number(port))]);
  const start = (name: string, program: string, args: readonly string[]) =>
    new LocalProcess({ name, program, args, logs: folder });
  const write = (name: string, content: object | string): string => {
    const path = join(folder, name);
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
    return path;
  };
  const processes = [
    start('kubelet', programs.kubelet, [
      `--config=${write('kubelet.json', kubeletConfiguration(options, write('resolv.conf', '')))}`,
      `--kubeconfig=${kubeconfig}`,
      `--node-ip=${nodeAddress}`,
      `--hostname-override=${nodeName}`,
      `--node-labels=${nodeLabels}`,
      `--root-dir=${join(folder, 'kubelet')}`,
      `--cert-dir=${join(folder, 'kubelet-certificates')}`,
    ]),
    start('kube-proxy', programs.kubeProxy, [
      `--config=${write('kube-proxy.json', proxyConfiguration(kubeconfig))}`,
    ]),
    start('kube-scheduler', programs.scheduler, [
      `--kubeconfig=${kubeconfig}`,
      `--authentication-kubeconfig=${kubeconfig}`,
      `--authorization-kubeconfig=${kubeconfig}`,
      '--leader-elect=false',
      '--bind-address=127.0.0.1',
    ]),
  ];
  const [kubelet] = processes;
  const isReady = async (): Promise<boolean> => {
    const node = await plane.kubectl.find('nodes', nodeName);
    return JSON.stringify(node ?? {}).includes('"reason":"KubeletReady"');
  };
  await kubelet?.waitUntil(isReady, READY_SECONDS);
  await plane.kubectl.patch('node', nodeName, undefined, [
    { op: 'add', path: '/spec/podCIDR', value: podNetwork },
    { op: 'add', path: '/spec/podCIDRs', value: [podNetwork] },
  ]);
  start('kube-router', programs.kubeRouter, [
    `--kubeconfig=${kubeconfig}`,
    `--hostname-override=${nodeName}`,
    `--service-cluster-ip-range=${serviceNetwork}`,
    ...['--run-firewall=true', '--run-router=false', '--run-service-proxy=false'],
    ...['--run-loadbalancer=false', '--enable-cni=false', '--health-port=0'],
  ]);
  await startDns(plane.kubectl, options.hosts);
}

function kubeletConfiguration({ runtime, folder }: NodeOptions, resolv: string) {
  return {
    apiVersion: 'kubelet.config.k8s.io/v1beta1',
    kind: 'KubeletConfiguration',
    containerRuntimeEndpoint: runtime.endpoint,
    address: nodeAddress,
    authentication: { anonymous: { enabled: true }, webhook: { enabled: false } },
    authorization: { mode: 'AlwaysAllow' },
    clusterDomain: 'cluster.local',
    clusterDNS: [dnsAddress],
    resolvConf: resolv,
    podLogsDir: join(folder, 'pods'),
    // containers are in groups of this run's own, whichever version this machine has
    cgroupDriver: 'cgroupfs',
    cgroupsPerQOS: false,
    enforceNodeAllocatable: [],
    failCgroupV1: false,
    failSwapOn: false,
    localStorageCapacityIsolation: false,
    // a machine that tests run on may be rather full
    evictionHard: {
      'nodefs.available': '1Mi',
      'imagefs.available': '1Mi',
      'memory.available': '1Mi',
    },
    imageGCHighThresholdPercent: 100,
  };
}

function proxyConfiguration(kubeconfig: string) {
  return {
    apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
    kind: 'KubeProxyConfiguration',
    mode: 'nftables',
    clientConnection: { kubeconfig },
    clusterCIDR: podNetwork,
    bindAddress: nodeAddress,
    hostnameOverride: nodeName,
    healthzBindAddress: '127.0.0.1:10256',
    metricsBindAddress: '127.0.0.1:10249',
    // this namespace may not set them
    conntrack: { maxPerCore: 0 },
  };
}
