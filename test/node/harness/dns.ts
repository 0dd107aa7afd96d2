import type { Kubectl } from '../../cluster/harness/kubectl.ts';
import type { KubeObject } from '../../cluster/harness/objects.ts';
import { dnsAddress } from './network.ts';
import { coredns } from './programs.ts';

const NAMESPACE = 'kube-system';
const NAME = 'coredns';
const READY_PORT = 8181;
const labels = { 'k8s-app': 'kube-dns' };

/** Name of its image. */
export const dnsImage = `registry.k8s.io/coredns/coredns:v${coredns.version}`;

/**
 * Has pods answer for the names of Services, with the labels and at the address that clusters have them, and waits until they do.
 *
 * @param hosts addresses of what is not in the cluster, by host name
 */
export async function startDns(
  kubectl: Kubectl,
  hosts: Readonly<Record<string, string>>,
): Promise<void> {
  await kubectl.applyObjects([...account, corefile(hosts), deployment, service]);
  const scope = ['-n', NAMESPACE];
  await kubectl.run([...scope, 'rollout', 'status', '--timeout=90s', `deployment/${NAME}`]);
}

const account: readonly KubeObject[] = [
  {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: NAME, namespace: NAMESPACE },
  },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: NAME },
    rules: [
      { apiGroups: [''], resources: ['services', 'namespaces'], verbs: ['list', 'watch'] },
      { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['list', 'watch'] },
    ],
  },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name: NAME },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: NAME },
    subjects: [{ kind: 'ServiceAccount', name: NAME, namespace: NAMESPACE }],
  },
];

function corefile(hosts: Readonly<Record<string, string>>): KubeObject {
  const lines = Object.entries(hosts).map(([name, address]) => `    ${address} ${name}`);
  const Corefile = `.:53 {
  ready :${READY_PORT}
  hosts {
${lines.join('\n')}
    fallthrough
  }
  kubernetes cluster.local
  errors
}
`;
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: NAME, namespace: NAMESPACE },
    data: { Corefile },
  };
}

const deployment: KubeObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: NAME, namespace: NAMESPACE, labels },
  spec: {
    selector: { matchLabels: labels },
    template: {
      metadata: { labels },
      spec: {
        serviceAccountName: NAME,
        dnsPolicy: 'Default',
        containers: [
          {
            name: NAME,
            image: dnsImage,
            args: ['-conf', '/etc/coredns/Corefile'],
            readinessProbe: { httpGet: { path: '/ready', port: READY_PORT } },
            volumeMounts: [{ name: 'config', mountPath: '/etc/coredns' }],
          },
        ],
        volumes: [{ name: 'config', configMap: { name: NAME } }],
      },
    },
  },
};

const service: KubeObject = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'kube-dns', namespace: NAMESPACE, labels },
  spec: {
    selector: labels,
    clusterIP: dnsAddress,
    ports: [
      { name: 'dns', port: 53, protocol: 'UDP' },
      { name: 'dns-tcp', port: 53, protocol: 'TCP' },
    ],
  },
};
