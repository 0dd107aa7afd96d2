import type { Cluster } from './cluster.ts';
import { createKinds, definitionsOf, type ModuleKinds } from './module-kinds.ts';
import type { Stack } from './stacks.ts';

const foreign: readonly ModuleKinds[] = [
  {
    group: 'monitoring.coreos.com',
    name: 'prometheus-operator',
    module: 'github.com/prometheus-operator/prometheus-operator',
    version: '0.76.0',
    folder: 'example/prometheus-operator-crd',
    plurals: ['podmonitors', 'prometheusrules', 'servicemonitors'],
  },
  {
    group: 'gateway.networking.k8s.io',
    name: 'gateway-api',
    module: 'sigs.k8s.io/gateway-api',
    version: '1.1.0',
    folder: 'config/crd/standard',
    plurals: ['httproutes'],
  },
  {
    group: 'grafana.integreatly.org',
    name: 'grafana-operator',
    module: 'github.com/grafana/grafana-operator/v5',
    version: '5.24.0',
    folder: 'config/crd/bases',
    plurals: ['grafanadatasources'],
  },
];

/** Has the CRDs of others at hand, so that a cluster without a network can be given them. */
export async function fetchForeignKinds(): Promise<void> {
  for (const kinds of foreign) await definitionsOf(kinds);
}

/** Gives a cluster the CRDs of others, where a stack has objects of their kinds and the cluster has none of them. */
export async function createForeignKinds(
  { kubectl }: Cluster,
  stacks: readonly Stack[],
): Promise<void> {
  const objects = stacks.flatMap((stack) => stack.files.flatMap((file) => file.objects));
  for (const kinds of foreign) {
    const { group, plurals } = kinds;
    const used = objects.some(({ apiVersion }) => apiVersion.startsWith(`${group}/`));
    const known = await kubectl.find('customresourcedefinitions', `${plurals[0]}.${group}`);
    if (!used || known !== undefined) continue;
    await createKinds(kubectl, kinds);
  }
}
