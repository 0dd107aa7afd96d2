import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../cluster/harness/run-program.ts';

/** Address of the node; a loopback address would not do. */
export const nodeAddress = '10.0.0.1';
/** Another address of it, for what wants a port that is taken on the first; `examples/secured.ts` has its Elasticsearch there. */
export const secondAddress = '10.20.0.2';
/** Port of the API server, the one that kubeadm gives it. */
export const apiServerPort = 6443;
/** Name of the node. */
export const nodeName = 'node1';
/** Addresses of pods. */
export const podNetwork = '10.244.0.0/24';
/** Addresses of Services, as the control plane gives them. */
export const serviceNetwork = '10.96.0.0/16';
/** Address of the Service that answers for their names, the one that kubeadm gives it. */
export const dnsAddress = '10.96.0.10';

const BRIDGE = 'cni0';

/**
 * Lays out the network of the namespace that this process is in: the address of the node, a bridge for pods, and a route by
 * which the node reaches Services. Nothing leads out of it.
 */
export async function layOutNetwork(): Promise<void> {
  const steps = [
    ['link', 'set', 'lo', 'up'],
    ['address', 'add', `${nodeAddress}/32`, 'dev', 'lo'],
    ['address', 'add', `${secondAddress}/32`, 'dev', 'lo'],
    ['link', 'add', BRIDGE, 'type', 'bridge'],
    ['address', 'add', podNetwork.replace('.0/', '.1/'), 'dev', BRIDGE],
    ['link', 'set', BRIDGE, 'up'],
    // without a route the API server is told that Services are out of reach before kube-proxy sees the packet
    ['route', 'add', serviceNetwork, 'dev', BRIDGE, 'src', nodeAddress],
  ];
  for (const args of steps) await run('ip', args);
  writeFileSync('/proc/sys/net/ipv4/ip_forward', '1');
  // what goes from pod to pod over the bridge is filtered, too
  writeFileSync('/proc/sys/net/bridge/bridge-nf-call-iptables', '1');
}

/** Writes how pods are joined to the bridge, and gives the folder. */
export function writePodNetwork(folder: string): string {
  const network = {
    cniVersion: '0.4.0',
    name: 'pods',
    plugins: [
      {
        type: 'bridge',
        bridge: BRIDGE,
        isGateway: true,
        ipMasq: false,
        hairpinMode: true,
        ipam: {
          type: 'host-local',
          dataDir: join(folder, 'addresses'),
          ranges: [[{ subnet: podNetwork }]],
          routes: [{ dst: '0.0.0.0/0' }],
        },
      },
      { type: 'portmap', capabilities: { portMappings: true } },
    ],
  };
  const configurations = join(folder, 'cni');
  mkdirSync(configurations, { recursive: true });
  writeFileSync(join(configurations, '10-pods.conflist'), JSON.stringify(network));
  return configurations;
}
